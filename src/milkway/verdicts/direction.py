"""Which way a finding speaks: for a part, against it, or neither, by the same rule for both sides.

For needs an interval or a test that leaves out no effect; against needs one on the other side of it, or, of a part that states
a benefit, an interval that leaves out the least effect worth having (`worthwhile.toml`), or an observation of the contrary. All
else only leans: so does an effect that is there and too small. Three independent findings that only lean, all one way, speak
together where their pooled interval speaks.
"""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from milkway.ledger.statements import Estimate, Rated

Speaks = Literal["for", "against", "uncertain", "none"]
SIGNIFICANT = 0.05
Z95 = 1.959963984540054  # of the standard normal distribution, 97.5 %
RATIOS = ("risk ratio", "odds ratio")
TOGETHER = 3  # independent findings that only lean, to be pooled


@dataclass(frozen=True)
class Mark:
    """No effect, and the least effect worth having, of a measure whose wanted side is known."""

    measures: tuple[str, ...]
    wanted: str
    none: float
    least: float
    kind: str
    because: str


@cache
def marks() -> tuple[Mark, ...]:
    """Return the marks that ship."""
    text = files("milkway.ledger").joinpath("data", "worthwhile.toml").read_text(encoding="utf-8")
    return tuple(Mark(**{**one, "measures": tuple(one["measures"])}) for one in tomllib.loads(text)["mark"])


def mark_of(measure: str, wanted: str) -> Mark | None:
    """Return the mark of a measure; none where the field has no convention."""
    return next((one for one in marks() if measure in one.measures and one.wanted == wanted), None)


def estimate_of(one: Rated) -> Estimate | None:
    """Return the effect with its interval: as printed, or the risk ratio of events.

    >>> from milkway.ledger.statements import Rated
    >>> found = Rated("a", "against", "events", "x", "low", True, True, True, "", events=(56, 220, 48, 219))
    >>> [round(value, 2) for value in (estimate_of(found).value, estimate_of(found).low, estimate_of(found).high)]
    [1.16, 0.83, 1.63]
    """
    if one.events is None:
        return one.estimate
    half = 0.5 if 0 in (one.events[0], one.events[2]) else 0.0  # added to every cell (Haldane 1956)
    ill, women, others, control = (many + half * (1 + i % 2) for i, many in enumerate(one.events))
    value = (ill / women) / (others / control)
    error = math.sqrt(1 / ill - 1 / women + 1 / others - 1 / control)
    return Estimate("risk ratio", value, value * math.exp(-Z95 * error), value * math.exp(Z95 * error))


def speaks(one: Rated, *, benefit: bool) -> Speaks:
    """Return which way a finding speaks.

    Args:
        one: the finding.
        benefit: whether its part states a benefit, which has a least size.
    """
    if one.direction == "none":
        return "none"
    estimate = estimate_of(one)
    if estimate is not None:
        return _of_interval(estimate, one.wanted, benefit=benefit)
    if one.shown_by == "seen":
        return one.direction
    shown = one.shown_by == "significant" or (one.p is not None and one.p < SIGNIFICANT)
    return one.direction if shown else "uncertain"


def pooled(leaning: Sequence[Rated], *, benefit: bool) -> Speaks:
    """Return which way independent findings that only lean, all one way, speak together; fewer than three do not.

    Weights are those of a common effect; findings without an interval do not count.
    """
    known = [one for one in map(estimate_of, leaning) if one is not None]
    alike = {(one.direction, one.wanted) for one in leaning}, {one.measure for one in known}
    if len(known) < TOGETHER or any(len(each) != 1 for each in alike):
        return "uncertain"
    log = known[0].measure in RATIOS
    scaled = [[math.log(value) if log else value for value in (one.value, one.low, one.high)] for one in known]
    weight = [(2 * Z95 / (high - low)) ** 2 for _, low, high in scaled]
    middle = sum(w * value for w, (value, _, _) in zip(weight, scaled, strict=True)) / sum(weight)
    error = Z95 / math.sqrt(sum(weight))
    ends = (middle, middle - error, middle + error)
    together = Estimate(known[0].measure, *(math.exp(value) if log else value for value in ends))
    return _of_interval(together, leaning[0].wanted, benefit=benefit)


def _of_interval(one: Estimate, wanted: str, *, benefit: bool) -> Speaks:
    """Return which way an interval speaks."""
    none = 1.0 if one.measure in RATIOS else 0.0
    mark = mark_of(one.measure, wanted) if benefit else None
    least = none if mark is None else mark.least
    there = one.high < none if wanted == "fewer" else one.low > none
    small = one.low > least if wanted == "fewer" else one.high < least
    return "uncertain" if there == small else "for" if there else "against"
