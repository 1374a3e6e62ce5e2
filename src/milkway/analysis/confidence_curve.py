"""Which value of a contrast lies how far from its estimate, for intervals other than the usual 95 % one.

Distance is Z: that of a test of the value. Known of it are the estimate, its 95 % bounds, and p, which is that of no effect.
Where the bounds lie alike on both sides they are normal, or Student's with the degrees of freedom that p and bounds agree on;
others are straight between these points and beyond them. So a value at the Z of p is always no effect itself: an interval
excludes no effect exactly where its Z is below that of p.
"""

import math

from milkway.analysis.laws import CONFIDENCE, Z, normal_below, normal_quantile, root, student_below, student_quantile
from milkway.analysis.measure import Estimate

SMALLEST_P = 1e-300  # so that Z stays finite
ALIKE = 1e-9
MOST_FREEDOM = 1e7  # beyond it Student's is normal to seven digits


def z_of(found: Estimate) -> float | None:
    """Return Z of an estimate's p, positive where it is above no effect; zero where nothing differs, None without p.

    >>> from milkway.analysis.estimate import from_normal
    >>> from milkway.analysis.registry import MEASURES
    >>> round(z_of(from_normal(MEASURES["risk_ratio"], -0.3, 0.1, (50, 50))), 6)
    -3.0
    """
    if found.p is None or found.direction == "unknown":
        return None
    if found.direction == "same":
        return 0.0
    size = -normal_quantile(max(found.p, SMALLEST_P) / 2)
    return size if found.direction == "higher" else -size


def value_at(found: Estimate, z: float) -> float | None:
    """Return the value so far below the estimate, or above it where negative; None where the estimate has no interval.

    Args:
        found: with its usual interval.
        z: of a test of the value; that of no effect is `z_of` the estimate.

    >>> from milkway.analysis.estimate import from_normal
    >>> from milkway.analysis.registry import MEASURES
    >>> round(value_at(from_normal(MEASURES["mean_difference"], 1.0, 0.5, (50, 50)), 3.0), 6)
    -0.5
    """
    centre, low, high = (_scaled(found, one) for one in (found.estimate, found.low, found.high))
    if not math.isfinite(centre) or math.isnan(low) or math.isnan(high):
        return None
    reach = centre - low if z > 0 else high - centre
    value = centre - math.copysign(reach, z) * _share(found, (centre, low, high), z) if z else centre
    if found.measure.points:
        return min(max(value, -1.0), 1.0)
    return math.exp(value) if found.measure.is_ratio else value


def _share(found: Estimate, scaled: tuple[float, float, float], z: float) -> float:
    """Return how many times farther than the 95 % bound of its side a value is."""
    centre, low, high = scaled
    zero, distance = z_of(found), abs(z)
    if zero is None or not min(centre - low, high - centre) > 0:
        return distance / Z
    ratio = abs(centre) / (centre - low if centre > 0 else high - centre)  # how much farther no effect is than its bound
    if abs(centre - low - (high - centre)) <= ALIKE * (high - low):
        freedom = _freedom(ratio, abs(zero), _least_freedom(found))
        if freedom is not None:
            return _student(distance, freedom)
    return _between(distance, ratio, abs(zero)) if z * zero > 0 else distance / Z


def _student(distance: float, freedom: float) -> float:
    if freedom >= MOST_FREEDOM:
        return distance / Z
    return -student_quantile(normal_below(-distance), freedom) / student_quantile((1 + CONFIDENCE) / 2, freedom)


def _freedom(ratio: float, zero: float, least: float) -> float | None:
    """Return the degrees of freedom under which no effect lies where the bounds say and has the Z of p; None if none do."""
    if abs(ratio * Z - zero) <= ALIKE * max(1.0, zero):
        return math.inf

    def too_far(log_freedom: float) -> float:
        freedom = math.exp(log_freedom)
        tail = student_below(-ratio * student_quantile((1 + CONFIDENCE) / 2, freedom), freedom)
        return -normal_quantile(max(tail, SMALLEST_P)) - zero

    ends = math.log(least), math.log(MOST_FREEDOM)
    return math.exp(root(too_far, *ends)) if too_far(ends[0]) * too_far(ends[1]) < 0 else None


def _least_freedom(found: Estimate) -> float:
    """Return the fewest degrees of freedom that the women leave: of two variances that differ, those of the smaller arm."""
    return 1.0 if found.measure.by_centre else max(1.0, min(found.n) - 1.0)


def _between(distance: float, ratio: float, zero: float) -> float:
    """Return the share of a distance on the side of no effect: straight from point to point, and on from the farther one."""
    if (zero - Z) * (ratio - 1) <= 0:  # the bound and p contradict each other: p decides
        return ratio * distance / zero
    points = sorted([(0.0, 0.0), (Z, 1.0), (zero, ratio)])
    if distance >= points[2][0]:
        return points[2][1] * distance / points[2][0]
    left, right = points[:2] if distance < points[1][0] else points[1:]
    return left[1] + (distance - left[0]) * (right[1] - left[1]) / (right[0] - left[0])


def _scaled(found: Estimate, value: float | None) -> float:
    """Return a value on the scale on which intervals are straight; NaN where it does not exist."""
    if value is None or not found.measure.is_ratio:
        return math.nan if value is None else value
    return math.log(value) if value > 0 else -math.inf if value == 0 else math.nan
