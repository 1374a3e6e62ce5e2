"""A difference of two means judged by the larger of two errors: Student's, of one spread, and Welch's, of two.

Welch's alone rejects too often where the smaller arm has hardly any spread to judge by (all of eight women without the event),
Student's where the smaller arm spreads more. Whoever does not know which holds takes the wider interval.
"""

import math
from typing import NamedTuple

from milkway.analysis.estimate import absent
from milkway.analysis.inverted import inverted
from milkway.analysis.laws import CONFIDENCE, student_quantile
from milkway.analysis.measure import ROUNDING, Estimate, Measure
from milkway.analysis.outcomes import Arms
from milkway.analysis.tested_values import straight


class Error(NamedTuple):
    """A standard error, its degrees of freedom, and whose it is."""

    size: float
    freedom: float
    name: str

    @property
    def reach(self) -> float:
        """Return half the width of the 95 % interval."""
        return student_quantile((1 + CONFIDENCE) / 2, self.freedom) * self.size


def judged(measure: Measure, centre: float, deviations: Arms, note: str = "", alike: str = "") -> Estimate:
    """Return the estimate of a difference of means over women, or over whatever else is independent.

    Args:
        measure: a difference.
        centre: its estimate.
        deviations: (unit,) of each from the mean of its own arm, in the first and second.
        note: of the method.
        alike: why there is no interval where no deviation is larger than rounding.
    """
    n = (len(deviations[0]), len(deviations[1]))
    error = larger_error(deviations)
    if error.size <= ROUNDING * max(1.0, abs(centre)):
        return absent(measure, n, alike, centre)
    said = "; ".join(part for part in (note, f"{error.name} error") if part)
    return inverted(measure, straight(centre, error.size, error.freedom), n, said)


def larger_error(deviations: Arms) -> Error:
    """Return Student's or Welch's error, whichever gives the wider interval; each arm has at least two units."""
    sizes = len(deviations[0]), len(deviations[1])
    parts = [float((one**2).sum()) / (size - 1) / size for one, size in zip(deviations, sizes, strict=True)]
    return larger_of((parts[0], parts[1]), sizes)


def larger_of(parts: tuple[float, float], sizes: tuple[float, float]) -> Error:
    """Return Student's or Welch's error, whichever gives the wider interval.

    Args:
        parts: variance of the mean of each arm, by deviations from it over one degree of freedom fewer than units.
        sizes: units of each arm, more than one; not whole where units count unequally.
    """
    squares = [part * size * (size - 1) for part, size in zip(parts, sizes, strict=True)]
    freedom = sum(sizes) - 2
    student = Error(math.sqrt(sum(squares) / freedom * sum(1 / size for size in sizes)), freedom, "Student's")
    below = sum(part**2 / (size - 1) for part, size in zip(parts, sizes, strict=True))
    welch = Error(math.sqrt(sum(parts)), sum(parts) ** 2 / below if below > 0 else freedom, "Welch's")
    return max(welch, student, key=lambda error: error.reach)
