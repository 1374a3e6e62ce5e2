"""Episodes that recur, over all women randomised: mean cumulative numbers of two arms compared."""

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent
from milkway.analysis.inverted import edge, inverted
from milkway.analysis.kinds import RECURRENCE
from milkway.analysis.larger_error import judged
from milkway.analysis.mean_cumulative import deviations, exposure, mean_cumulative
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Arms
from milkway.analysis.quasi_score import Counted, are_alike, ratio_test
from milkway.analysis.reasons import FEWER_THAN_TWO, NO_EPISODE, WOMEN_ALIKE

FOLLOWED, FEWEST = 0.1, 3


def mean_cumulative_difference(begin: Arms) -> Estimate:
    """Return the difference of mean episodes per woman by the last day on which a tenth of each arm were followed.

    And at least three women: beyond that day a few would decide, and the variance would be too small.

    Args:
        begin: (woman, day) as for `mean_cumulative`, in the first and second arm.
    """
    n = (len(begin[0]), len(begin[1]))
    if min(n) < 2:
        return absent(MEAN_CUMULATIVE_DIFFERENCE, n, FEWER_THAN_TWO)
    arms, last = _together(begin)
    centre, moved = mean_cumulative(arms[0]) - mean_cumulative(arms[1]), (deviations(arms[0]), deviations(arms[1]))
    return judged(MEAN_CUMULATIVE_DIFFERENCE, centre, moved, f"by day {last}; robust variance", NO_EPISODE)


def mean_cumulative_ratio(begin: Arms) -> Estimate:
    """Return the ratio of mean episodes per woman by the same day; shapes as above.

    Judged as a ratio of rates (`quasi_score`), of as many women as each mean rests on.
    """
    n = (len(begin[0]), len(begin[1]))
    if min(n) < 2:
        return absent(MEAN_CUMULATIVE_RATIO, n, FEWER_THAN_TWO)
    arms, last = _together(begin)
    means = [mean_cumulative(arm) for arm in arms]
    if not any(means):
        return absent(MEAN_CUMULATIVE_RATIO, n, NO_EPISODE)
    seen = _counted(arms[0], means[0]), _counted(arms[1], means[1])
    if are_alike(*seen):
        return absent(MEAN_CUMULATIVE_RATIO, n, WOMEN_ALIKE, means[0] / means[1])
    test = ratio_test(*seen)
    return inverted(MEAN_CUMULATIVE_RATIO, test, n, edge(f"by day {last}; robust score test", test.centre, "episode"))


def _counted(arm: np.ndarray, mean: float) -> Counted:
    """Return an arm as if it had been followed by as many women as its mean rests on."""
    on = exposure(arm)
    squares = float((deviations(arm) ** 2).sum()) * (on / len(arm)) ** 2
    return Counted(mean * on, on, len(arm), squares)


def _together(begin: Arms) -> tuple[Arms, int]:
    """Return both arms up to the last day on which enough of both were followed, and that day."""
    last = min(int((np.isfinite(arm).sum(axis=0) >= max(FOLLOWED * len(arm), FEWEST)).sum()) for arm in begin)
    return (begin[0][:, :last], begin[1][:, :last]), last


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
