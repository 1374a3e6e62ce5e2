"""The flip distance: by how many standard deviations of its stated spread a number alone must move to turn go to no-go or back.

A number whose slope is b takes the reference arm over the way s to the crossing at a distance of s / b, in the direction that has
the sign of the two. Both are known with an error, b as a mixture of normal laws: the chance that a move of d is enough is that of
b d > s, and the distance is told by its median, and by the moves that are enough with a chance of 5 % and of 95 %.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import ndtr

from milkway.planning.crossing import Crossing
from milkway.planning.shrinkage import Law

FAR = 3.0  # standard deviations beyond which a number is not moved
SURE = 0.95
GRID = np.arange(1, 1001) / 100  # distances that are told apart; beyond its end there is none


class Verdict(StrEnum):
    """Whether a number, moved alone by at most `FAR`, takes power over its target; `UNKNOWN` where slopes are within noise."""

    FLIPS = "flips"
    STAYS = "stays"
    UNKNOWN = "cannot tell"


@dataclass(frozen=True)
class Distance:
    """How far one number must move; infinite where no move on the grid is enough.

    Attributes:
        way: 1 where it must grow, -1 where it must shrink.
        median: distance, in standard deviations.
        low: a move that is enough with a chance of 5 %.
        high: one that is enough with a chance of 95 %.
        chance: that a move by `FAR` is enough.
    """

    way: int
    median: float
    low: float
    high: float
    chance: float

    @property
    def verdict(self) -> Verdict:
        """Return whether it flips the decision."""
        if self.chance >= SURE:
            return Verdict.FLIPS
        return Verdict.STAYS if self.chance <= 1 - SURE else Verdict.UNKNOWN


def way_of(law: Law, found: Crossing) -> int:
    """Return whether a number with such a slope must grow, 1, or shrink, -1, for power to cross its target."""
    return 1 if law.mean * found.shift >= 0 else -1


def distance(law: Law, found: Crossing, way: int) -> Distance:
    """Return how far a number must move.

    Args:
        law: of the slope of the reference arm's level with it.
        found: where power crosses its target.
        way: 1 where it grows, -1 where it shrinks.

    >>> from milkway.planning.operating_characteristics import Estimated
    >>> from milkway.planning.shrinkage import seen_as
    >>> there = Crossing("both", "product", 600, Estimated(0.6, 0.0, 0.0), 0.8, 0.2, 0.29, 0.5, 0.0)
    >>> distance(seen_as(-0.4, 0.0001), there, -1)  # 0.5 / 0.4
    Distance(way=-1, median=1.25, low=1.25, high=1.26, chance=1.0)
    """
    enough = _enough(law, found, way, GRID)
    low, median, high = (_first(enough >= chance) for chance in (1 - SURE, 0.5, SURE))
    return Distance(way, median, low, high, float(_enough(law, found, way, np.array([FAR]))[0]))


def _enough(law: Law, found: Crossing, way: int, moves: np.ndarray) -> np.ndarray:
    """Return (move,) the chance that each is enough; a half where the way to the crossing has an error without end."""
    if not math.isfinite(found.error):
        return np.full(len(moves), 0.5)
    toward = math.copysign(1.0, found.shift) * way
    beyond = moves[:, None] * law.means * toward - abs(found.shift)
    error = np.hypot(moves[:, None] * law.deviations, found.error)
    return ndtr(beyond / np.maximum(error, 1e-12)) @ law.weights


def _first(enough: np.ndarray) -> float:
    return float(GRID[int(np.argmax(enough))]) if enough.any() else math.inf
