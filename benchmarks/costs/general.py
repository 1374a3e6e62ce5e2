"""Dyads of the general population, ready to run."""

import time

from milkway.biology.models import COMPLETE
from milkway.cohorts.population_file import read_population
from milkway.core.model import Model
from milkway.core.network import expand
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable, read_parameters
from milkway.lives.live import live
from milkway.lives.means import Means
from milkway.lives.ready import Ready, drawn, whole_plan
from milkway.simulation.machine import Machine, build
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record, Trajectory

START, YEAR = -7, 365.25
STREAMS = Streams(1)


def run(ready: Ready, end: int, solver: Solver) -> Trajectory:
    """Return all stocks on the last day."""
    stocks = tuple(stock.key for stock in ready.machine.network.stocks)
    return live(ready, Record(START, end, (end,), stocks), STREAMS, Means(solver), "general")


def dyad_years(ready: Ready, end: int) -> float:
    """Return how many dyad-years a run takes dyads through."""
    return len(ready.cohort.dyads) * (end - START) / YEAR


def make_ready(dyads: int, model: Model = COMPLETE, table: ParameterTable | None = None) -> Ready:
    """Return dyads of the general population and the model compiled for them."""
    rows = read_parameters() if table is None else table
    return draw_dyads(build(expand(model, rows.keys())), dyads, rows)


def draw_dyads(machine: Machine, dyads: int, table: ParameterTable) -> Ready:
    """Return dyads of the general population for a compiled model."""
    population = read_population("general")
    cohort = drawn(population, machine.network, table, dyads, STREAMS, {})
    return Ready(machine, cohort, whole_plan(population, cohort, machine.network, steps([])))


def speed(ready: Ready, end: int, solver: Solver) -> float:
    """Return dyad-years per second of processor time; a first day, in which compiled code is loaded, does not count."""
    run(ready, START + 1, solver)
    begun = time.process_time()
    run(ready, end, solver)
    return dyad_years(ready, end) / (time.process_time() - begun)
