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


def squared(errors, trial, state, *, threshold=100.0):
    """Return the squared errors of each lane, of three stocks, and the trial: whole cells, others, and what does not steer."""
    rules = SimpleNamespace(
        absolute=np.array([1.0, 2.0, 1.0]),
        tolerance=0.1,
        steering=np.array([True, True, False]),
        threshold=threshold,
        dividing=np.array([0]),
    )
    rows = [np.repeat(np.array(given, dtype=float), LANES) for given in (errors, trial, state)]
    squares = np.zeros(LANES)
    acceptance._add_squares.py_func(rules, rows[0], rows[1], rows[2], squares)
    assert len(set(squares[~np.isnan(squares)])) <= 1
    return squares[0], rows[1].reshape(3, LANES)[:, 0].tolist()


@pytest.mark.parametrize(
    ("cells", "trial", "threshold", "square"),
    [
        (200.0, 150.0, 100.0, 0.04),
        (150.0, 200.0, 100.0, 0.04),
        (50.0, 200.0, 100.0, 0.04),
        (200.0, 50.0, 100.0, 0.04),
        (60.0, 50.0, 100.0, 0.0),
        (100.0, 50.0, 100.0, (4.2 / 11) ** 2),
        (60.0, 50.0, 0.0, (4.2 / 7) ** 2),
    ],
)
def test_an_error_counts_beside_the_larger_end_of_the_step_and_few_whole_cells_have_none(cells, trial, threshold, square):
    assert squared([4.2, 0, 0], [trial, 0, 0], [cells, 0, 0], threshold=threshold)[0] == pytest.approx(square)


def test_errors_of_all_stocks_that_steer_add_up_however_small_the_others_are():
    assert squared([21.0, 0.9, 1e9], [200, 10, 5], [200, 0, 5])[0] == pytest.approx(1.0 + 0.3**2)


def test_a_trial_is_kept_from_below_zero_and_a_number_that_is_none_is_an_error_wherever_it_stands():
    assert squared([0, 0, 0], [-3, -1e-9, 4], [200, 1, 4]) == (0.0, [0.0, 0.0, 4.0])
    for place in (0, 2):  # of few cells, and of what does not steer, of which errors do not count
        trial = [1.0, 1.0, 1.0]
        trial[place] = np.nan
        assert np.isnan(squared([1, 1, 1], trial, [1, 1, 1])[0])
    assert np.isnan(squared([0, np.nan, 0], [1, np.nan, 1], [1, 1, 1])[0])


@pytest.mark.parametrize(("growth", "step"), [(5.0, 0.3), (acceptance.GROWTH_PER_STEP / 0.3, 0.3), (20.0, 0.1), (-20.0, 0.3)])
def test_what_does_not_steer_keeps_steps_within_half_the_way_to_the_pole(growth, step):
    before, suggested = np.zeros(6 * LANES), np.full(LANES, 0.3)
    before[4 * LANES : 5 * LANES] = growth
    before[5 * LANES :] = 1.0
    acceptance._bound_by_growth.py_func(2, 4, before, suggested, ~FIRST)
    assert suggested == pytest.approx(np.where(FIRST, 0.3, step))
    assert acceptance.GROWTH_PER_STEP == 4 / 2


def leapt(cells, *, births=(0.0, 0.0), losses=(0.0, 0.0), echo=(0.0, 0.0), tried=0.1, suggested=0.2, steering=True, kept=True):
    """Return whether a step is kept and the next one, where the last of two populations has these rates before and after."""
    rules = SimpleNamespace(dividing=np.array([2, 1]), steering=np.array([True, steering, True]), threshold=100.0)
    before, after = np.zeros((2, 8, LANES))
    for end, place in ((before, 0), (after, 1)):
        end[4], end[5], end[7] = births[place], losses[place], echo[place]
    state = np.zeros((3, LANES))
    state[1] = cells
    group, accepted = lanes(step=suggested), np.full(LANES, kept)
    work = SimpleNamespace(before=before.ravel(), after=after.ravel(), step=np.full(LANES, tried))
    acceptance.refuse_leaps.py_func(rules, group, work, state.ravel(), 0, accepted)
    return bool(accepted[0]), float(group.step[0, 0])


@pytest.mark.parametrize(
    ("given", "kept", "then"),
    [
        ({"births": (1.0, 3.4)}, True, 0.2),
        ({"births": (1.0, 3.6)}, False, 0.05),
        ({"births": (3.6, 1.0)}, False, 0.05),
        ({"losses": (1.0, 3.6)}, False, 0.05),
        ({"births": (1.0, 3.6), "losses": (1.0, 3.6)}, True, 0.2),
        ({"births": (1.0, 3.6), "losses": (3.6, 1.0), "steering": False}, True, 0.2),
        ({"births": (1.0, 3.6), "kept": False}, False, 0.2),
        ({"echo": (0.1, 0.2)}, True, 0.2),
        ({"echo": (0.5, 0.2)}, True, 0.1),
        ({"echo": (-0.2, -0.5)}, True, 0.1),
        ({"echo": (1.1, 0.0)}, False, 0.05 / 1.1),
        ({"echo": (0.0, 1.0)}, True, 0.05),
    ],
)
def test_a_few_cells_may_change_their_growth_by_a_quarter_over_a_step_and_feel_their_own_number_little(given, kept, then):
    assert leapt(50.0, **given) == (kept, pytest.approx(then))


@pytest.mark.parametrize(("cells", "kept"), [(0.0, True), (1.0, False), (99.0, False), (100.0, True)])
def test_only_few_cells_are_asked_and_neither_none_nor_many(cells, kept):
    assert leapt(cells, births=(1.0, 9.0))[0] == kept
