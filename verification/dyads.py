"""Dyads of the general population in the complete model, their early life, and what counts as present, detected and colonised."""

from dataclasses import dataclass

import numpy as np

from milkway.cohorts.population_file import read_population
from milkway.core.schedule import Schedule, steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.lives.live import live
from milkway.lives.means import Means
from milkway.lives.ready import Ready, drawn, whole_plan
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record, Trajectory
from verification.worlds import complete

START, END = -7, 35
LOOKED_AT = (0, 1, 3, 7, 14, 28, 35)
SITES = ("left_milk", "left_wall", "infant_mouth", "infant_gut")
DETECTED, COLONISED = 1e3, 1e6  # cells; marks to count by, not limits of an assay
BIRTH = ((0, "born", 1.0), (0, "hospital", 1.0), (2, "hospital", 0.0))


@dataclass(frozen=True)
class Life:
    """How a cohort is lived: women, product, and what is set for all.

    Attributes:
        dyads: how many.
        seed: of the women, their parameters and their luck.
        luck: seed of their luck, where it differs.
        product: first day of the product; none without.
        start: first day simulated.
        end: last.
        settings: parameters set for all.
    """

    dyads: int
    seed: int = 11
    luck: int = 11
    product: int | None = -7
    start: int = START
    end: int = END
    settings: tuple[tuple[str, float], ...] = ()


def cells() -> tuple[str, ...]:
    """Return the keys of the bacteria that are looked at."""
    stocks = complete().network.stocks
    return tuple(stock.key for stock in stocks if stock.divides and stock.key.startswith(SITES))


def live_early(life: Life, solver: Solver, *, exposures: tuple[str, ...] = ()) -> Trajectory:
    """Return the early life of a cohort."""
    machine, population = complete(), read_population("general")
    cohort = drawn(population, machine.network, read_parameters(), life.dyads, Streams(life.seed), dict(life.settings))
    record = Record(life.start, life.end, tuple(day for day in LOOKED_AT if day <= life.end), cells(), exposures)
    women = Ready(machine, cohort, whole_plan(population, cohort, machine.network, _plan(life)))
    return live(women, record, Streams(life.luck), Means(solver), "early life")


def _plan(life: Life) -> Schedule:
    taking = () if life.product is None else ((life.product, "taking_product", 1.0),)
    return steps((i, *step) for i in range(life.dyads) for step in BIRTH + taking)


def marks(run: Trajectory) -> dict[str, np.ndarray]:
    """Return (dyad, day, stock) by mark: extinct (there before, now none), detected, colonised."""
    gone = (run.amounts == 0) & (np.maximum.accumulate(run.amounts, axis=1) > 0)
    return {"extinct": gone, "detected": run.amounts >= DETECTED, "colonised": run.amounts >= COLONISED}
