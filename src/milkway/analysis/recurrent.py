"""Episodes that recur, over all women randomised: the mean cumulative number, with a variance that lets women differ.

On each day the episodes that begin are divided by the women still followed, and the shares add up. Nothing is assumed of how
episodes of one woman follow each other; leaving must not depend on her episodes.
"""

import math

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent, from_normal
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Arms

FOLLOWED = 0.1


def mean_cumulative(begin: np.ndarray) -> tuple[float, float]:
    """Return the mean number of episodes per woman by the last day on which anybody was followed, and its standard error.

    Args:
        begin: (woman, day) episodes that begin on each day since enrolment, NaN from the day on which she is no longer followed.

    Source: Nelson 1988 (nelson1988); robust variance of Lawless and Nadeau 1995 (lawless1995).

    >>> mean_cumulative(np.array([[0.0, 1.0], [1.0, np.nan]]))[0]
    1.5
    """
    followed = np.isfinite(begin)
    women = np.maximum(followed.sum(axis=0), 1)
    began = np.where(followed, begin, 0.0)
    share = began.sum(axis=0) / women
    own = np.where(followed, (began - share) / women, 0.0).sum(axis=1)
    return float(share.sum()), math.sqrt(float((own**2).sum()))


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
    ("clinical_recurrent",),
    "difference",
    lambda first, second: mean_cumulative_difference(outcomes.values(first, second)),
)
MEAN_CUMULATIVE_RATIO = Measure(
    "mean_cumulative_ratio",
    "Ratio of mean episodes (recurrent)",
    ("clinical_recurrent",),
    "ratio",
    lambda first, second: mean_cumulative_ratio(outcomes.values(first, second)),
)
