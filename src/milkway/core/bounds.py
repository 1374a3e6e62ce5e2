"""Bounds: the values that a parameter may have, which its rows, priors, spreads and draws obey alike.

Beyond its bounds a value goes to the nearest bound. So everything within stays what it was, medians above all; a spread that was
stated on a logarithmic scale stays log-normal below a bound, and nothing is folded back to where it was not drawn.
"""

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Bounds:
    """The least and the largest value.

    Attributes:
        low: least value.
        high: largest value.
        above: whether `low` itself is left out.
        below: whether `high` itself is left out.

    >>> str(SHARE), str(PART), str(POSITIVE)
    ('0 to 1', 'above 0 and below 1', 'above 0')
    """

    low: float = -math.inf
    high: float = math.inf
    above: bool = False
    below: bool = False

    def holds(self, value: float) -> bool:
        """Return whether a value is allowed.

        >>> SHARE.holds(1.0), PART.holds(1.0)
        (True, False)
        """
        return (self.low < value if self.above else self.low <= value) and (
            value < self.high if self.below else value <= self.high
        )

    def keep(self, values: np.ndarray) -> np.ndarray:
        """Return values of the same shape, those beyond a bound at the nearest that is allowed.

        >>> SHARE.keep(np.array([-0.5, 0.4, 1.3])).tolist()
        [0.0, 0.4, 1.0]
        """
        least = np.nextafter(self.low, math.inf) if self.above else self.low
        most = np.nextafter(self.high, -math.inf) if self.below else self.high
        return np.clip(values, least, most)

    def __str__(self) -> str:
        """Return the bounds as words that a person reads."""
        if not (self.above or self.below) and math.isfinite(self.low) and math.isfinite(self.high):
            return f"{self.low:g} to {self.high:g}"
        ends: list[str] = []
        if math.isfinite(self.low):
            ends.append(f"{'above' if self.above else 'at least'} {self.low:g}")
        if math.isfinite(self.high):
            ends.append(f"{'below' if self.below else 'at most'} {self.high:g}")
        return " and ".join(ends) or "any number"


ANY = Bounds()
NOT_NEGATIVE = Bounds(0.0)
POSITIVE = Bounds(0.0, above=True)
SHARE = Bounds(0.0, 1.0)
SOME_SHARE = Bounds(0.0, 1.0, above=True)
PART = Bounds(0.0, 1.0, above=True, below=True)
PH = Bounds(0.0, 14.0, above=True)
GEOMETRIC_SD = Bounds(1.0)
