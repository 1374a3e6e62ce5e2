"""Many slopes shrunk together: the largest of hundreds that are noise alone looks like an influence, and must not.

Each slope is seen with a normal error. The true ones have a law around zero that is estimated from all of them: a mixture of
normal laws, from none at all to twice the largest slope seen, whose weights are the likeliest. What is noise is drawn to zero,
and what stands far out of it stays nearly where it was seen, which a single normal law would not leave there. Weight of "none
at all" is favoured by ten rows, so that a few rows are not taken for an influence.

Source: adaptive shrinkage, Stephens 2017 (stephens2017).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from milkway.core.brief import brief

FAVOURED = 10.0  # rows' worth of weight for no influence at all
STEP = np.sqrt(2.0)  # between the widths of neighbouring normal laws
STEPS, CLOSE = 2000, 1e-8


@dataclass(frozen=True)
class Law:
    """What is known of one slope: a mixture of normal laws, (part,) each.

    Attributes:
        weights: of the parts; they sum to 1.
        means: of the parts.
        deviations: of the parts; a part may be a single point.
    """

    weights: np.ndarray
    means: np.ndarray
    deviations: np.ndarray

    __repr__ = brief

    @property
    def mean(self) -> float:
        """Return the mean."""
        return float(self.weights @ self.means)

    @property
    def square(self) -> float:
        """Return the mean square."""
        return float(self.weights @ (self.means**2 + self.deviations**2))

    @property
    def deviation(self) -> float:
        """Return the standard deviation."""
        return max(self.square - self.mean**2, 0.0) ** 0.5

    def times(self, factor: float) -> "Law":
        """Return the law of the slope times a positive number."""
        return Law(self.weights, self.means * factor, self.deviations * factor)


def seen_as(slope: float, error: float) -> Law:
    """Return the law of a slope that was seen with an error and is not one of many."""
    return Law(np.ones(1), np.array([slope]), np.array([error]))


def shrunk(slopes: np.ndarray, errors: np.ndarray) -> tuple[Law, ...]:
    """Return the law of each slope, given all.

    Args:
        slopes: (row,) as seen.
        errors: (row,) their standard errors, positive.

    >>> quiet = np.array([0.05, -0.06, 0.02, -0.04, 0.07, -0.02] * 20)
    >>> laws = shrunk(np.append(quiet, [0.15, 0.60]), np.full(122, 0.06))
    >>> [round(laws[one].mean, 2) for one in (4, -2, -1)]  # noise, the largest of it, and an influence
    [0.0, 0.0, 0.59]
    """
    widths = _widths(slopes, errors)
    variance = widths**2 + errors[:, None] ** 2
    height = -np.log(variance) / 2 - slopes[:, None] ** 2 / (2 * variance)
    parts = np.exp(height + np.log(_weights(height)))
    parts /= parts.sum(axis=1, keepdims=True)
    kept = widths**2 / variance
    return tuple(
        Law(weight, share * slope, np.sqrt(share) * error)
        for weight, share, slope, error in zip(parts, kept, slopes, errors, strict=True)
    )


def _widths(slopes: np.ndarray, errors: np.ndarray) -> np.ndarray:
    """Return (part,) standard deviations of true slopes: nothing, then from a fraction of an error to twice the largest slope."""
    least, most = float(errors.min()) / 4, 2 * float(np.abs(slopes).max())
    return np.append(0.0, least * STEP ** np.arange(max(1, int(np.ceil(np.log(most / least) / np.log(STEP))) + 1)))


def _weights(height: np.ndarray) -> np.ndarray:
    """Return (part,) the likeliest weights, by expectation and maximisation; `height` is (row, part) log densities."""
    extra = np.append(FAVOURED, np.zeros(height.shape[1] - 1))
    weights = np.full(height.shape[1], 1 / height.shape[1])
    for _ in range(STEPS):
        told = height + np.log(np.maximum(weights, 1e-300))
        counted = np.exp(told - logsumexp(told, axis=1, keepdims=True)).sum(axis=0) + extra
        before, weights = weights, counted / counted.sum()
        if np.abs(weights - before).max() < CLOSE:
            break
    return np.maximum(weights, 1e-300)
