"""Which step a lane tries and whether it keeps it, worked out by hand for each lane."""

from types import SimpleNamespace

import numpy as np
import pytest

from milkway.simulation import acceptance
from milkway.simulation.acceptance import MOST_TRIES, SHORTEST, TOO_MANY_STEPS, TOO_SHORT_A_STEP
from milkway.simulation.layout import LANES

FIRST = np.arange(LANES) == 0


def lanes(**given):
    """Return a group of lanes at the start of a day, of which the first differs as given."""
    usual = {"elapsed": 0.0, "failed": 0, "step": 0.1, "tries_today": 0}
    return SimpleNamespace(**{name: np.where(FIRST, given.get(name, value), value)[None] for name, value in usual.items()})


def chosen(**given):
    """Return the lanes after steps were chosen, the steps, who goes on and how many those are."""
    group, work, active = lanes(**given), SimpleNamespace(step=np.zeros(LANES)), np.zeros(LANES, dtype=bool)
    left = acceptance.choose_steps.py_func(SimpleNamespace(longest=0.2), group, work, 0, active)
    return group, work.step, active, left


@pytest.mark.parametrize(
    ("given", "step"),
    [
        ({"elapsed": 0.5, "step": 0.15}, 0.125),
        ({"elapsed": 0.5, "step": 0.125}, 0.125),
        ({"elapsed": 0.9, "step": 0.15}, 0.1),
        ({"elapsed": 0.0, "step": 0.9}, 0.2),
        ({"tries_today": MOST_TRIES - 1}, 0.1),
    ],
)
def test_what_is_left_of_a_day_is_divided_into_equal_steps_no_longer_than_suggested(given, step):
    group, steps, active, left = chosen(**given)
    assert steps == pytest.approx(np.where(FIRST, step, 0.1))
    assert active.all()
    assert left == LANES
    assert not group.failed.any()


def test_a_lane_that_tries_without_end_has_failed_and_the_others_go_on():
    group, _, active, left = chosen(tries_today=MOST_TRIES)
    assert group.failed[0].tolist() == np.where(FIRST, TOO_MANY_STEPS, 0).tolist()
    assert active.tolist() == (~FIRST).tolist()
    assert left == LANES - 1


@pytest.mark.parametrize("given", [{"elapsed": 1.0}, {"failed": TOO_SHORT_A_STEP}])
def test_a_lane_that_is_done_stays_as_it_is_however_often_it_tried(given):
    group, _, active, left = chosen(tries_today=MOST_TRIES, **given)
    assert group.failed[0, 0] == given.get("failed", 0)
    assert active.tolist() == (~FIRST).tolist()
    assert left == LANES - 1


def judged(monkeypatch, error, *, tried=0.1, suggested=0.1, active=True, longest=1.0):
    """Return whether the first lane keeps its step, what it tries next, and whether it failed; the others err by 1."""
    squares = np.where(FIRST, error, 1.0) ** 2
    monkeypatch.setattr(acceptance, "_add_squares", lambda rules, errors, trial, state, into: np.copyto(into, squares))
    group, on = lanes(step=suggested), np.where(FIRST, active, True)
    work = SimpleNamespace(step=np.where(FIRST, tried, 0.1), stages=[None] * acceptance.STAGES, trial=None)
    accepted, rules = np.zeros(LANES, dtype=bool), SimpleNamespace(longest=longest, threshold=0.0)
    acceptance.judge.py_func(rules, group, work, np.zeros(LANES), 0, on, accepted)
    assert accepted[1:].all()
    return bool(accepted[0]), float(group.step[0, 0]), int(group.failed[0, 0])


@pytest.mark.parametrize(
    ("error", "kept", "factor"),
    [(16.0, False, 0.45), (1e-8, True, 5.0), (0.0625, True, 1.8), (1.0, True, 0.9), (np.nan, False, 0.2), (np.inf, False, 0.2)],
)
def test_the_next_step_is_longer_or_shorter_by_the_fourth_root_of_the_error(monkeypatch, error, kept, factor):
    assert judged(monkeypatch, error) == (kept, pytest.approx(0.1 * factor), 0)


def test_a_good_step_never_shortens_the_next_one_below_what_was_suggested(monkeypatch):
    assert judged(monkeypatch, 0.0625, tried=0.01, suggested=0.3)[1] == pytest.approx(0.3)
    assert judged(monkeypatch, 0.0625, tried=0.01, suggested=0.3, longest=0.2)[1] == pytest.approx(0.2)
    assert judged(monkeypatch, 1.0, tried=0.01, suggested=0.3)[1] == pytest.approx(0.009)


def test_a_lane_that_rests_keeps_its_suggestion_and_one_whose_step_vanishes_has_failed(monkeypatch):
    assert judged(monkeypatch, 16.0, active=False) == (False, 0.1, 0)
    assert judged(monkeypatch, 1e9, tried=4 * SHORTEST)[2] == TOO_SHORT_A_STEP
    assert judged(monkeypatch, 1e9, tried=6 * SHORTEST)[2] == 0
