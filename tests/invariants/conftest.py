"""Runs that several invariants look at."""

import numpy as np
import pytest
from invariant_worlds import BIRTH, TAKING, complete
from invariant_worlds import live as live_plans

from milkway.cohorts.population_file import read_population
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.lives.live import live
from milkway.lives.means import Means
from milkway.lives.ready import Ready, drawn, whole_plan
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record

USUAL = Solver()


@pytest.fixture(scope="session")
def machine():
    return complete()


@pytest.fixture(scope="session")
def taken(machine):
    """Median dyads with chance and the product."""
    return live_plans(machine, [BIRTH + TAKING] * 8)


@pytest.fixture(scope="session")
def arm(machine):
    """An arm of women of the general population, with episodes, diagnoses and care, followed for some weeks."""

    def simulated(product, solver=USUAL, seed=3, who=None, **settings):
        population, streams = read_population("general"), Streams(seed)
        values = {"care_antibiotic_chance": 0.8, "frailty": 8.0, **settings}
        cohort = drawn(population, machine.network, read_parameters(), 24, streams, values)
        taking = ((4, "taking_product", 1.0),) if product else ()
        plan = steps((i, *step) for i in range(24) for step in BIRTH + taking)
        women = Ready(machine, cohort, whole_plan(population, cohort, machine.network, plan))
        stocks = (*(s.key for s in machine.network.stocks), *(w.name for w in machine.network.watches))
        record = Record(-14, 70, tuple(range(-14, 71)), stocks, tuple(machine.network.exposure_index))
        who = np.arange(24) if who is None else who
        return live(women.taking(who), record, streams, Means(solver), "arm")

    return simulated


@pytest.fixture(scope="session")
def placebo(arm):
    return arm(product=False)
