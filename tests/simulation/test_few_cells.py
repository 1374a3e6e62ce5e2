"""A step lived by whole cells, part by part, on populations of which what must come is known by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
from whole_cells import FEW, FIRST, FOR_EVER, LANE, LAST, MANY, MOVE, RULES, draws_of_all, rows, tally, world

from milkway.simulation import few_cells
from milkway.simulation.layout import LANES


def residents_lived(noted=None, draws=None, **given):
    lanes, work, state = world(**given)
    few_cells._sum_moves.py_func(RULES, work, state)
    few_cells._live_residents.py_func(RULES, lanes, work, state, 0, 5, draws_of_all() if draws is None else draws, noted)
    return lanes, work, work.trial.reshape(3, LANES), work.gone.reshape(2, LANES)


@pytest.mark.parametrize(("cells", "come"), [(FEW, 0.0), (MANY, 0.25 * 110.0), (MANY + 40, 0.25 * 130.0)])
def test_cells_that_move_come_as_a_stream_where_they_leave_a_crowd_and_one_by_one_where_they_do_not(cells, come):
    _, work, state = world(first=cells, first_afar=3.0, last_afar=0.5 + LANE, move=0.25)
    work.change[:LANES] = 0.5 * (cells + 120.0)
    few_cells._sum_moves.py_func(RULES, work, state)
    assert work.leaving.reshape(2, LANES).tolist() == [[0.25] * LANES, [0.0] * LANES]
    assert work.coming.reshape(2, LANES)[0].tolist() == [3.0] * LANES
    assert work.coming.reshape(2, LANES)[1] == pytest.approx(0.5 + LANE + come)


def test_what_was_on_its_way_in_the_step_before_is_forgotten():
    _, work, state = world(first=FEW, move=0.25)
    for _ in range(2):
        work.newcomers[:], work.gone[:] = 7.0, 7.0
        few_cells._sum_moves.py_func(RULES, work, state)
    assert not work.newcomers.any()
    assert not work.gone.any()
    assert work.leaving[:LANES].tolist() == [0.25] * LANES


def test_steps_of_one_cell_of_the_day_are_numbered_and_each_has_a_thousand_draws_of_its_own():
    cell, within = np.array([128, 128, 127, -1, 0, 255, 128, 3]), np.array([0, 4, 9, 0, 2, 1, 16_383, 0])
    elapsed = np.array([0.5, 0.5, 0.5, 0.5, 0.001, 0.999, 0.5, 0.02])
    accepted = LANE != 7
    draws = few_cells._first_draws.py_func(elapsed, cell, within, accepted)
    assert draws.tolist() == [
        *(((128 << 14) + number) << 10 for number in (1, 5, 0, 0)),
        *(3 << 10, ((255 << 14) + 2) << 10, (128 << 14) << 10, -1),
    ]
    assert within.tolist() == [1, 5, 0, 0, 3, 2, 16_384, 0]
    assert cell.tolist() == [128, 128, 128, 128, 0, 255, 128, 3]


def test_a_lane_whose_step_is_not_taken_stays():
    *_, trial, gone = residents_lived(draws=np.full(LANES, -1), first=FEW, first_losses=FOR_EVER)
    assert (trial[FIRST] == FEW).all()
    assert not gone.any()


@pytest.mark.parametrize("ends", [MANY, MANY + 3.5])
def test_a_crowd_that_stays_one_keeps_what_the_rates_say(ends):
    lanes, work, state = world(first=MANY, first_losses=FOR_EVER)
    work.trial[:LANES] = ends
    few_cells._live_residents.py_func(RULES, lanes, work, state, 0, 5, draws_of_all(), None)
    assert (work.trial[:LANES] == ends).all()


def test_a_crowd_that_becomes_few_is_rounded_to_whole_cells_without_loss_on_average():
    ends = []
    lanes, work, state = world(first=MANY)
    for number in range(250):
        work.trial[:LANES] = 42.25
        few_cells._live_residents.py_func(RULES, lanes, work, state, 0, number, draws_of_all(), None)
        ends += work.trial[:LANES].tolist()
    assert set(ends) == {42.0, 43.0}
    assert np.mean(ends) == pytest.approx(42.25, abs=4 * (0.25 * 0.75 / len(ends)) ** 0.5)
    work.trial[:LANES] = 42.0
    few_cells._live_residents.py_func(RULES, lanes, work, state, 0, 5, draws_of_all(), None)
    assert (work.trial[:LANES] == 42.0).all()


def test_cells_that_nothing_happens_to_are_the_same_and_where_are_none_come_none():
    _, work, trial, gone = residents_lived(first=FEW, last=0.0)
    assert (trial[FIRST] == FEW).all()
    assert not trial[LAST].any()
    assert not gone.any()


def test_cells_die_or_leave_by_the_rates_of_their_own_population():
    *_, trial, gone = residents_lived(first=FEW, last=20.0, first_losses=FOR_EVER, move=FOR_EVER)
    assert not trial[FIRST].any()
    assert (gone[0] == FEW).all()
    assert (trial[LAST] == 20.0).all()
    *_, trial, gone = residents_lived(first=FEW, last=20.0, last_losses=FOR_EVER)
    assert (trial[FIRST] == FEW).all()
    assert not trial[LAST].any()
    assert not gone.any()


def test_no_more_leave_than_are_lost():
    *_, trial, gone = residents_lived(first=FEW, first_losses=0.0, move=FOR_EVER)
    assert (trial[FIRST] == FEW).all()
    assert not gone.any()


def test_those_from_afar_join_those_that_are_there_and_are_noted():
    noted = tally()
    *_, trial, gone = residents_lived(noted, last=20.0, last_afar=40.0)
    came = trial[LAST] - 20.0
    assert noted.afar[1].tolist() == came.tolist()
    assert came.mean() == pytest.approx(10.0, abs=4 * (10 / LANES) ** 0.5)
    assert len(set(came)) > 1
    assert not gone.any()
    assert not noted.afar[0].any()


def test_those_from_afar_may_leave_again():
    noted = tally()
    *_, trial, gone = residents_lived(noted, first=20.0, first_afar=40.0, first_losses=FOR_EVER, move=FOR_EVER)
    assert gone[0].tolist() == (20.0 + noted.afar[0]).tolist()
    assert noted.afar[0].mean() == pytest.approx(10.0, abs=4 * (10 / LANES) ** 0.5)
    assert not trial[FIRST].any()


def test_the_first_to_come_into_an_empty_place_is_one_cell_at_the_moment_that_its_patience_ends():
    lanes, work, trial, _ = residents_lived(tally(), last_afar=1.0)
    assert not trial.any()
    assert (lanes.waited[0, 1] == 0.25).all()
    assert not lanes.arrivals.any()
    noted = tally()
    lanes, work, state = world(last_afar=4.0, step=0.25)
    lanes.patience[:] = 1.0 - 1e-12
    few_cells._sum_moves.py_func(RULES, work, state)
    few_cells._live_residents.py_func(RULES, lanes, work, state, 0, 5, draws_of_all(), noted)
    assert (work.trial.reshape(3, LANES)[LAST] == 1.0).all()
    assert (noted.afar[1] == 1.0).all()
    assert (lanes.arrivals[0, 1] == 1).all()
    assert not lanes.waited.any()


@pytest.mark.parametrize(("patience", "before_the_end"), [(0.61, 0.0), (0.6, 0.0), (0.5, 0.05), (0.2, 0.1)])
def test_what_is_left_of_a_step_after_the_first_has_come_follows_from_the_waiting(patience, before_the_end):
    waited, patient, arrivals = np.full((2, LANES), 0.4), np.full((2, LANES), patience), np.zeros((2, LANES), dtype=np.int64)
    key = (3, 100, 11, 5, 0)
    left = few_cells._time_since_first.py_func(waited, patient, arrivals, 1, 2, 2.0, 0.1, key)
    assert left == pytest.approx(before_the_end)
    assert arrivals.sum() == arrivals[1, 2] == (patience <= 0.6)
    assert waited[1, 2] == pytest.approx(0.0 if patience <= 0.6 else 0.6)


def test_waiting_for_the_next_is_exponential_and_another_for_each_arrival_and_dyad():
    found = np.array([few_cells._patience(3, dyad, 11, arrival) for dyad in range(200) for arrival in range(20)])
    assert (found > 0).all()
    assert len(set(found)) == found.size
    assert found.mean() == pytest.approx(1.0, abs=4 / found.size**0.5)
    assert (found > np.log(4)).mean() == pytest.approx(0.25, abs=4 * (0.1875 / found.size) ** 0.5)


def sent(targets, shares, cells=30.0, last=0.0, first=0.0):
    """Return what is sent, where it arrives and whether anybody is on the way, of cells that left the first population."""
    rules = SimpleNamespace(**vars(RULES) | {"moves": np.array(targets), "first_move": np.array([0, len(targets), len(targets)])})
    lanes, work, state = world(first=first, last=last)
    work.after = np.concatenate([rows(8), *(np.full(LANES, share) for share in shares)])
    work.gone[:LANES], work.leaving[:LANES] = cells, sum(shares)
    noted = SimpleNamespace(sent=np.zeros((len(targets), LANES)))
    work.leavers[:LANES] = LANE
    came = few_cells._send.py_func(rules, lanes, work, state, 0, 5, draws_of_all(), 0, LANES, noted)
    newly = work.newcomers.reshape(2, LANES)
    assert not work.gone.any()
    assert sorted(work.comers[:came]) == np.flatnonzero(newly).tolist()
    return noted.sent, newly, came > 0


def test_all_that_left_by_the_only_way_arrive_and_are_followed_where_they_are_few():
    went, newly, on = sent([1], [2.0])
    assert on
    assert (went == 30.0).all()
    assert newly.tolist() == [[0.0] * LANES, [30.0] * LANES]


@pytest.mark.parametrize(("last", "followed"), [(MANY - 1, True), (MANY, False)])
def test_those_that_arrive_in_a_crowd_are_no_longer_followed(last, followed):
    went, newly, on = sent([1], [2.0], last=last)
    assert (went == 30.0).all()
    assert newly.any() == on == followed


def test_those_that_left_are_divided_among_their_ways_by_the_rates_of_these_and_none_is_lost():
    went, newly, on = sent([1, 0, 1], [3.0, 0.0, 1.0], cells=400.0)
    assert on
    assert (went.sum(axis=0) == 400.0).all()
    assert not went[1].any()
    assert went[0].mean() == pytest.approx(300.0, abs=4 * (75 / LANES) ** 0.5)
    assert newly[1].tolist() == [400.0] * LANES


def test_nobody_is_on_the_way_where_nobody_left():
    went, newly, on = sent([1], [2.0], cells=0.0)
    assert not on
    assert not went.any()
    assert not newly.any()


def test_newcomers_live_on_in_their_new_place_and_are_new_no_more():
    lanes, work, _ = world(first=5.0, last=7.0)
    work.newcomers[LANES:], work.comers[:LANES] = 4.0, LANES + LANE
    left = few_cells._live_newcomers.py_func(RULES, lanes, work, 0, 5, draws_of_all(), 1, LANES)
    assert left == 0
    assert work.trial.reshape(3, LANES).tolist() == [[5.0] * LANES, [0.0] * LANES, [11.0] * LANES]
    assert not work.newcomers.any()
    assert not work.gone.any()


def test_newcomers_may_move_on_at_once():
    lanes, work, _ = world(first=5.0, first_losses=FOR_EVER)
    work.newcomers[:LANES], work.leaving[:LANES], work.comers[:LANES] = 4.0, FOR_EVER, LANE
    left = few_cells._live_newcomers.py_func(RULES, lanes, work, 0, 5, draws_of_all(), 1, LANES)
    assert work.leavers[:left].tolist() == LANE.tolist()
    assert (work.gone.reshape(2, LANES)[0] == 4.0).all()
    assert (work.trial[:LANES] == 5.0).all()


def test_those_that_moved_last_stay():
    _, work, _ = world(first=5.0, last=7.0)
    work.newcomers[:], work.comers[:] = np.arange(2.0 * LANES), np.arange(2 * LANES)
    few_cells._stay.py_func(RULES.dividing, work, 2 * LANES)
    assert work.trial.reshape(3, LANES).tolist() == [(5.0 + LANE).tolist(), [0.0] * LANES, (15.0 + LANE).tolist()]


def test_draws_of_each_pass_of_a_step_are_others():
    key = (3, 100, 11, 5, 1024)
    passes = [tuple(map(int, few_cells._of_pass.py_func(key, number))) for number in range(13)]
    assert passes[0] == key
    assert len(set(passes)) == 13


@pytest.fixture
def step(monkeypatch):
    """Return the whole step, its parts uncompiled as it is."""
    for part in ("_sum_moves", "_first_draws", "_live_residents", "_send", "_live_newcomers", "_stay"):
        monkeypatch.setattr(few_cells, part, getattr(few_cells, part).py_func)
    return few_cells.live_and_die.py_func


@pytest.mark.parametrize("accepted", [True, False])
def test_a_cell_that_moves_within_a_step_arrives_in_it_and_none_is_lost(step, accepted):
    lanes, work, state = world(first=20.0, last=5.0, first_losses=FOR_EVER, move=FOR_EVER)
    step(RULES, lanes, work, state, 0, 5, np.full(LANES, accepted), None)
    ends = work.trial.reshape(3, LANES)
    assert (ends[FIRST] == (0.0 if accepted else 20.0)).all()
    assert (ends[LAST] == (25.0 if accepted else 5.0)).all()


@pytest.mark.parametrize("speed", [8.0, 1e9])  # slow, and so fast that cells would move more often than a step follows them
def test_of_cells_that_go_back_and_forth_none_is_lost(step, speed):
    rules = SimpleNamespace(**vars(RULES) | {"moves": np.array([1, 0]), "first_move": np.array([0, 1, 2])})
    for day in range(10):
        lanes, work, state = world(first=20.0, first_losses=speed, last_losses=speed)
        work.after = np.concatenate([work.after, np.zeros(LANES)])
        work.after[MOVE * LANES :] = speed
        step(rules, lanes, work, state, 0, day, LANE >= 0, None)
        ends = work.trial.reshape(3, LANES)
        assert (ends[FIRST] + ends[LAST] == 20.0).all()
        assert speed > 8.0 or (ends[[FIRST, LAST]] > 0).all()
        assert not ends[1].any()


def test_each_empty_place_of_each_dyad_waits_from_the_start_for_an_arrival_of_its_own():
    lanes = SimpleNamespace(patience=np.zeros((3, 2, LANES)), dyads=np.arange(3 * LANES).reshape(3, LANES))
    few_cells.start_waiting.py_func(RULES, lanes)
    drawn = lanes.patience[:2]
    assert (drawn > 0).all()
    assert len(np.unique(drawn)) == drawn.size
    assert drawn[1, 1, 3] == few_cells._patience(RULES.seed, LANES + 3, RULES.events[1], 0)
    assert not lanes.patience[2].any()  # of guests
