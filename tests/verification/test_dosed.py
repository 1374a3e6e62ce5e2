"""Days on which no strain may be given are advanced in whole days: nothing is lost by it, and arms stay paired."""

from dataclasses import replace

import numpy as np
import pytest
from fuzz_worlds import BIRTH, medians
from verification.worlds import complete

from milkway.core.errors import RunError
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.protocol.known import read_known_protocol
from milkway.simulation.days import simulate
from milkway.simulation.dosing import NEVER, dosed_days
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record
from milkway.trials.stage import dosed_in

DYADS, FIRST, END = 64, 8, 20
TAKING = (*BIRTH, (FIRST, "taking_product", 1.0))
STRAIN = tuple(stock.key for stock in complete().network.stocks if stock.marked)
OTHERS = tuple(stock.key for stock in complete().network.stocks if not stock.marked)


def planned(plan):
    return steps((dyad, *step) for dyad in range(DYADS) for step in plan)


def lived(plan, dosed):
    record = replace(Record(-3, END, tuple(range(-3, END + 1)), (*OTHERS, *STRAIN)), dosed=dosed)
    return simulate(complete(), medians(DYADS), planned(plan), record, Streams(4), Solver())


def test_a_product_that_does_nothing_changes_nothing_else_where_steps_are_longer_before_it():
    with_it, without = (lived(plan, (FIRST, NEVER)) for plan in (TAKING, BIRTH))
    assert np.array_equal(with_it.amounts[:, :, : len(OTHERS)], without.amounts[:, :, : len(OTHERS)])
    assert np.array_equal(with_it.level, without.level)
    assert with_it.amounts[:, -1, len(OTHERS) :].any()


def test_populations_are_as_many_in_steps_of_a_day_as_in_steps_of_half_a_day():
    whole, half = lived(BIRTH, (NEVER, NEVER)), lived(BIRTH, None)
    assert not np.array_equal(whole.amounts, half.amounts)
    many = (half.amounts > 1e6).all(axis=(0, 1))
    assert many.sum() >= 8
    apart = np.log10(whole.amounts[:, :, many]).mean(axis=0) - np.log10(half.amounts[:, :, many]).mean(axis=0)
    assert np.abs(apart).max() < 1e-3


def test_a_dose_where_steps_are_too_long_for_it_is_refused():
    with pytest.raises(RunError, match=f"due on day {FIRST}"):
        lived(TAKING, (FIRST + 1, NEVER))


def test_the_days_of_doses_are_those_of_the_plan():
    network = complete().network
    assert dosed_days(network, planned(TAKING)) == (FIRST, NEVER)
    assert dosed_days(network, planned((*BIRTH, (3, "taking_product", 0.0)))) == (NEVER, NEVER)


def test_a_trial_may_dose_from_its_enrolment_or_from_the_first_day_of_a_course_before_it():
    protocol = read_known_protocol("hurtado2017")
    assert dosed_in(protocol) == (protocol.design.enrolment[0], NEVER)
    product = protocol.arms[0]
    early = product.courses[0].model_copy(update={"begins": type(product.courses[0].begins)(-14)})
    changed = product.model_copy(update={"courses": (early,)})
    assert dosed_in(protocol.model_copy(update={"arms": (changed, *protocol.arms[1:])})) == (-14, NEVER)
