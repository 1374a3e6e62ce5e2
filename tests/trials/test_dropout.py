import numpy as np
import pytest

from milkway.trials.dropout import constant_hazard, hazard_with_pain, planned_hazard


def test_the_solved_hazard_makes_the_stated_share_leave(protocol):
    hazard = planned_hazard(protocol.dropout, protocol.design)
    draws = 111 - np.arange(1, 7)
    assert 1 - np.exp(-hazard * draws).mean() == pytest.approx(0.5344, abs=1e-9)


def test_without_leaving_there_is_no_hazard():
    assert constant_hazard(0.0, np.array([100.0])) == 0


def test_pain_that_doubles_the_hazard_on_every_day_halves_that_without_pain(protocol):
    days = np.arange(112)
    enrolled = np.array([3, 3])
    doubling = protocol.dropout.model_copy(update={"pain_effect": 1.0})
    none, worst = (hazard_with_pain(doubling, np.full((2, 112), pain), days, enrolled) for pain in (0.0, 10.0))
    assert worst == pytest.approx(none / 2)
