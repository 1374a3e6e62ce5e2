"""A number at a visit and at baseline compared between two arms: adjusted for baseline, or as changes.

The analysis of covariance takes the same slope on baseline in both arms; where women are randomised it is right whatever the
slope is, and surer than the difference of changes, which takes a slope of one (vickers2001). Women without one of the two numbers
are not analysed, as without a load at its visit: right if missing depends on the arm and on baseline alone.
"""

import math

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent
from milkway.analysis.inverted import inverted
from milkway.analysis.kinds import CHANGE
from milkway.analysis.larger_error import judged, larger_error
from milkway.analysis.laws import means_power
from milkway.analysis.measure import ROUNDING, Estimate, Measure
from milkway.analysis.outcomes import Arms, Outcomes
from milkway.analysis.power_formula import LEVEL, Formula, Planned
from milkway.analysis.reasons import CHANGES_ALIKE, FEW_BOTH
from milkway.analysis.tested_values import straight

FLAT = "baseline does not differ within arms, so that nothing is adjusted for"


def ancova_difference(pairs: Arms, note: str = "") -> Estimate:
    """Return the difference of means at the visit between women of equal baseline.

    Judged by Student's error of the common slope, or by one of a spread for each arm where that is wider; the slope costs a
    degree of freedom.

    Args:
        pairs: (woman, 2) the number at baseline and at the visit, in the first and second arm.
        note: what else is to be said.
    """
    n = (len(pairs[0]), len(pairs[1]))
    if min(n) < 2:
        return absent(ANCOVA_DIFFERENCE, n, FEW_BOTH)
    slope, squares = _slope(pairs)
    first, second = (arm.mean(axis=0) for arm in pairs)
    apart = first - second
    centre, left = float(apart[1] - slope * apart[0]), _left(pairs, slope)
    if not squares:
        return judged(ANCOVA_DIFFERENCE, centre, left, _said(note, FLAT), CHANGES_ALIKE)
    free = sum(n) - 3
    lost, error = sum(float(arm @ arm) for arm in left) / free, larger_error(left)
    size = math.sqrt(error.size**2 * (free + 1) / free + apart[0] ** 2 * lost / squares)
    if size <= ROUNDING * max(1.0, abs(centre)):
        return absent(ANCOVA_DIFFERENCE, n, CHANGES_ALIKE, centre)
    said = _said(note, f"slope {slope:.2f} on baseline; {error.name} error")
    return inverted(ANCOVA_DIFFERENCE, straight(centre, size, max(error.freedom - 1, 1.0)), n, said)


def change_difference(pairs: Arms, note: str = "") -> Estimate:
    """Return the difference of mean changes, with Welch's interval and p, or Student's where that is wider; shapes as above."""
    n = (len(pairs[0]), len(pairs[1]))
    if min(n) < 2:
        return absent(CHANGE_DIFFERENCE, n, FEW_BOTH)
    first, second = (arm[:, 1] - arm[:, 0] for arm in pairs)
    means = float(first.mean()), float(second.mean())
    return judged(CHANGE_DIFFERENCE, means[0] - means[1], (first - means[0], second - means[1]), note, CHANGES_ALIKE)


def at_limit(*arms: Outcomes) -> str:
    """Return how many women have a number below its limit, which is taken to lie at it; nothing where nobody has.

    >>> at_limit(Outcomes(np.zeros((2, 2)), np.ones(2), np.array([True, False])))
    '1 of 2 women have a load below the limit, taken to lie at it'
    """
    below, women = sum(int((~one.seen).sum()) for one in arms), sum(len(one.seen) for one in arms)
    return f"{below} of {women} women have a load below the limit, taken to lie at it" if below else ""


def _slope(pairs: Arms) -> tuple[float, float]:
    """Return the common slope on baseline within arms, and the sum of squares of baseline; zeros where that does not differ."""
    within = [arm - arm.mean(axis=0) for arm in pairs]
    squares = sum(float(arm[:, 0] @ arm[:, 0]) for arm in within)
    largest = max(float(np.abs(arm[:, 0]).max()) for arm in pairs)
    if squares <= (ROUNDING * max(1.0, largest)) ** 2:
        return 0.0, 0.0
    return sum(float(arm[:, 0] @ arm[:, 1]) for arm in within) / squares, squares


def _left(pairs: Arms, slope: float) -> Arms:
    """Return (woman,) what the slope leaves of each number about the mean of its arm."""
    first, second = (arm[:, 1] - slope * arm[:, 0] for arm in pairs)
    return first - first.mean(), second - second.mean()


def _said(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _power(planned: Planned, slope: float) -> float:
    """Return the power of a t test of what a slope leaves; NaN where that does not differ within arms."""
    pairs = outcomes.values(planned.first, planned.second)
    spread = math.sqrt(float(np.mean([one.var(ddof=1) for one in _left(pairs, slope)])))
    apart = pairs[0].mean(axis=0) - pairs[1].mean(axis=0)
    return means_power(float(apart[1] - slope * apart[0]) / spread, planned.n, LEVEL) if spread > 0 else math.nan


ANCOVA_DIFFERENCE = Measure(
    "ancova_difference",
    "Difference at the visit, adjusted for baseline (ANCOVA)",
    CHANGE,
    "difference",
    lambda first, second: ancova_difference(outcomes.values(first, second), at_limit(first, second)),
    Formula(
        "two means (t test) of what baseline leaves",
        lambda planned: _power(planned, _slope(outcomes.values(planned.first, planned.second))[0]),
    ),
)
CHANGE_DIFFERENCE = Measure(
    "change_difference",
    "Difference of mean changes",
    CHANGE,
    "difference",
    lambda first, second: change_difference(outcomes.values(first, second), at_limit(first, second)),
    Formula("two means (t test) of changes", lambda planned: _power(planned, 1.0)),
)
