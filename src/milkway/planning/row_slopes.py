"""How the level of an endpoint rises with each of many numbers, of women who each have their own draw of all of them.

A number is told in standard deviations of its stated spread, and drawn apart from all others, so each has a slope of its own: in
log odds of a share, in logarithms of a number of episodes. A slope of log odds that is averaged over what the other numbers do is
flatter than the slope where these stay, the more so the more they do; this is put right by the mean square of what all do, after
shrinkage. Slopes of logarithms are the same either way.

Source: Zeger, Liang and Albert 1988, Eq. 4.1 (zeger1988), for log odds averaged over a normal law.
"""

import math

import numpy as np

from milkway.analysis.kinds import SHARE, Kind
from milkway.analysis.logistic import logistic
from milkway.planning.shrinkage import Law, shrunk

FLATTER = (16 * math.sqrt(3) / (15 * math.pi)) ** 2  # Zeger's c squared: log odds averaged over variance v are flatter by 1 + cv
MOST = 3 / FLATTER  # variance of log odds by all numbers together that is taken for true, at which slopes are doubled
ROUNDS = 100


def slopes_of(kind: Kind, values: np.ndarray, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (row,) slopes per standard deviation, each averaged over the other numbers, and their standard errors.

    Args:
        kind: share or count.
        values: (woman,) 0 or 1, or episodes; neither none at all nor, of a share, all.
        z: (woman, row) standard normal numbers.
    """
    slope = _of_share if kind is SHARE else _of_count
    found = np.array([slope(values, column - column.mean()) for column in z.T]).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def laws_of(kind: Kind, slopes: np.ndarray, errors: np.ndarray) -> tuple[Law, ...]:
    """Return what is known of each slope where the other numbers stay: shrunk with all, and put right for flatness."""
    laws = shrunk(slopes, errors)
    if kind is not SHARE:
        return laws
    factors = steeper(np.array([one.square for one in laws])).tolist()
    return tuple(one.times(factor) for one, factor in zip(laws, factors, strict=True))


def steeper(squares: np.ndarray) -> np.ndarray:
    """Return (row,) by how much slopes of log odds are steeper where the other numbers stay.

    Args:
        squares: (row,) mean squares of the slopes averaged over the others.

    >>> steeper(np.array([0.5])), steeper(np.array([0.4, 0.4])).round(2)  # alone nothing flattens it
    (array([1.]), array([1.08, 1.08]))
    """
    factors, variance = np.ones(len(squares)), 0.0
    for _ in range(ROUNDS):
        factors = np.sqrt((1 + FLATTER * variance) / (1 + FLATTER * squares))
        variance = min(float((squares * factors**2).sum()), MOST)
    return factors


def _of_share(happened: np.ndarray, z: np.ndarray) -> tuple[float, float]:
    fit = logistic(happened, np.ones(len(z)), np.column_stack([np.ones(len(z)), z]))
    assert fit is not None, "a logistic model of one normal number, some women with the event and some without, has a fit"
    return float(fit.coefficients[1]), math.sqrt(float(fit.covariance[1, 1]))


def _of_count(episodes: np.ndarray, z: np.ndarray) -> tuple[float, float]:
    """Return the covariance over the mean, which is the slope of the logarithm for a normal number, with its robust error."""
    weight = episodes / episodes.mean()
    slope = float((weight * z).mean())
    moved = weight * (z - slope)
    return slope, float(moved.std(ddof=2)) / math.sqrt(len(z))
