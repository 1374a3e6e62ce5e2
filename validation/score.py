"""A published result, the range in which the model hits it, and the score.

Tolerances follow four rules, the same for all files, and are part of a target before anything is simulated:
an interval that was published counts as it is; a published count gives the 95 % interval of its share (Wilson 1927);
a mean log10 load may be off by 0.5; any other number may be off by a factor of 1.5, and a share of reads by 0.15.
An ordering hits where the simulated difference has the published sign.
A hit is a simulated value within the range. The simulated interval (95 %) says how far chance alone could move it.
"""

from dataclasses import dataclass
from functools import cache
from math import exp, inf, isfinite, isnan, log, nextafter, sqrt

import numpy as np

from milkway.ledger.tables import read_parameters
from milkway.trials.known import read_known_protocol
from milkway.trials.laws import score_interval

Z = 1.959964  # two-sided 95 % of a normal distribution
LOAD, FACTOR, READS = 0.5, 1.5, 0.15


@dataclass(frozen=True)
class Target:
    """A published result.

    Attributes:
        study: key of the bibliography.
        result: in words, with its unit.
        published: the value; NaN for an ordering.
        low: smallest simulated value that hits.
        high: largest.
        rule: where the range comes from.
        locator: quantity, study file, table or place of the value.
    """

    study: str
    result: str
    published: float
    low: float
    high: float
    rule: str
    locator: str


@dataclass(frozen=True)
class Score:
    """What the model gives: the value, its 95 % interval by chance of simulation, and the women or infants behind it."""

    target: Target
    simulated: float
    low: float
    high: float
    n: int

    @property
    def hit(self) -> bool:
        """Return whether the simulated value lies within the target's range."""
        return self.target.low <= self.simulated <= self.target.high


@cache
def tuned_on() -> frozenset[str]:
    """Return the studies that shaped a parameter of the tables or a product hypothesis of the shipped protocol."""
    rows = {study for row in read_parameters().rows.values() for study in row.tuned_on}
    hypotheses = read_known_protocol("hurtado2017").hypotheses
    return frozenset(rows | {study for one in hypotheses for study in one.basis.tuned_on})


def interval_of(study: str, result: str, published: float, low: float, high: float, locator: str) -> Target:
    """Return a target whose published interval is the range."""
    return Target(study, result, published, low, high, "published interval", locator)


def count_of(study: str, result: str, count: int, n: int, locator: str) -> Target:
    """Return a target that is a share: a count of a number of women or infants."""
    low, high = wilson(count, n)
    return Target(study, result, count / n, low, high, f"95 % interval of {count}/{n}", locator)


def load_of(study: str, result: str, published: float, locator: str) -> Target:
    """Return a target that is a log10 load."""
    return Target(study, result, published, published - LOAD, published + LOAD, f"within {LOAD} log10", locator)


def number_of(study: str, result: str, published: float, locator: str) -> Target:
    """Return a target that may be off by a factor."""
    return Target(study, result, published, published / FACTOR, published * FACTOR, f"within a factor of {FACTOR}", locator)


def reads_of(study: str, result: str, published: float, locator: str) -> Target:
    """Return a target that is a mean share of sequenced reads."""
    low, high = published - READS, published + READS
    return Target(study, result, published, low, high, f"within {READS} of the share", locator)


def above(study: str, result: str, bound: float, locator: str) -> Target:
    """Return an ordering: the simulated value must be above a bound."""
    return Target(study, result, float("nan"), nextafter(bound, inf), inf, f"above {bound:g}", locator)


def below(study: str, result: str, bound: float, locator: str) -> Target:
    """Return an ordering: the simulated value must be below a bound."""
    return Target(study, result, float("nan"), -inf, bound, f"below {bound:g}", locator)


def wilson(count: float, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927).

    >>> [round(x, 3) for x in wilson(6, 10)]
    [0.313, 0.832]
    """
    return score_interval(count, n) if n else (0.0, 1.0)


def share(target: Target, yes: np.ndarray) -> Score:
    """Return the score of a share: yes is (woman,) bool."""
    return Score(target, float(yes.mean()) if len(yes) else float("nan"), *wilson(float(yes.sum()), len(yes)), len(yes))


def mean(target: Target, values: np.ndarray) -> Score:
    """Return the score of a mean of (woman,) values."""
    middle, error = float(np.mean(values)), float(np.std(values, ddof=1) / sqrt(len(values)))
    return Score(target, middle, middle - Z * error, middle + Z * error, len(values))


def median(target: Target, values: np.ndarray) -> Score:
    """Return the score of a median, with the interval of order statistics."""
    n = len(values)
    below_, above_ = n / 2 - Z * sqrt(n) / 2, n / 2 + Z * sqrt(n) / 2 + 1
    low, high = np.sort(values)[[max(int(below_) - 1, 0), min(int(above_), n - 1)]]
    return Score(target, float(np.median(values)), float(low), float(high), n)


def odds_ratio(target: Target, exposed: np.ndarray, ill: np.ndarray) -> Score:
    """Return the score of an odds ratio, half a woman added to each cell (Haldane 1956); both are (woman,) bool."""
    cells = [float((exposed == e).astype(float) @ (ill == i)) + 0.5 for e in (True, False) for i in (True, False)]
    middle, error = log(cells[0] * cells[3] / (cells[1] * cells[2])), sqrt(sum(1 / cell for cell in cells))
    return Score(target, exp(middle), exp(middle - Z * error), exp(middle + Z * error), len(ill))


def rate_ratio(target: Target, exposed: np.ndarray, episodes: np.ndarray) -> Score:
    """Return the score of a ratio of episodes per woman; the error allows for clustering in women."""
    parts = [episodes[exposed], episodes[~exposed]]
    middle = log(parts[0].mean() / parts[1].mean())
    error = sqrt(sum(part.var(ddof=1) / len(part) / part.mean() ** 2 for part in parts))
    return Score(target, exp(middle), exp(middle - Z * error), exp(middle + Z * error), len(episodes))


def line(score: Score) -> str:
    """Return a score as one line of text."""
    target = score.target
    word = "hit " if score.hit else "MISS"
    return (
        f"{word} {target.study:16s} {target.result}: published {_number(target.published)}, "
        f"simulated {_number(score.simulated)} ({_number(score.low)} to {_number(score.high)}, n {score.n}), "
        f"range {_number(target.low)} to {_number(target.high)}"
    )


def row(score: Score) -> str:
    """Return a score as a row of a Markdown table."""
    target = score.target
    simulated = f"{_number(score.simulated)} ({_number(score.low)} to {_number(score.high)})"
    cells = (
        target.result,
        target.study,
        target.rule if isnan(target.published) else _number(target.published),
        simulated,
        str(score.n),
        f"{_number(target.low)} to {_number(target.high)}",
        "hit" if score.hit else "**miss**",
        "yes" if target.study in tuned_on() else "no",
    )
    return "| " + " | ".join(cells) + " |"


def _number(value: float) -> str:
    if not isfinite(value):
        return {inf: "any", -inf: "any"}.get(value, "-")
    return f"{value if abs(value) > 1e-9 else 0:.3g}"
