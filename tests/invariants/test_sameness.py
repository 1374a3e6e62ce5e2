"""The same dyad is the same in every arm, chunk and cohort, and a product without effect changes nothing but its own numbers."""

import numpy as np
from invariant_worlds import BIRTH, TAKING, live, medians, same

from milkway.simulation.solver import Solver

STRAIN = ("__strain", "taking_product")


def test_a_product_without_effect_leaves_every_other_bit_as_it_is(arm, placebo):
    treated = arm(product=True)
    assert same(treated, placebo, but=STRAIN)
    milk = treated.stocks.index("left_milk__strain")
    assert (treated.amounts[:, :, milk] > 0).any()
    assert (placebo.amounts[:, :, milk] == 0).all()


def test_the_women_compared_fell_ill_and_were_treated(placebo):
    for exposure in ("diagnosed", "maternal_antibiotic", "left_breast__blocked", "ceased"):
        days = placebo.exposed(exposure)[:, placebo.diary_days > 7]
        assert days.any(), exposure


def test_a_product_with_an_effect_does_change_something(arm, placebo):
    assert not same(arm(product=True, effect_immunomodulation=0.5), placebo, but=STRAIN)


def test_the_same_seed_gives_the_same_bits_and_another_seed_does_not(arm, placebo):
    assert same(arm(product=False), placebo)
    assert not same(arm(product=False, seed=4), placebo)


def test_chunks_and_threads_change_no_bit(arm, placebo):
    assert same(arm(product=False, solver=Solver(chunk=5, threads=1)), placebo)


def test_a_dyad_is_the_same_in_a_small_cohort(arm, placebo):
    who = np.array([17, 3])
    few = arm(product=False, who=who)
    assert np.array_equal(few.amounts, placebo.amounts[who], equal_nan=True)
    assert np.array_equal(few.reported, placebo.reported[who])
    assert np.array_equal(few.realised, placebo.realised[who])


def test_the_same_plan_in_two_arms_is_the_same_dyad_twice(machine):
    one = medians(machine.network, 1)
    run = live(machine, [BIRTH + TAKING] * 2, cohort=one.taking(np.array([0, 0])))
    assert np.array_equal(run.amounts[0], run.amounts[1])
    assert np.array_equal(run.reported[0], run.reported[1])
    assert np.array_equal(run.realised[0], run.realised[1])
