"""Dyads of the general population, ready to run."""

import time
from dataclasses import dataclass

from milkway.biology.models import COMPLETE
from milkway.cohorts.cohort import Cohort
from milkway.cohorts.population_file import read_population
from milkway.cohorts.sample import planned_exposures, sample_cohort
from milkway.core.model import Model
from milkway.core.network import expand
from milkway.core.schedule import Schedule
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable, read_parameters
from milkway.simulation.days import simulate
from milkway.simulation.machine import Machine, build
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record, Trajectory

START, YEAR = -7, 365.25
STREAMS = Streams(1)


@dataclass(frozen=True)
class Ready:
    """A compiled model and the dyads to simulate with it."""

    machine: Machine
    cohort: Cohort
    schedule: Schedule

    def run(self, end: int, solver: Solver) -> Trajectory:
        """Return all stocks on the last day."""
        stocks = tuple(stock.key for stock in self.machine.network.stocks)
        return simulate(self.machine, self.cohort, self.schedule, Record(START, end, (end,), stocks), STREAMS, solver)

    def dyad_years(self, end: int) -> float:
        """Return how many dyad-years a run takes dyads through."""
        return len(self.cohort.dyads) * (end - START) / YEAR


def make_ready(dyads: int, model: Model = COMPLETE, table: ParameterTable | None = None) -> Ready:
    """Return dyads of the general population and the model compiled for them."""
    rows = read_parameters() if table is None else table
    return draw_dyads(build(expand(model, rows.keys())), dyads, rows)


def draw_dyads(machine: Machine, dyads: int, table: ParameterTable) -> Ready:
    """Return dyads of the general population for a compiled model."""
    population = read_population("general")
    cohort = sample_cohort(population, machine.network, table, dyads, STREAMS)
    return Ready(machine, cohort, planned_exposures(population, cohort, machine.network))


def speed(ready: Ready, end: int, solver: Solver) -> float:
    """Return dyad-years per second of processor time; a first day, in which compiled code is loaded, does not count."""
    ready.run(START + 1, solver)
    begun = time.process_time()
    ready.run(end, solver)
    return ready.dyad_years(end) / (time.process_time() - begun)
