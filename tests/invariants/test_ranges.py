"""Amounts, shares, pH and pain stay in their ranges whatever the rates are and whatever is done."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from invariant_worlds import BIRTH, complete, live, medians, table

DYADS = 8
SHARES = ("inflammation", "stasis", "nipple_damage", "redness", "fever", "flu_like", "immune_calm")
PAINS = ("breast_pain", "nipple_pain")
DONE = (
    *(
        "caesarean",
        "maternal_antibiotic",
        "taking_product",
        "formula",
        "pumping",
        "extra_emptying",
        "anti_inflammatory",
        "ceased",
    ),
    *("left_breast__blocked", "right_breast__inflamed_duct", "left_breast__trauma", "right_breast__abscess", "fibre_supplement"),
)
ROUND = 1e-6  # a state that moves toward a bound overshoots by at most the solver's error


def some_plan():
    step = st.tuples(st.integers(-5, 24), st.sampled_from(DONE), st.sampled_from((0.0, 1.0)))
    return st.lists(step, max_size=8).map(lambda found: BIRTH + tuple(found))


def shaken(network, chance):
    """Return dyads whose every rate, amount and concentration is off by log-normal factors (geometric SD e^0.8)."""
    cohort = medians(network, DYADS)
    free = [str(table().rows[p.key].unit) != "dimensionless" for p in network.parameters]
    factors = np.where(free, np.exp(0.8 * chance.normal(size=cohort.parameters.shape)), 1.0)
    cohort.parameters[:] *= factors
    return cohort


@settings(max_examples=6)
@given(plans=st.lists(some_plan(), min_size=DYADS, max_size=DYADS), seed=st.integers(0, 10_000))
def test_whatever_the_rates_and_the_plan_every_quantity_keeps_to_its_range(plans, seed):
    machine = complete()
    cohort = shaken(machine.network, np.random.default_rng(seed))
    run = live(machine, plans, start=-5, end=25, seed=seed, cohort=cohort)
    assert (run.status == 0).all()
    assert np.isfinite(run.amounts).all()
    assert (run.amounts >= 0).all()
    assert largest(run, SHARES) <= 1 + ROUND
    assert largest(run, PAINS) <= 15 + ROUND  # 10 by inflammation or injury, 5 by fullness
    acid = run.amounts[:, :, [i for i, key in enumerate(run.stocks) if key.endswith("__ph")]]
    assert acid.min() > 4
    assert acid.max() <= table().rows["ph_neutral"].value + ROUND


def largest(run, endings):
    return run.amounts[:, :, [i for i, key in enumerate(run.stocks) if key.endswith(tuple(f"__{end}" for end in endings))]].max()


def test_below_a_hundred_cells_there_are_whole_cells(machine, taken):
    cells = [i for i, stock in enumerate(machine.network.stocks) if stock.divides]
    amounts = taken.amounts[:, :, cells]
    few = amounts[amounts < 100]
    assert len(few) > 1000
    assert (few == np.round(few)).all()
