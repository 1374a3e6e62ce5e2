from dataclasses import replace

import numpy as np
import pytest

from milkway.core.errors import RunError
from milkway.core.streams import Streams
from milkway.protocol.mechanisms import MECHANISMS
from milkway.trials.dropout import constant_hazard, planned_days
from milkway.trials.leaving import AtRisk, Attrition, leaving_days, leaving_hazard


def sore(pain):
    """Return two women enrolled on day 3 and followed to day 112, by when a share has left."""
    day, ends = np.array([3, 3]), np.array([112, 112])
    return AtRisk(np.arange(2), day, ends, ends, np.arange(112), pain, np.array([108.0]), np.array([True, True]))


def test_the_solved_hazard_makes_the_stated_share_leave(protocol):
    hazard = constant_hazard(protocol.dropout.share, planned_days(protocol.dropout, protocol.design))
    draws = 111 - np.arange(1, 7)
    assert 1 - np.exp(-hazard * draws).mean() == pytest.approx(0.5344, abs=1e-9)


def test_without_leaving_there_is_no_hazard():
    assert constant_hazard(0.0, np.array([100.0])) == 0


def test_pain_that_doubles_the_hazard_on_every_day_halves_that_without_pain():
    doubling = Attrition(MECHANISMS["pain"], 0.5, 1.0, reference=True)
    none, worst = (leaving_hazard(doubling, sore(np.full((2, 112), pain))) for pain in (0.0, 10.0))
    assert worst == pytest.approx(none / 2)


def test_the_first_day_on_which_a_woman_can_be_missed_is_the_one_after_enrolment_and_the_last_that_before_the_end():
    """At a hazard so high that each leaves at her first midnight, and at one so low that none does."""
    women = sore(np.zeros((2, 112)))
    at_once, never = (Attrition(MECHANISMS["random"], share, 0.0, reference=True) for share in (1 - 1e-12, 1e-12))
    risk = replace(women, planned=np.array([1e-3]))
    assert leaving_days(at_once, risk, Streams(1)).tolist() == [4, 4]
    assert leaving_days(never, women, Streams(1)).tolist() == [112, 112]
    late = replace(risk, enrolled=np.array([110, 111]))
    assert leaving_days(at_once, late, Streams(1)).tolist() == [111, 112]


def test_who_could_not_be_simulated_does_not_leave():
    risk = replace(sore(np.zeros((2, 112))), planned=np.array([1e-3]), sound=np.array([True, False]))
    assert leaving_days(Attrition(MECHANISMS["random"], 0.9, 0.0, reference=True), risk, Streams(1)).tolist() == [4, 112]


def test_a_share_is_reached_by_those_at_risk_or_said_to_be_out_of_reach():
    days = np.array([0.0, 10.0, 10.0, 10.0])
    hazard = constant_hazard(0.5, days)
    assert (1 - np.exp(-hazard * days)).mean() == pytest.approx(0.5)
    with pytest.raises(RunError, match="of 4 women 3 can leave"):
        constant_hazard(0.75, days)
