"""Episodes that recur, over all women randomised: mean cumulative numbers of two arms compared."""

import math

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent
from milkway.analysis.inverted import edge, inverted
from milkway.analysis.kinds import RECURRENCE
from milkway.analysis.mean_cumulative import deviations, exposure, mean_cumulative
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Arms
from milkway.analysis.quasi_score import Counted, are_alike, difference_test, ratio_test
from milkway.analysis.reasons import FEW_FOLLOWED, FEWER_THAN_TWO, NO_EPISODE, WOMEN_ALIKE

FOLLOWED, FEWEST, SMALL = 0.1, 3, 15


def mean_cumulative_difference(begin: Arms) -> Estimate:
    """Return the difference of mean episodes per woman by the last day on which a tenth of each arm were followed.

    And at least three women: beyond that day a few would decide, and the variance would be too small. Judged by the score test of
    each difference (`quasi_score`), of as many women as each mean rests on, so that its p is that of the ratio.
    Of 30 and 10 women who differ much the interval still holds the truth in 91 % only, as the note says.

    Args:
        begin: (woman, day) as for `mean_cumulative`, in the first and second arm.
    """
    n = (len(begin[0]), len(begin[1]))
    if min(n) < 2:
        return absent(MEAN_CUMULATIVE_DIFFERENCE, n, FEWER_THAN_TWO)
    last = _last(begin)
    if last == 0:
        return absent(MEAN_CUMULATIVE_DIFFERENCE, n, FEW_FOLLOWED)
    seen = _until(last, begin)
    if not any(arm.events for arm in seen):
        return absent(MEAN_CUMULATIVE_DIFFERENCE, n, NO_EPISODE, 0.0)
    test = difference_test(*seen)
    if are_alike(*seen):
        return absent(MEAN_CUMULATIVE_DIFFERENCE, n, WOMEN_ALIKE, test.centre)
    note = f"by day {last}; robust score test"
    if min(n) < SMALL:
        note += f", whose interval may be too narrow with fewer than {SMALL} women in an arm"
    return inverted(MEAN_CUMULATIVE_DIFFERENCE, test, n, note)


def mean_cumulative_ratio(begin: Arms) -> Estimate:
    """Return the ratio of mean episodes per woman by the same day; shapes as above.

    Judged as a ratio of rates, of as many women as each mean rests on.
    """
    n = (len(begin[0]), len(begin[1]))
    if min(n) < 2:
        return absent(MEAN_CUMULATIVE_RATIO, n, FEWER_THAN_TWO)
    last = _last(begin)
    if last == 0:
        return absent(MEAN_CUMULATIVE_RATIO, n, FEW_FOLLOWED)
    seen = _until(last, begin)
    if not any(arm.events for arm in seen):
        return absent(MEAN_CUMULATIVE_RATIO, n, NO_EPISODE)
    test = ratio_test(*seen)
    if are_alike(*seen):
        return absent(MEAN_CUMULATIVE_RATIO, n, WOMEN_ALIKE, math.exp(test.centre))
    return inverted(MEAN_CUMULATIVE_RATIO, test, n, edge(f"by day {last}; robust score test", test.centre, "episode"))


def _last(begin: Arms) -> int:
    """Return the last day on which enough of both arms were followed; 0 if there is none."""
    return min(int((np.isfinite(arm).sum(axis=0) >= max(FOLLOWED * len(arm), FEWEST)).sum()) for arm in begin)


def _until(last: int, begin: Arms) -> tuple[Counted, Counted]:
    return _counted(begin[0][:, :last]), _counted(begin[1][:, :last])


def _counted(arm: np.ndarray) -> Counted:
    """Return an arm as if it had been followed by as many women as its mean rests on."""
    on = exposure(arm)
    squares = float((deviations(arm) ** 2).sum()) * (on / len(arm)) ** 2
    return Counted(mean_cumulative(arm) * on, on, len(arm), squares)


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
