"""An estimate whose interval holds every value that its test does not reject.

So p is below 5 % exactly where the interval leaves out no effect, and both exist where the estimate lies at the edge of what it
may be: nobody with the event in an arm leaves a ratio without a logarithm, not a comparison without a test. Where arms are small
the statistic is referred to Student's t.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from milkway.analysis.laws import CONFIDENCE, root, student_below, student_quantile
from milkway.analysis.measure import Estimate, Measure

FURTHEST = 40.0  # of a logarithm: a bound beyond it is none


@dataclass(frozen=True)
class Test:
    """A test of each value that a contrast might have; of a ratio everything is in natural logarithms.

    Attributes:
        centre: the estimate, infinite where it lies at an edge.
        statistic: of a value, positive where the data lie above it and falling with it.
        freedom: degrees of freedom of Student's t; infinite for the normal law.
        within: what the contrast may be.
    """

    centre: float
    statistic: Callable[[float], float] = field(repr=False)
    freedom: float = math.inf
    within: tuple[float, float] = (-FURTHEST, FURTHEST)


def inverted(
    measure: Measure, test: Test, n: tuple[int, int], note: str = "", tests: Mapping[str, float] | None = None
) -> Estimate:
    """Return the estimate with the p of its test of no effect and the interval of the values that are not rejected.

    Args:
        measure: of the estimate.
        test: of every value.
        n: women of each arm.
        note: of the method.
        tests: p-values of further tests.
    """
    show = _exponential if measure.is_ratio else float
    reach = student_quantile((1 + CONFIDENCE) / 2, test.freedom)
    low, high = (_bound(test, sign * reach) for sign in (1, -1))
    p = min(1.0, 2 * student_below(-abs(test.statistic(0.0)), test.freedom))
    return Estimate(measure, show(test.centre), show(low), show(high), p, n, note, dict(tests or {}))


def edge(note: str, centre: float, event: str) -> str:
    """Return the note of a ratio, which says so where an arm has no event.

    Args:
        note: of the method.
        centre: the estimate's logarithm.
        event: what an arm may lack.
    """
    if math.isfinite(centre):
        return note
    return f"{note}; no {event} in the {'first arm' if centre < 0 else 'reference arm: the ratio has no upper bound'}"


def _bound(test: Test, reach: float) -> float:
    """Return the value at which the statistic is so large; infinite, or the end of what may be, where it never is."""
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


def _exponential(logarithm: float) -> float:
    return math.exp(logarithm) if logarithm < math.inf else math.inf
