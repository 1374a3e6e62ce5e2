"""Nothing comes from nowhere: of every stock that flows alone change, change is what came in less what went out.

For every dyad and day: in the mean field to rounding, where cells are few in whole numbers. Tallies change no bit of what they
count.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from milkway.compilers.tallies import KINDS, LEFT, LOST
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.scenarios.flows import row_of
from milkway.scenarios.prepare import mechanisms, prepare
from milkway.scenarios.scenario_words import START, scenario_of
from milkway.simulation.days import simulate
from milkway.simulation.kept_machine import machine_of
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record

END, DYADS, FEW = 40, 20, 100.0
CLOSE = 1e-9  # of what moved and of what was there
WORDS = {"days": END, "routes": "on", "probiotic": "3e9 CFU/day from day 4 to day 30", "antibiotics": "day 10 to 17"}


@pytest.fixture(scope="module")
def machine():
    scenario, table = scenario_of(**WORDS), read_parameters()
    return machine_of(mechanisms(scenario, table), table.keys())


def live(machine, *, chance, tallies, solver=None):
    ready = prepare(scenario_of(**WORDS), read_parameters(), DYADS, 1, machine.network)
    keys = tuple(stock.key for stock in machine.network.stocks)
    record = Record(START, END, tuple(range(START, END + 1)), keys, tallies=tallies)
    return simulate(machine, ready.cohort, ready.schedule, record, Streams(1), solver or Solver(chance=chance))


@pytest.fixture(scope="module", params=[False, True], ids=["mean field", "chance"])
def lives(request, machine):
    """The same lives, with tallies and without."""
    return tuple(live(machine, chance=request.param, tallies=tallies) for tallies in (True, False))


def tallied(machine, found):
    """(dyad, day, stock) change, what the tallies say of it, what the solver added, and how much moved in all."""
    index = machine.network.stock_index
    change = np.diff(found.amounts, axis=1)
    balance, added, moved = (np.zeros_like(change) for _ in range(3))
    for place, words in enumerate(found.tallied):
        amounts = found.moved[:, :, place]
        if words.startswith("solver "):
            added[:, :, index[words.removeprefix("solver ")]] += amounts
            continue
        row = row_of(words)
        balance[:, :, index[row.stock]] += -amounts if row.kind in (LEFT, LOST) else amounts
        moved[:, :, index[row.stock]] += np.abs(amounts)
    return change, balance, added, moved


def flowing(machine):
    """Places of the stocks that flows alone change: others relax toward targets."""
    relaxing = {rate.state.key for _, rate in machine.network.rates}
    return [place for place, stock in enumerate(machine.network.stocks) if stock.key not in relaxing]


def test_change_is_what_came_in_less_what_went_out(machine, lives):
    change, balance, added, moved = tallied(machine, lives[0])
    size = moved + lives[0].amounts[:, 1:] + lives[0].amounts[:, :-1] + 1e-6
    stocks = flowing(machine)
    assert len(stocks) > 120
    assert (np.abs(change - balance - added) / size)[:, :, stocks].max() < CLOSE


def test_the_solver_adds_next_to_nothing(machine, lives):
    """It keeps stocks from below zero, and where many cells become few it makes them a whole number.

    Cells born of a newcomer in a step in whose mean nobody is there belong to no process either: where founders grow a million
    times in a day these are many, and next to nothing of what is born.
    """
    _, _, added, moved = tallied(machine, lives[0])
    dividing = np.array([stock.divides for stock in machine.network.stocks])
    assert (np.abs(added) - 1e-3 * moved)[:, :, dividing].max() < 10
    assert np.abs(added[:, :, dividing]).sum() < 1e-6 * moved[:, :, dividing].sum()
    assert (np.abs(added) / (moved + 1))[:, :, ~dividing].max() < CLOSE


def test_few_cells_move_whole_and_balance_exactly(machine):
    """With a threshold that no population of the breast reaches, all its cells are whole, and so is all that moves."""
    found = live(machine, chance=True, tallies=True, solver=Solver(chance=True, threshold=1e5))
    change, balance, _, _ = tallied(machine, found)
    keys = [stock.key for stock in machine.network.stocks]
    few = [i for i, key in enumerate(keys) if key.startswith(("left_milk__", "left_wall__", "infant_mouth__"))]
    small = (found.amounts[:, :, few].max(axis=1) < 5e4).all(axis=0)
    places = [place for place, fits in zip(few, small, strict=True) if fits]
    assert len(places) > 10
    assert np.array_equal(change[:, :, places], balance[:, :, places])
    names = {keys[place] for place in places}
    rows = [i for i, words in enumerate(found.tallied) if not words.startswith("solver") and row_of(words).stock in names]
    assert (found.moved[:, :, rows] % 1 == 0).all()
    assert (found.moved[:, :, rows] >= 0).all()
    assert {row_of(found.tallied[i]).kind for i in rows if found.moved[:, :, i].any()} == set(KINDS)


def test_tallies_change_no_bit(lives):
    counted, plain = lives
    assert np.array_equal(counted.amounts, plain.amounts, equal_nan=True)
    assert np.array_equal(counted.reported, plain.reported)
    assert np.array_equal(counted.level, plain.level)
    assert (plain.moved.shape[2], plain.tallied) == (0, ())


def test_whole_cells_move_as_many_as_the_mean_field_says(machine):
    """Of a population that nothing else depends on, what moves with chance is in the mean what moves without."""
    chance, mean = (live(machine, chance=one, tallies=True) for one in (True, False))
    for words in ("arrived skin left_areola__lactobacillus left_milk__lactobacillus", "came contact infant_mouth__strain"):
        place = chance.tallied.index(words)
        found, expected = (one.moved[:, -30:, place].sum(axis=1) for one in (chance, mean))
        error = max(found.std() / DYADS**0.5, (expected.mean() / DYADS) ** 0.5)
        assert found.mean() == pytest.approx(expected.mean(), abs=4 * error)


def test_threads_that_ask_at_once_share_one_code(machine):
    """What one thread made and lost would be freed while it runs."""
    fresh = replace(machine)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: fresh.tallies, range(8)))
    assert all(one is made[0] for one in made)


def test_a_part_of_the_dyads_moves_what_it_moves_in_the_whole(machine):
    """Neighbours, chunks and threads play no part."""
    one, other = (live(machine, chance=True, tallies=True, solver=Solver(chunk=chunk, threads=1)) for chunk in (8, 128))
    assert np.array_equal(one.moved, other.moved)
