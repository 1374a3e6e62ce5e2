"""When the product does nothing, trials say so as often as their significance level promises.

Women of one simulated placebo world are dealt into two arms again and again, as trials of a null product would see them.
"""

import numpy as np
import pytest
from scipy.stats import binom, hypergeom, kstest

from milkway.analysis.measures.binary import risk_difference
from milkway.analysis.measures.loads import mean_difference
from milkway.cohorts.population_file import read_population
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.lives.live import live
from milkway.lives.means import Means
from milkway.lives.ready import Ready, drawn, whole_plan
from milkway.simulation.diary import clinical
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Diagnosis, Record

WOMEN, TRIALS, LEVEL = 192, 500, 0.05


@pytest.fixture(scope="module")
def world(machine):
    population, streams = read_population("spain_peripartum_antibiotics"), Streams(11)
    cohort = drawn(population, machine.network, read_parameters(), WOMEN, streams, {})
    birth = steps((i, 0, "born", 1.0) for i in range(WOMEN))
    women = Ready(machine, cohort, whole_plan(population, cohort, machine.network, birth))
    stocks = ("left_milk__staphylococcus_cons", "left_milk__s_aureus", "left_breast__volume")
    return live(women, Record(-7, 56, (28, 56), stocks), streams, Means(Solver()), "placebo")


@pytest.fixture(scope="module")
def dealt():
    """(trial, woman) arm, half of the women in each."""
    luck = Streams(12)
    draws = [luck.uniform("deal", np.arange(WOMEN), trial) for trial in range(TRIALS)]
    return np.array([draw.argsort().argsort() < WOMEN // 2 for draw in draws])


def test_p_values_of_a_load_are_uniform(world, dealt):
    cells = world.amount(world.stocks[0], 28) + world.amount(world.stocks[1], 28)
    load = np.log10(np.maximum(cells / world.amount(world.stocks[2], 28), 10.0))
    p = [mean_difference((load[arm], load[~arm])).p for arm in dealt]
    assert kstest(p, "uniform").pvalue > 0.001  # a right answer fails once in a thousand choices of the seeds above


def rejected(ill, half):
    """How often so many women ill, dealt into two equal arms, give p below the level: exactly, by counting deals."""
    there = range(max(0, ill - half), min(ill, half) + 1)
    p = np.array([risk_difference((x, ill - x), (half, half)).p for x in there])
    return float(hypergeom.pmf(np.array(there), 2 * half, ill, half)[p < LEVEL].sum())


def test_a_share_of_women_ill_differs_significantly_as_often_as_dealing_them_makes_it(world, dealt):
    ill = clinical(world.reported, world.signs, Diagnosis()).any(axis=1)
    half = WOMEN // 2
    assert 10 < ill.sum() < half
    p = [risk_difference((int(ill[arm].sum()), int(ill[~arm].sum())), (half, half)).p for arm in dealt]
    exact = rejected(int(ill.sum()), half)
    assert abs(np.mean(np.array(p) < LEVEL) - exact) < 3 * np.sqrt(exact * (1 - exact) / TRIALS)


def test_over_all_numbers_of_women_ill_the_level_is_kept():
    """Given how many are ill, counts are coarse and false claims jump about the level; over the law of that number it is kept."""
    law = binom.pmf(np.arange(5, 60), WOMEN, 0.15)
    assert law @ [rejected(ill, WOMEN // 2) for ill in range(5, 60)] < LEVEL + 0.002
