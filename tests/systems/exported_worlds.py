"""Scenarios of the complete model under two programs: Milkway's mean field, and libRoadRunner on the export."""

from dataclasses import dataclass

import numpy as np
import pytest

from milkway.biology.sites import SITES
from milkway.compilers.sbml import to_sbml
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.scenarios.prepare import Prepared, network_of, prepare
from milkway.scenarios.scenario_words import START, scenario_of
from milkway.simulation.days import simulate
from milkway.simulation.machine import build
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record

roadrunner = pytest.importorskip("roadrunner")

JUST_BEFORE = 1e-9  # midnights are recorded before anything changes or is given

BLOCKED = ((0, 15, "left_breast__blocked", 1.0), (0, 18, "left_breast__blocked", 0.0))
CASES = {
    "vaginal birth, breastfed": ({}, ()),
    "caesarean birth, formula": ({"birth": "caesarean", "feeding": "formula"}, ()),
    "mastitis": ({}, BLOCKED),
    "probiotic": ({"probiotic": "3e9 CFU/day from day 4 to day 64"}, ()),
}


@dataclass(frozen=True)
class World:
    """A median dyad ready to run until a day."""

    ready: Prepared
    end: int

    @property
    def keys(self):
        return tuple(stock.key for stock in self.ready.network.stocks)

    def places(self, unit):
        return [i for i, stock in enumerate(self.ready.network.stocks) if str(stock.unit) == unit]

    def ours(self, tolerance):
        """(day, stock) amounts."""
        record = Record(START, self.end, tuple(range(START, self.end + 1)), self.keys)
        solver = Solver(chance=False, tolerance=tolerance)
        return simulate(build(self.ready.network), self.ready.cohort, self.ready.schedule, record, Streams(1), solver).amounts[0]

    def foreign(self, tolerance):
        """(day, stock) amounts from libRoadRunner; its absolute tolerance is in cells, micromoles and millilitres."""
        network = self.ready.network
        medians = zip(network.parameters, self.ready.cohort.parameters[0].tolist(), strict=True)
        values = {parameter.key: value for parameter, value in medians}
        return in_roadrunner(to_sbml(network, values, self.ready.schedule, START, SITES), self.keys, self.end, tolerance)


def world(name, end):
    words, extra = CASES[name]
    scenario, table = scenario_of(days=end, **words), read_parameters()
    ready = prepare(scenario, table, 1, 1, network_of(scenario, table))
    return World(Prepared(ready.network, ready.cohort, ready.schedule.plus(steps(extra))), end)


def in_roadrunner(document, keys, end, tolerance):
    """(day, stock) amounts just before each midnight from the first to the last day."""
    roadrunner.Config.setValue(roadrunner.Config.LLVM_BACKEND, roadrunner.Config.LLJIT)
    roadrunner.Config.setValue(roadrunner.Config.LLJIT_OPTIMIZATION_LEVEL, roadrunner.Config.NONE)  # loads in a third of the time
    runner = roadrunner.RoadRunner(document)
    runner.integrator.relative_tolerance = tolerance
    runner.integrator.absolute_tolerance = 1e-6
    runner.integrator.maximum_num_steps = 200_000
    runner.timeCourseSelections = list(keys)
    return np.array(runner.simulate(times=[0.0, *(day - START - JUST_BEFORE for day in range(START + 1, end + 1))]))


def largest_in_log10(found, expected, least):
    """The largest difference in log10 over amounts above `least` in either."""
    large = np.maximum(found, expected) > least
    return np.abs(np.log10(np.maximum(found[large], 1e-300) / np.maximum(expected[large], 1e-300))).max()


def largest_share(found, expected, least):
    """The largest difference as a share of the expected, over amounts above `least` in either."""
    large = np.maximum(found, expected) > least
    return (np.abs(found[large] - expected[large]) / np.maximum(expected[large], 1e-300)).max()
