"""Fact: small populations that act on each other are as in exact simulation.

Each system is a list of reactions: rate, populations that are factors of it, and what one event changes. Our flows and the exact
simulation are both made from that list.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from milkway.core.declare import Initial, Stock, Term, flow
from milkway.core.expression import Expression, number
from verification.exact import gillespie
from verification.fact import Fact, means_agree, variances_agree
from verification.worlds import SITE, WHOLE, live, stock_of, world

RUNS = 10_000
TITLE = "Exact simulation of small systems"
ABOUT = f"""Means, variances and chances of none against Gillespie's method, {RUNS} runs each. The engine takes rates as constant
over a step, so that what acts within a step is felt a step later: these lines say how much that matters."""


@dataclass(frozen=True)
class Reaction:
    """One reaction: `lost` is the cell used up, `factors` are all populations that the rate is proportional to."""

    rate: float
    factors: tuple[str, ...]
    lost: str = ""
    made: str = ""


@dataclass(frozen=True)
class System:
    """A system, its start and the days at which it is looked at."""

    name: str
    start: dict[str, int]
    reactions: tuple[Reaction, ...]
    days: tuple[int, ...]

    def exact(self, day: int, runs: int, seed: int) -> np.ndarray:
        """Return (run, population) by Gillespie's method."""
        names = list(self.start)
        orders = np.array([[r.factors.count(name) for name in names] for r in self.reactions], dtype=float)
        jumps = np.array([[(r.made == name) - (r.lost == name) for name in names] for r in self.reactions], dtype=float)
        rates = np.array([r.rate for r in self.reactions])
        return gillespie(np.array(list(self.start.values()), dtype=float), rates, orders, jumps, float(day), seed, runs)

    def terms(self) -> Iterator[Term]:
        """Yield the same reactions as our flows."""
        stocks = {name: SITE[stock_of(name)] for name in self.start}
        for name, cells in self.start.items():
            yield Initial(stocks[name], number(cells, "cell"))
        for reaction in self.reactions:
            yield _flow(reaction, stocks)


def _flow(reaction: Reaction, stocks: dict[str, Stock]) -> Term:
    others = list(reaction.factors)
    own = reaction.lost or (reaction.made if reaction.made in others else "")
    if own:
        others.remove(own)
    each: Expression = number(reaction.rate, "1/day" if own else "cell/day")
    for name in others:
        each = each * (stocks[name] / number(1, "cell"))
    into = {stocks[reaction.made]: 1} if reaction.made else {}
    if reaction.lost:
        return flow(each, out_of=stocks[own], into=into)
    return flow(each, by=stocks[own], into=into) if own else flow(each, into=into)


R = Reaction
SYSTEMS = (
    System("crowding, 50 cells fit", {"n": 5}, (R(3.0, ("n",), made="n"), R(1.0, ("n",), "n"), R(0.04, ("n", "n"), "n")), (1, 5)),
    System("crowding, 10 cells fit", {"n": 5}, (R(2.0, ("n",), made="n"), R(1.0, ("n",), "n"), R(0.1, ("n", "n"), "n")), (1, 5)),
    System(
        "two rivals",
        {"a": 10, "b": 10},
        (
            *(R(2.0, (x,), made=x) for x in "ab"),
            *(R(0.5, (x,), x) for x in "ab"),
            *(R(0.03, (x, x), x) for x in "ab"),
            *(R(0.03, (x, y), x) for x, y in ("ab", "ba")),
        ),
        (1, 5),
    ),
    System(
        "a killer follows its prey",
        {"prey": 20, "killer": 5},
        (
            R(1.0, ("prey",), made="prey"),
            R(0.05, ("prey", "killer"), "prey"),
            R(0.02, ("prey", "killer"), made="killer"),
            R(0.5, ("killer",), "killer"),
        ),
        (1, 5),
    ),
    System("cells move from a to b", {"a": 30, "b": 0}, (R(0.5, ("a",), "a", "b"), R(0.2, ("b",), "b")), (1, 3)),
    System("cells go to and fro", {"a": 20, "b": 0}, (R(1.1, ("a",), "a", "b"), R(0.7, ("b",), "b", "a")), (1, 5)),
)


def facts() -> Iterator[Fact]:
    """Yield the facts of all systems."""
    for system in SYSTEMS:
        yield from compare(system, RUNS)


def compare(system: System, runs: int, seed: int = 6) -> Iterator[Fact]:
    """Yield mean, variance and chance of none of each population on each day."""
    run = live(world(system.terms()), runs, (0, *system.days), seed, solver=WHOLE)
    assert (run.status == 0).all()
    for day in system.days:
        exact = system.exact(day, runs, seed + day)
        for i, name in enumerate(system.start):
            ours, theirs = run.amount(f"jar__{name}", day), exact[:, i]
            says = f"{system.name}, day {day}, {name}"
            yield means_agree(f"{says}: mean", ours, theirs)
            yield variances_agree(f"{says}: variance", ours, theirs)
            if 0.001 < (theirs == 0).mean() < 0.999:
                yield means_agree(f"{says}: none", ours == 0, theirs == 0)
