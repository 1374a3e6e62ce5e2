"""An estimate without an interval, or averaged over settings; what does not exist is None."""

import math

from milkway.analysis.laws import CONFIDENCE, Z, normal_below, root
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.reasons import UNBOUNDED, in_some_setting

AVERAGED = "averaged over route settings; p is the largest of them"
OF_LEVELS = "averaged over route settings"
APART = "averaged over route settings; p is 1, since they point opposite ways"


def absent(measure: Measure, n: tuple[int, int], note: str, estimate: float | None = None) -> Estimate:
    """Return an estimate without interval, and why there is none."""
    return Estimate(measure, estimate, None, None, None, n, note)


def average(estimates: list[Estimate], weights: list[float]) -> Estimate:
    """Return the average over settings of which one is true, with stated weights.

    The estimate is the weighted mean (of logarithms for ratios); the interval holds the middle 95 % of the mixture of
    the settings' sampling distributions; p is the largest, since a claim that does not know the setting must hold in each, and 1
    where settings differ in direction.
    """
    measure, n = estimates[0].measure, estimates[0].n
    counted = [(one, weight) for one, weight in zip(estimates, weights, strict=True) if weight > 0]
    estimates, weights = [one for one, _ in counted], [weight for _, weight in counted]
    parts = [(one.estimate, one.low, one.high) for one in estimates]
    if any(value is None for part in parts for value in part):
        reasons = [one.note if None in part else "" for one, part in zip(estimates, parts, strict=True)]
        return absent(measure, n, in_some_setting(reasons))
    scaled = [on_scale(one) for one in estimates]
    if not all(math.isfinite(value) for part in scaled for value in part):
        return absent(measure, n, UNBOUNDED)
    centre = sum(weight * part[0] for weight, part in zip(weights, scaled, strict=True))
    low, high = (_quantile(q, scaled, weights) for q in ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2))
    ps = [one.p for one in estimates if one.p is not None]
    ways = {one.direction for one in estimates} - {"same"}
    apart = len(ways) > 1
    p = None if len(ps) < len(estimates) else 1.0 if apart else max(ps)
    worse = [one.not_worse for one in estimates if one.not_worse is not None]
    told, low, high = (measure.shown(value) for value in (centre, low, high))
    note = OF_LEVELS if measure.alone else APART if apart else AVERAGED
    return Estimate(measure, told, low, high, p, n, note, least_sure=max(worse, default=None))


def on_scale(found: Estimate) -> tuple[float, float, float]:
    """Return estimate and bounds, ratios as logarithms, infinite where an arm has no event; NaN where they do not exist."""
    ratio = found.measure.is_ratio
    return _shown(found.estimate, ratio=ratio), _shown(found.low, ratio=ratio), _shown(found.high, ratio=ratio)


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


def _shown(value: float | None, *, ratio: bool) -> float:
    if value is None:
        return math.nan
    if ratio:
        return math.log(value) if value > 0 else -math.inf
    return value
