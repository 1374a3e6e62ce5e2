"""Small worlds without parameters: a list of terms compiled, and lived by many dyads with equal rates and luck of their own."""

from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np

from milkway.biology.models import COMPLETE
from milkway.cohorts.cohort import Cohort
from milkway.core.declare import Site, Taxon, Term
from milkway.core.model import Model, Process
from milkway.core.network import expand
from milkway.core.schedule import Schedule, steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.simulation.days import simulate
from milkway.simulation.machine import Machine, build
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record, Trajectory

WHOLE = Solver(threshold=1e9, chunk=1000)  # every population is whole cells, however large
SITE = Site("jar", "mother", "", "a place where cells live")


def stock_of(name: str) -> Taxon:
    """Return a taxon for a population of a small world."""
    return Taxon(name, name, "")


def world(terms: Iterable[Term]) -> Machine:
    """Return a compiled world of terms that mention no parameter."""
    listed = tuple(terms)

    def yielded(_: Model) -> Iterator[Term]:
        yield from listed

    return build(expand(Model("small", (), (), (Process("small_world", yielded, (), "A small world."),)), frozenset()))


@cache
def complete() -> Machine:
    """Return the complete model, compiled."""
    return build(expand(COMPLETE, read_parameters().keys()))


def live(
    machine: Machine, runs: int, days: tuple[int, ...], seed: int, *, solver: Solver = WHOLE, plan: Schedule | None = None
) -> Trajectory:
    """Return the stocks and watched quantities of a small world at some midnights, the first being the start."""
    network = machine.network
    names = (*(stock.key for stock in network.stocks), *(watch.name for watch in network.watches))
    record = Record(days[0], days[-1], days, names)
    cohort = Cohort(np.arange(runs), {}, np.zeros((runs, len(network.parameters))))
    return simulate(machine, cohort, steps([]) if plan is None else plan, record, Streams(seed), solver)


def for_all(runs: int, day: int, exposure: str, level: float) -> Schedule:
    """Return one exposure step for every dyad."""
    return steps((i, day, exposure, level) for i in range(runs))
