"""A contrast between two arms: estimate, 95 % interval, p, and which way it points; what does not exist is None."""

import math
from dataclasses import dataclass, field

from milkway.trials.analysis.laws import normal_above, normal_below, normal_quantile, root
from milkway.trials.protocol.measures import MEASURES

CONFIDENCE = 0.95
Z = normal_quantile((1 + CONFIDENCE) / 2)
ROUNDING = 1e-9


@dataclass(frozen=True)
class Estimate:
    """The first arm against the second; `n` are women analysed in each; `tests` are p-values of further tests."""

    measure: str
    estimate: float | None
    low: float | None
    high: float | None
    p: float | None
    n: tuple[int, int]
    note: str = ""
    tests: dict[str, float] = field(default_factory=dict[str, float])

    @property
    def direction(self) -> str:
        """Return what the estimate says of the first arm: "lower", "higher", "same" or "unknown"."""
        if self.estimate is None:
            return "unknown"
        neutral = 1.0 if MEASURES[self.measure].is_ratio else 0.0
        if abs(self.estimate - neutral) < ROUNDING:
            return "same"
        return "lower" if self.estimate < neutral else "higher"


def from_normal(measure: str, centre: float, error: float, n: tuple[int, int], note: str = "") -> Estimate:
    """Return a Wald estimate; for ratios `centre` and `error` are of the natural logarithm."""
    show = math.exp if MEASURES[measure].is_ratio else float
    p = 2 * normal_above(abs(centre) / error) if error > 0 else None
    return Estimate(measure, show(centre), show(centre - Z * error), show(centre + Z * error), p, n, note)


def absent(measure: str, n: tuple[int, int], note: str, estimate: float | None = None) -> Estimate:
    """Return an estimate without interval, and why there is none."""
    return Estimate(measure, estimate, None, None, None, n, note)


def average(estimates: list[Estimate], weights: list[float]) -> Estimate:
    """Return the average over settings of which one is true, with stated weights.

    The estimate is the weighted mean (of logarithms for ratios); the interval holds the middle 95 % of the mixture of
    the settings' sampling distributions; p is the largest, since a claim that does not know the setting must hold in each.
    """
    measure, n = estimates[0].measure, estimates[0].n
    parts = [(one.estimate, one.low, one.high) for one in estimates]
    if any(value is None for part in parts for value in part):
        return absent(measure, n, "not estimable in every setting")
    log = MEASURES[measure].is_ratio
    if log and min(value for part in parts for value in part if value is not None) <= 0:
        return absent(measure, n, "a ratio of zero cannot be averaged")
    scaled = [tuple(math.log(v) if log else float(v) for v in part if v is not None) for part in parts]
    centre = sum(weight * part[0] for weight, part in zip(weights, scaled, strict=True))
    low, high = (_quantile(q, scaled, weights) for q in ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2))
    show = math.exp if log else float
    ps = [one.p for one in estimates if one.p is not None]
    p = max(ps) if len(ps) == len(estimates) else None
    return Estimate(measure, show(centre), show(low), show(high), p, n, "averaged over route settings; p is the largest of them")


def _quantile(q: float, parts: list[tuple[float, ...]], weights: list[float]) -> float:
    """Return a quantile of a mixture of normals whose two sides may differ in width."""

    def below(x: float) -> float:
        return sum(weight * _cdf(x, *part) for weight, part in zip(weights, parts, strict=True)) - q

    left, right = min(part[1] for part in parts), max(part[2] for part in parts)
    margin = (right - left) + 1e-9
    return root(below, left - margin, right + margin)


def _cdf(x: float, centre: float, low: float, high: float) -> float:
    side = (centre - low if x < centre else high - centre) / Z
    return normal_below((x - centre) / side) if side > 0 else float(x >= centre)
