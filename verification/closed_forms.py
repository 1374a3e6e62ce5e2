"""Fact: cells that are born, die and arrive have the mean, variance, extinction and establishment of the closed forms.

Kendall 1948: after a time each cell has no descendants with chance alpha, else a geometric number of ratio beta.
"""

import math
from collections.abc import Iterator

import numpy as np

from milkway.core.declare import Initial, Term, exposure, flow, pulse
from milkway.core.expression import number
from milkway.simulation.solver import Solver
from verification.fact import Fact, mean_is, share_is, variance_is
from verification.worlds import SITE, for_all, live, stock_of, world

RUNS = 20_000
TITLE = "Closed forms"
ABOUT = f"""Birth, death and immigration of whole cells with constant rates, {RUNS} runs, at the default settings: above the
threshold a population grows without chance, which is by then of no account for extinction and establishment."""
FOUNDERS, ARRIVALS, DOSE, LATE = 5, 3.0, 2.0, 10
KINDS = {"growing": (1.5, 0.5), "critical": (1.0, 1.0), "shrinking": (2.0, 2.2)}  # births and losses, 1/day
GIVEN = exposure("given", "dimensionless", "a dose was given", 0.0)


def kendall(births: float, losses: float, days: float) -> tuple[float, float]:
    """Return alpha and beta after some days.

    >>> kendall(1.0, 1.0, 1.0)
    (0.5, 0.5)
    """
    if births == losses:
        return (births * days / (1 + births * days),) * 2
    e = math.exp((births - losses) * days)
    return losses * (e - 1) / (births * e - losses), births * (e - 1) / (births * e - losses)


def terms() -> Iterator[Term]:
    """Yield founders, arrivals and a Poisson dose for each kind of growth."""
    for kind, (births, losses) in KINDS.items():
        founded, came, dosed = (SITE[stock_of(f"{name}_{kind}")] for name in ("founded", "came", "dosed"))
        for cells in (founded, came, dosed):
            yield flow(number(births, "1/day"), by=cells, into={cells: 1})
            yield flow(number(losses, "1/day"), out_of=cells)
        yield Initial(founded, number(FOUNDERS, "cell"))
        yield flow(number(ARRIVALS, "cell/day"), into={came: 1})
        yield pulse(f"dose {kind}", number(DOSE, "cell"), into=dosed, at=GIVEN, thinned=True)


def facts(runs: int = RUNS, seed: int = 4, solver: Solver = Solver()) -> Iterator[Fact]:
    """Yield the facts of each kind of growth."""
    run = live(world(terms()), runs, (0, 1, 3, LATE), seed, solver=solver, plan=for_all(runs, 0, GIVEN.key, 1.0))
    assert (run.status == 0).all()
    for kind, rates in KINDS.items():
        for day in (1, 3):
            yield from _founders(f"{kind}, day {day}: {FOUNDERS} founders", run.amount(f"jar__founded_{kind}", day), *rates, day)
            yield from _arrivals(f"{kind}, day {day}: arrivals", run.amount(f"jar__came_{kind}", day), *rates, day)
        yield from _late(kind, run.amount(f"jar__founded_{kind}", LATE), run.amount(f"jar__dosed_{kind}", LATE), *rates)


def _founders(says: str, cells: np.ndarray, births: float, losses: float, day: int) -> Iterator[Fact]:
    alpha, beta = kendall(births, losses, day)
    one = (1 - alpha) / (1 - beta)
    yield mean_is(f"{says}, mean", cells, FOUNDERS * one)
    yield variance_is(f"{says}, variance", cells, FOUNDERS * one * ((1 + beta) / (1 - beta) - one))
    yield share_is(f"{says}, extinct", cells == 0, alpha**FOUNDERS)


def _arrivals(says: str, cells: np.ndarray, births: float, losses: float, day: int) -> Iterator[Fact]:
    _, beta = kendall(births, losses, day)
    mean = ARRIVALS / births * beta / (1 - beta)
    yield mean_is(f"{says}, mean", cells, mean)
    yield variance_is(f"{says}, variance", cells, mean / (1 - beta))
    yield share_is(f"{says}, none", cells == 0, (1 - beta) ** (ARRIVALS / births))


def _late(kind: str, founded: np.ndarray, dosed: np.ndarray, births: float, losses: float) -> Iterator[Fact]:
    alpha, _ = kendall(births, losses, LATE)
    yield share_is(f"{kind}, day {LATE}: extinct from {FOUNDERS}", founded == 0, alpha**FOUNDERS)
    says = f"{kind}, day {LATE}: established from a dose of {DOSE:g}, 1 - exp(-p n)"
    yield share_is(says, dosed > 0, 1 - math.exp(-(1 - alpha) * DOSE))
