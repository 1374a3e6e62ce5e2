"""A test of every value that a contrast might have: which it rejects how surely, and the bounds of those that it keeps.

One object for all: p of no effect, p of a margin, the usual interval, and those that allow for looks are read from the same test,
so they never contradict each other. Where arms are small the statistic is referred to Student's t.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from milkway.analysis.laws import normal_below, root, student_below, student_quantile

FURTHEST = 40.0  # of a logarithm: a bound beyond it is none


@dataclass(frozen=True)
class Test:
    """A test of each value that a contrast might have; of a ratio everything is in natural logarithms.

    Attributes:
        centre: the estimate, infinite where it lies at an edge.
        statistic: of a value, positive where the data lie above it and falling with it.
        freedom: degrees of freedom of Student's t; infinite for the normal law.
        within: what the contrast may be.
        error: where the statistic is the distance from the estimate in standard errors, that error: bounds need no search.
    """

    centre: float
    statistic: Callable[[float], float] = field(repr=False)
    freedom: float = math.inf
    within: tuple[float, float] = (-FURTHEST, FURTHEST)
    error: float | None = None

    def p(self, value: float) -> float:
        """Return the two-sided p of a value."""
        return min(1.0, 2 * student_below(-abs(self.statistic(value)), self.freedom))

    def bound(self, z: float) -> float:
        """Return the value whose test has that Z, which lies below the estimate where Z is positive.

        Infinite, or the end of what may be, where no value is so far.

        >>> round(straight(1.0, 0.5).bound(1.96), 4), round(straight(1.0, 0.5).bound(-1.96), 4)
        (0.02, 1.98)
        """
        return self.reached(math.copysign(student_quantile(normal_below(-abs(z)), self.freedom), z))

    def reached(self, reach: float) -> float:
        """Return the value whose statistic is so large, as `bound` does for Z."""
        if self.error is not None:
            return self.centre - reach * self.error
        return _searched(self, reach)


def straight(centre: float, error: float, freedom: float = math.inf) -> Test:
    """Return the test by the distance from an estimate in standard errors: Wald's, or Student's with degrees of freedom."""
    return Test(centre, lambda value: (centre - value) / error, freedom, error=error)


def _searched(test: Test, reach: float) -> float:
    low, high = test.within
    end = low if reach > 0 else high
    if test.centre in (-math.inf, math.inf) and (test.centre < 0) == (reach > 0):
        return test.centre
    start = min(max(test.centre, low), high) if math.isfinite(test.centre) else 0.0

    def rejects(value: float) -> bool:
        return (test.statistic(value) - reach) * reach > 0

    def cross(inside: float, outside: float) -> float:
        return root(lambda value: test.statistic(value) - reach, min(inside, outside), max(inside, outside))

    side = -1.0 if reach > 0 else 1.0
    if start * side < 0:  # no effect lies on this side of the estimate: p and interval must agree on it
        if rejects(0.0):
            return cross(start, 0.0)
        start = 0.0
    if rejects(start):  # an estimate at an edge, whose bound lies on the other side
        side = -side
    step, last, wanted = min(0.25, (high - low) / 8), start, not rejects(start)
    while last < high if side > 0 else last > low:
        following = min(max(last + side * step, low), high)
        if rejects(following) == wanted:
            return cross(last, following)
        last, step = following, 2 * step
    return end if abs(end) < FURTHEST else math.copysign(math.inf, end)
