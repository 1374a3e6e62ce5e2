"""How far a fair IQD would have come out otherwise, had other infants been seen: infants are drawn again from each distribution.

Guilds are drawn apart, and so are occasions: that guilds of an infant and occasions of a cohort depend on each other is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Self

import numpy as np

from milkway.core.streams import Streams
from milkway.published.distribution import Distribution

REPLICATES = 300
PLACES = 301  # steps of a hundredth of a power of ten at the lowest background


@dataclass(frozen=True, eq=False)
class Redrawn:
    """A distribution that is drawn again and again.

    Attributes:
        upto: (place,) the function.
        again: (replicate, place) that of so many infants who are drawn from it.
        size: infants.
    """

    upto: np.ndarray
    again: np.ndarray
    size: int


@dataclass(frozen=True, eq=False)
class Moved:
    """How far a fair IQD, or a sum of some, moves when infants are drawn again.

    Attributes:
        found: (replicate,) what comes out, less its mean.
        squared: (replicate,) the part of it that is the square of what two functions move, less its mean.
    """

    found: np.ndarray
    squared: np.ndarray

    @property
    def error(self) -> float:
        """Return the standard error.

        Infants drawn from a sample are noisier than those of the sample, which had moved once already: the variance is too large
        by twice that of the squared part, as the cross product of two independent moves has twice the variance of a square.
        """
        square = float(self.squared.var())
        return sqrt(max(float(self.found.var()) - 2 * square, square))

    @classmethod
    def sum(cls, parts: Sequence[Self]) -> Self:
        """Return how far a sum moves."""
        return cls(np.sum([one.found for one in parts], axis=0), np.sum([one.squared for one in parts], axis=0))

    def times(self, factor: float) -> "Moved":
        """Return how far a multiple moves."""
        return Moved(factor * self.found, factor * self.squared)


def places(floor: float) -> np.ndarray:
    """Return (place,) log10(share + floor), evenly from a share of none to one of all."""
    return np.linspace(np.log10(floor), np.log10(1 + floor), PLACES)


def redrawn(law: Distribution, x: np.ndarray, streams: Streams, event: str) -> Redrawn:
    """Draw as many infants as are behind a distribution from it, `REPLICATES` times.

    Args:
        law: whose size is finite; a fractional one is rounded.
        x: (place,) between which all of it lies.
        streams: all chance.
        event: what is drawn, in words.
    """
    size, upto = max(round(law.size), 2), law.after(x)
    luck = streams.uniform(event, np.arange(REPLICATES * size)).reshape(REPLICATES, size)
    fell = np.searchsorted(upto, luck) + np.arange(REPLICATES)[:, None] * len(x)
    many = np.bincount(fell.ravel(), minlength=REPLICATES * len(x)).reshape(REPLICATES, len(x))
    return Redrawn(upto, many.cumsum(axis=1) / size, size)


def moved(one: Redrawn, other: Redrawn, x: np.ndarray) -> Moved:
    """Return how far the fair IQD of two distributions moves."""
    noise = sum(law.again * (1 - law.again) / (law.size - 1) for law in (one, other))
    found = _integral((one.again - other.again) ** 2 - noise, x)
    squared = _integral((one.again - one.upto - other.again + other.upto) ** 2, x)
    return Moved(found - found.mean(), squared - squared.mean())


def _integral(heights: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return (replicate,) integrals of steps that are as high as at their left end."""
    return heights[:, :-1] @ np.diff(x)
