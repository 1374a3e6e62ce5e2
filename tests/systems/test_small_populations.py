"""The engine with chance: whole cells against Kendall's closed form and Gillespie's method, episodes, and pairing bit by bit."""

import math
from dataclasses import replace

import numpy as np
import pytest

from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.simulation.days import simulate
from milkway.simulation.reference import reference_chance
from milkway.simulation.solver import Solver

NONE = steps([])
N, END = 4000, 3
# Means are compared within four standard errors, the seed being fixed.
ERRORS = 4


@pytest.fixture(scope="module")
def lived(living):
    return living.chance(np.arange(N), NONE, (0, 1, END))


def within(sample, expected):
    return abs(np.mean(sample) - expected) < ERRORS * np.std(sample) / math.sqrt(len(sample))


def kendall(days, births=2.0, losses=2.2):
    e = math.exp((births - losses) * days)
    return e, losses * (e - 1) / (births * e - losses), births * (e - 1) / (births * e - losses)


@pytest.mark.parametrize("day", [1, END])
def test_arrivals_that_divide_and_die_have_kendalls_mean_variance_and_chance_of_none(lived, day):
    cells = lived.amount("lived__a", day)
    e, _, beta = kendall(day)
    mean = 3.0 * (e - 1) / (2.0 - 2.2)
    assert (cells == np.round(cells)).all()
    assert within(cells, mean)
    assert within((cells - mean) ** 2, mean / (1 - beta))
    assert within(cells == 0, (1 - beta) ** (3.0 / 2.0))


@pytest.mark.parametrize("day", [1, END])
def test_a_founder_population_dies_out_as_often_as_it_must(lived, day):
    cells = lived.amount("lived__b", day)
    e, alpha, _ = kendall(day)
    assert within(cells, 5 * e)
    assert within(cells == 0, alpha**5)


def test_gillespies_method_finds_the_same_means(living):
    generator = np.random.default_rng(8)
    runs = np.array([reference_chance(living.network, living.parameters, 1.0, generator) for _ in range(300)])
    index, (e, alpha, _) = living.network.stock_index, kendall(1)
    assert within(runs[:, index["lived__a"]], 3.0 * (e - 1) / -0.2)
    assert within(runs[:, index["lived__b"]], 5 * e)
    assert within(runs[:, index["lived__b"]] == 0, alpha**5)


def test_an_episode_lasts_a_log_normal_time_with_partial_days(living):
    n = 3000
    called = steps([step for i in range(n) for step in ((i, 0, "called", 1.0), (i, 1, "called", 0.0))])
    found = living.chance(np.arange(n), called, (0, 60), exposures=("ill",))
    days_ill = found.exposed("ill").sum(axis=1)
    assert within(days_ill, 3.0 * math.exp(math.log(1.8) ** 2 / 2))
    assert within(days_ill < 3.0, 0.5)


@pytest.fixture(scope="module")
def everybody(bench, plan):
    planned = steps([(i, *step) for i in range(20) for step in zip(plan.day, plan.exposure, plan.level, strict=True)])
    return planned, bench.chance(np.arange(20), planned, (0, 4, 10))


@pytest.mark.parametrize("solver", [Solver(chunk=8, threads=1), Solver(chunk=3, threads=2), Solver(chunk=128, threads=2)])
def test_chunks_and_threads_change_nothing(bench, everybody, solver):
    planned, whole = everybody
    again = bench.chance(np.arange(20), planned, (0, 4, 10), solver=solver)
    assert np.array_equal(again.amounts, whole.amounts)


def test_a_dyad_is_the_same_alone_in_a_crowd_and_in_another_order(bench, everybody):
    planned, whole = everybody
    chosen = np.array([17, 4, 11])
    few = bench.chance(chosen, planned.taking(chosen), (0, 4, 10))
    assert np.array_equal(few.amounts, whole.amounts[chosen])


def test_dyads_differ_in_their_luck(everybody):
    doses = everybody[1].amount("dosed__a", 4)
    assert len(np.unique(doses)) > 1


@pytest.mark.parametrize("chance", [True, False])
def test_a_lane_does_not_feel_its_neighbours(bench, chance):
    cohort, record = bench.cohort(np.arange(8)), bench.record((0, 5))
    wild = cohort.parameters.copy()
    wild[1:, bench.network.parameter_index["growth[a]"]] *= np.linspace(0.1, 30, 7)
    wild[1:, bench.network.parameter_index["out"]] *= 5
    solver = Solver(chance=chance)
    tame_neighbours = simulate(bench.machine, cohort, NONE, record, Streams(1), solver)
    wild_neighbours = simulate(bench.machine, replace(cohort, parameters=wild), NONE, record, Streams(1), solver)
    assert np.array_equal(tame_neighbours.amounts[0], wild_neighbours.amounts[0])
    assert not np.array_equal(tame_neighbours.amounts[1], wild_neighbours.amounts[1])
