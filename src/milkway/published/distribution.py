"""How a number is distributed over infants: a distribution function of a sample, of a table of quantiles or of a normal law."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Self

import numpy as np
from scipy.special import ndtri

PROBABILITIES = np.linspace(0.0, 1.0, 41)  # of the tables of quantiles that ship
FINE = (np.arange(2000) + 0.5) / 2000  # with which a normal law is known to a thousandth of its standard deviation


@dataclass(frozen=True, eq=False)
class Distribution:
    """A distribution function that jumps at its points and is linear between them.

    Attributes:
        at: (point,) ascending, each once, in the unit of the number.
        below: (point,) the function just below a point.
        upto: (point,) the function at a point; the difference is the share of infants who have just this value.
        size: independent individuals behind it, Kish's effective number where they were weighted; infinite if it is known.
    """

    at: np.ndarray
    below: np.ndarray
    upto: np.ndarray
    size: float

    @classmethod
    def of_sample(cls, values: np.ndarray, weights: np.ndarray | None = None) -> Self:
        """Return that of a sample.

        Args:
            values: (individual,).
            weights: (individual,) above zero; the same for all without.

        >>> found = Distribution.of_sample(np.array([2.0, 0.0, 0.0, 1.0]))
        >>> found.at.tolist(), found.upto.tolist(), found.size
        ([0.0, 1.0, 2.0], [0.5, 0.75, 1.0], 4.0)
        """
        counted = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=float)
        counted = counted / counted.sum()
        at, where = np.unique(values, return_inverse=True)
        upto = np.minimum(np.cumsum(np.bincount(where, counted)), 1.0)
        upto[-1] = 1.0
        return cls(at, np.concatenate([[0.0], upto[:-1]]), upto, effective(counted))

    @classmethod
    def of_quantiles(cls, quantiles: np.ndarray, size: float, probabilities: np.ndarray = PROBABILITIES) -> Self:
        """Return that of a table of quantiles.

        Args:
            quantiles: (probability,) not descending, in the unit of the number.
            size: independent individuals behind the table.
            probabilities: (probability,) ascending.
        """
        at, first, many = np.unique(quantiles, return_index=True, return_counts=True)
        below, upto = probabilities[first].copy(), probabilities[first + many - 1].copy()
        below[0], upto[-1] = 0.0, 1.0
        return cls(at, below, upto, size)

    @classmethod
    def mixture(cls, parts: Sequence[tuple[float, Self]]) -> Self:
        """Return that of individuals who come from several known distributions.

        Args:
            parts: share of individuals and their distribution; shares add up to one.
        """
        at = np.unique(np.concatenate([one.at for _, one in parts]))
        below = np.sum([share * one.before(at) for share, one in parts], axis=0)
        upto = np.sum([share * one.after(at) for share, one in parts], axis=0)
        below[0], upto[-1] = 0.0, 1.0
        return cls(at, below, upto, inf)

    @classmethod
    def normal(cls, mean: float, sd: float) -> Self:
        """Return a normal law, known rather than sampled."""
        return cls.of_quantiles(mean + sd * ndtri(FINE), inf, FINE)

    def before(self, x: np.ndarray) -> np.ndarray:
        """Return the function just below some places; (place,) for (place,)."""
        return self._between(x, np.searchsorted(self.at, x, "left"))

    def after(self, x: np.ndarray) -> np.ndarray:
        """Return the function at some places; (place,) for (place,)."""
        return self._between(x, np.searchsorted(self.at, x, "right"))

    def _between(self, x: np.ndarray, passed: np.ndarray) -> np.ndarray:
        """Return the function at places that so many points lie behind."""
        inside = (passed > 0) & (passed < len(self.at))
        left = np.clip(passed - 1, 0, max(len(self.at) - 2, 0))
        right = np.minimum(left + 1, len(self.at) - 1)
        wide = np.where(right > left, self.at[right] - self.at[left], 1.0)
        line = self.upto[left] + (self.below[right] - self.upto[left]) * (x - self.at[left]) / wide
        return np.where(inside, line, (passed > 0).astype(float))


def effective(weights: np.ndarray) -> float:
    """Return Kish's effective number of individuals; (individual,) weights.

    >>> round(effective(np.array([1.0, 1.0, 2.0])), 3)
    2.667
    """
    return float(weights.sum() ** 2 / (weights**2).sum())


def quantile_table(values: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """Return (41,) quantiles by the rule of Hazen (1914): an individual stands at the middle of its own part of the whole.

    Args:
        values: (individual,).
        weights: (individual,) above zero; the same for all without.

    >>> quantile_table(np.array([3.0, 1.0, 2.0]))[[0, 20, 40]].tolist()
    [1.0, 2.0, 3.0]
    """
    counted = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=float)
    order = np.argsort(values, kind="stable")
    part = counted[order] / counted.sum()
    return np.interp(PROBABILITIES, np.cumsum(part) - part / 2, np.asarray(values, dtype=float)[order])
