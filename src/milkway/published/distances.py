"""How far two distributions are apart, less what chance alone would put between their samples.

All are in the unit of the number that is distributed: of log10 shares in powers of ten. The integrated squared difference of two
distribution functions is the part of the expected CRPS that a perfect model has not (Gneiting 2007, section 4.1), and half of
the squared energy distance (Szekely 2013).
"""

from collections.abc import Callable

import numpy as np

from milkway.published.distribution import Distribution

Ends = tuple[np.ndarray, np.ndarray]


def log_share(share: np.ndarray, floor: float) -> np.ndarray:
    """Return log10 of a share of reads above a floor, which is the background below which a share says nothing.

    >>> log_share(np.array([0.0, 0.099]), 0.001).round(9).tolist()
    [-3.0, -1.0]
    """
    return np.log10(share + floor)


def iqd(one: Distribution, other: Distribution) -> float:
    """Return the integrated squared difference of two distribution functions."""
    x = np.union1d(one.at, other.at)
    (left, right), (other_left, other_right) = _ends(one, x), _ends(other, x)
    apart = (left - other_left, right - other_right)
    return _integral(x, apart, _mean_square)


def fair_iqd(one: Distribution, other: Distribution) -> float:
    """Return the integrated squared difference less its expected sampling noise: zero on average for two samples of one law."""
    return iqd(one, other) - noise(one) - noise(other)


def noise(one: Distribution) -> float:
    """Return the integral of the sampling variance of a distribution function; zero where it is known."""
    return _inside(one) / max(one.size - 1, 1.0)


def spread(one: Distribution) -> float:
    """Return half the mean difference of two individuals, which is the expected CRPS of a perfect model."""
    return _inside(one) / (1 - 1 / one.size)


def crps(forecast: Distribution, value: float) -> float:
    """Return the continuous ranked probability score of a forecast against one value (Gneiting 2007, Eq. 20)."""
    return iqd(forecast, Distribution.of_sample(np.array([value])))


def mean_crps(forecast: Distribution, truth: Distribution) -> float:
    """Return the expected CRPS of a forecast against individuals of a law, without the sampling noise of either."""
    return fair_iqd(forecast, truth) + spread(truth)


def _inside(one: Distribution) -> float:
    """Return the integral of F (1 - F)."""
    return _integral(one.at, _ends(one, one.at), lambda left, right: (left + right) / 2 - _mean_square(left, right))


def _mean_square(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the mean of the square of what is linear between two ends; (interval,)."""
    return (left**2 + left * right + right**2) / 3


def _ends(one: Distribution, x: np.ndarray) -> Ends:
    """Return a distribution function at both ends of each interval between places; twice (interval,)."""
    return one.after(x)[:-1], one.before(x)[1:]


def _integral(x: np.ndarray, ends: Ends, mean: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> float:
    """Return an integral over intervals, from the mean of its integrand in each, which is linear in the ends."""
    return float(np.diff(x) @ mean(*ends))
