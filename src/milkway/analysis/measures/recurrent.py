"""Episodes that recur, over all women randomised: mean cumulative numbers of two arms compared."""

import math

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent, from_normal
from milkway.analysis.kinds import RECURRENCE
from milkway.analysis.mean_cumulative import mean_cumulative
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Arms

FOLLOWED = 0.1


def mean_cumulative_difference(begin: Arms) -> Estimate:
    """Return the difference of mean episodes per woman by the last day on which a tenth of each arm was followed.

    Beyond that day a few women would decide, and the variance would be too small.

    Args:
        begin: (woman, day) as for `mean_cumulative`, in the first and second arm.
    """
    n = (len(begin[0]), len(begin[1]))
    found, last = _together(begin)
    error = math.hypot(found[0][1], found[1][1])
    if 0 in n or error == 0:
        return absent(MEAN_CUMULATIVE_DIFFERENCE, n, "no episode, or an arm without women")
    note = f"by day {last}; robust variance"
    return from_normal(MEAN_CUMULATIVE_DIFFERENCE, found[0][0] - found[1][0], error, n, note)


def mean_cumulative_ratio(begin: Arms) -> Estimate:
    """Return the ratio of mean episodes per woman by the same day; shapes as above."""
    n = (len(begin[0]), len(begin[1]))
    found, last = _together(begin)
    if 0 in n or any(value == 0 or error == 0 for value, error in found):
        return absent(MEAN_CUMULATIVE_RATIO, n, "no episode in an arm")
    error = math.hypot(*(error / value for value, error in found))
    note = f"by day {last}; robust variance"
    return from_normal(MEAN_CUMULATIVE_RATIO, math.log(found[0][0] / found[1][0]), error, n, note)


def _together(begin: Arms) -> tuple[list[tuple[float, float]], int]:
    """Return value and error of each arm up to the last day on which enough of both were followed, and that day."""
    last = min(int((np.isfinite(arm).sum(axis=0) >= FOLLOWED * len(arm)).sum()) for arm in begin)
    return [mean_cumulative(arm[:, :last]) for arm in begin], last


MEAN_CUMULATIVE_DIFFERENCE = Measure(
    "mean_cumulative_difference",
    "Difference of mean episodes (recurrent)",
    RECURRENCE,
    "difference",
    lambda first, second: mean_cumulative_difference(outcomes.values(first, second)),
)
MEAN_CUMULATIVE_RATIO = Measure(
    "mean_cumulative_ratio",
    "Ratio of mean episodes (recurrent)",
    RECURRENCE,
    "ratio",
    lambda first, second: mean_cumulative_ratio(outcomes.values(first, second)),
)
