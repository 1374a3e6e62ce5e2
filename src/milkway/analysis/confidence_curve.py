"""Which value of a contrast lies how far from its estimate, for intervals other than the usual 95 % one.

Distance is Z: that of the test of the value, which is the one that p and the usual interval come from. So the value at the Z of
p is no effect itself, or the margin, and an interval leaves it out exactly where its Z is below that of p.
"""

import math

from milkway.analysis.laws import normal_quantile
from milkway.analysis.measure import Estimate

SMALLEST_P = 1e-300  # so that Z stays finite


def z_of(found: Estimate) -> float | None:
    """Return Z of an estimate's p, positive where it is above what p is of; zero where it is that, None without p.

    >>> from milkway.analysis.inverted import inverted
    >>> from milkway.analysis.registry import MEASURES
    >>> from milkway.analysis.tested_values import straight
    >>> round(z_of(inverted(MEASURES["risk_ratio"], straight(-0.3, 0.1), (50, 50))), 6)
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

    >>> from milkway.analysis.inverted import inverted
    >>> from milkway.analysis.registry import MEASURES
    >>> from milkway.analysis.tested_values import straight
    >>> round(value_at(inverted(MEASURES["mean_difference"], straight(1.0, 0.5), (50, 50)), 3.0), 6)
    -0.5
    """
    if found.test is None or not math.isfinite(found.test.centre):
        return None
    return found.measure.shown(found.test.bound(z) if z else found.test.centre)
