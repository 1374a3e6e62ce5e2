"""A population held to a few dozen cells by its own crowding, against Gillespie's method."""

import math

import numpy as np
import pytest

from milkway.cohorts.cohort import Cohort
from milkway.core.declare import Initial, Site, Taxon, flow, parameter
from milkway.core.expression import larger
from milkway.core.model import Model, process
from milkway.core.network import expand
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.simulation.days import simulate
from milkway.simulation.machine import build
from milkway.simulation.reference import reference_chance
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record

GERM = Taxon("germ", "germ", "816")
POCKET = Site("pocket", "mother", "UBERON:0001155", "pocket")
BIRTHS, DEATHS = parameter("births", "1/day", "per cell when alone"), parameter("deaths", "1/day", "per cell")
CAPACITY, FOUNDERS = parameter("capacity", "cell", "at which births stop"), parameter("founders", "cell", "at the start")
DAYS, DYADS, GILLESPIE = 2, 3000, 150


@process()
def crowded(model):
    """Births fall with crowding; deaths do not."""
    cells = POCKET[GERM]
    yield Initial(cells, FOUNDERS)
    yield flow(BIRTHS * larger(0, 1 - cells / CAPACITY), by=cells, into={cells: 1})
    yield flow(DEATHS, out_of=cells)


@pytest.mark.parametrize(("births", "deaths", "capacity"), [(8.0, 1.0, 60.0), (2.0, 0.5, 30.0)])
def test_few_cells_held_by_their_own_crowding_stay_few(births, deaths, capacity):
    network = expand(Model("pocket", (GERM,), (), (crowded,)), frozenset({"births", "deaths", "capacity", "founders"}))
    values = {"births": births, "deaths": deaths, "capacity": capacity, "founders": 3.0}
    parameters = np.array([values[p.key] for p in network.parameters])
    cohort = Cohort(np.arange(DYADS), {}, np.tile(parameters, (DYADS, 1)))
    record = Record(0, DAYS, (DAYS,), ("pocket__germ",))
    ours = simulate(build(network), cohort, steps([]), record, Streams(3), Solver()).amounts[:, 0, 0]
    generator = np.random.default_rng(5)
    exact = np.array([reference_chance(network, parameters, float(DAYS), generator)[0] for _ in range(GILLESPIE)])
    # Growth may change by a quarter over a step, so chance within a step is not felt by the rates: a bias of some percent.
    error = 4 * math.sqrt(ours.var() / DYADS + exact.var() / GILLESPIE)
    assert abs(ours.mean() - exact.mean()) < error + 0.05 * capacity
    # Without that bound the spread of the first case is twenty times the exact one; with it less than twice.
    assert ours.std() < 2.0 * exact.std()
