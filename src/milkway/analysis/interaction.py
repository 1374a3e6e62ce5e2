"""Whether a contrast differs between levels of a covariate: the test of one value for all levels, by the levels' own tests.

Each level's contrast has a test of every value that it might have (`tested_values`). As squares of standard normal numbers they
add up, and the least sum that some value leaves says how badly one value for all levels fits. Where the tests are distances in
standard errors this is Cochran's Q with inverse variances (cochran1954), which for two levels is the usual test of interaction
(altman2003); where an arm of a level has no event the levels' score tests still hold.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from milkway.analysis.estimate import absent
from milkway.analysis.laws import CONFIDENCE, chi_square_above, lowest, normal_quantile, student_below, student_quantile
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.reasons import BOTH_AT_EDGE, MORE_THAN_TWO, no_level
from milkway.analysis.tested_values import Test

LEAST = 1e-300  # of a chance: further out lies no normal number


def interaction(measure: Measure, levels: Sequence[Estimate], names: Sequence[str]) -> Estimate:
    """Return by how much a contrast differs between levels.

    Args:
        measure: the contrast.
        levels: its estimate in each level, two or more.
        names: of the levels.

    Returns:
        Of two levels the second against the first: a difference of differences or a ratio of ratios, with interval and p. Of more
        levels p alone.
    """
    measure = replace(measure, null=0.0)  # levels differ or not, whatever the margin
    n = sum(one.n[0] for one in levels), sum(one.n[1] for one in levels)
    lacking = [f"{name}: {one.note}" for name, one in zip(names, levels, strict=True) if one.test is None]
    tests = [one.test for one in levels if one.test is not None]
    if lacking:
        return absent(measure, n, no_level("; ".join(lacking)))
    if len(tests) == 2:
        return _of_two(measure, tests[0], tests[1], n)
    p = chi_square_above(_misfit(tests, (0.0,) * len(tests)), len(tests) - 1)
    return Estimate(measure, None, None, None, p, n, MORE_THAN_TWO)


def _of_two(measure: Measure, first: Test, second: Test, n: tuple[int, int]) -> Estimate:
    """Return the second level's contrast against the first's, with the interval of the values that are not rejected."""
    centre = second.centre - first.centre
    if math.isnan(centre):
        return absent(measure, n, BOTH_AT_EDGE)

    def statistic(value: float) -> float:
        return math.copysign(math.sqrt(_misfit((first, second), (0.0, value))), centre - value)

    wide = (second.within[0] - first.within[1], second.within[1] - first.within[0])
    test = Test(centre, statistic, within=wide)
    reach = student_quantile((1 + CONFIDENCE) / 2, math.inf)
    low, high = test.reached(reach), test.reached(-reach)
    shown = [math.exp(value) if measure.is_ratio and value < math.inf else value for value in (centre, low, high)]
    return Estimate(measure, shown[0], shown[1], shown[2], test.p(0.0), n, test=test)


def _misfit(tests: Sequence[Test], apart: Sequence[float]) -> float:
    """Return the least sum of squares that one value leaves, levels lying apart from it by so much."""
    centres = [min(max(test.centre, test.within[0]), test.within[1]) - off for test, off in zip(tests, apart, strict=True)]
    low, high = min(centres), max(centres)

    def squares(value: float) -> float:
        return sum(_normal(test, value + off) ** 2 for test, off in zip(tests, apart, strict=True))

    return squares(low) if high - low < LEAST else squares(lowest(squares, low, high))


def _normal(test: Test, value: float) -> float:
    """Return how far out a value lies, as a standard normal number: Student's numbers are taken to it."""
    found = test.statistic(value)
    if math.isinf(test.freedom):
        return found
    return math.copysign(normal_quantile(max(student_below(-abs(found), test.freedom), LEAST)), found)
