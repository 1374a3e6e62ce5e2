"""The smallest trial that reaches a power, read off a curve that may only rise, with what its error makes of it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats
from scipy.optimize import isotonic_regression

from milkway.analysis.laws import Z
from milkway.planning.operating_characteristics import Power

INSIDE = 1e-4


@dataclass(frozen=True)
class Smallest:
    """A number of women; NaN where it does not lie between the sizes of the curve.

    Attributes:
        n: women randomised, where the curve crosses the target.
        low: the same of the curve raised by its 95 % Monte-Carlo error: the smallest size if it lies below, NaN if above all.
        high: the same of the curve lowered by it.
        note: where `n` lies if it is not between the sizes.
    """

    n: float
    low: float
    high: float
    note: str


def smallest(curve: Sequence[Power], target: float) -> Smallest:
    """Return the smallest trial of a curve that reaches a power.

    The curve is made to rise by pooling neighbours that fall; between sizes the normal quantile of power is a straight line
    in the root of n, as it is for a normal estimate.

    Args:
        curve: of one hypothesis and arm, by size.
        target: power wanted.
    """
    sizes = np.array([one.n for one in curve], dtype=float)
    power = np.array([one.power.value for one in curve])
    error = np.array([one.power.error for one in curve])
    error = np.where(np.isfinite(error), error, [one.power.replicates for one in curve])
    n, low, high = (crossing(sizes, power + shift * error, target) for shift in (0.0, Z, -Z))
    note = ""
    if math.isinf(n):
        note = f"more than {curve[-1].n}" if n > 0 else f"at most {curve[0].n}"
    bounds = [math.nan if one == math.inf else float(math.ceil(max(one, sizes[0]))) for one in (low, high)]
    return Smallest(float(math.ceil(n)) if math.isfinite(n) else math.nan, bounds[0], bounds[1], note)


def crossing(sizes: np.ndarray, power: np.ndarray, target: float) -> float:
    """Return where a rising curve reaches the target; infinite beyond the sizes, with the sign of the side.

    >>> round(crossing(np.array([100.0, 400.0]), np.array([0.5, 0.8]), 0.8))
    400
    >>> crossing(np.array([100.0, 400.0]), np.array([0.1, 0.2]), 0.8)
    inf
    """
    rising = np.asarray(isotonic_regression(np.clip(power, INSIDE, 1 - INSIDE)).x)
    if rising[0] >= target:
        return -math.inf
    if rising[-1] < target:
        return math.inf
    after = int(np.argmax(rising >= target))
    quantiles, wanted = stats.norm.ppf(rising[after - 1 : after + 1]), stats.norm.ppf(target)
    roots = np.sqrt(sizes[after - 1 : after + 1])
    share = (wanted - quantiles[0]) / (quantiles[1] - quantiles[0])
    return float((roots[0] + share * (roots[1] - roots[0])) ** 2)
