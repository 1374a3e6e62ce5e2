"""Episodes that recur, over all women randomised: mean cumulative numbers of two arms compared."""

import math
from collections.abc import Callable
from dataclasses import replace

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
from milkway.analysis.tested_values import Test

FOLLOWED, FEWEST = 0.1, 3
SMALL = 15  # women of an arm below which `verification analyses` saw the interval of a difference fall short


def mean_cumulative_difference(begin: Arms) -> Estimate:
    """Return the difference of mean episodes per woman by the last day on which a tenth of each arm were followed.

    And at least three women: beyond that day a few would decide, and the variance would be too small. Judged by the score test of
    each difference (`quasi_score`), of as many women as each mean rests on, so that its p is that of the ratio.
    Of 30 and 10 women who differ much the interval still holds the truth in 91 % only, as the note says.

    Args:
        begin: (woman, day) as for `mean_cumulative`, in the first and second arm.
    """
    found = _compared(MEAN_CUMULATIVE_DIFFERENCE, begin, difference_test)
    if found.p is None or min(found.n) >= SMALL:
        return found
    return replace(found, note=f"{found.note}, whose interval may be too narrow with fewer than {SMALL} women in an arm")


def mean_cumulative_ratio(begin: Arms) -> Estimate:
    """Return the ratio of mean episodes per woman by the same day; shapes as above.

    Judged as a ratio of rates, of as many women as each mean rests on.
    """
    return _compared(MEAN_CUMULATIVE_RATIO, begin, ratio_test)


def _compared(measure: Measure, begin: Arms, test_of: Callable[[Counted, Counted], Test]) -> Estimate:
    n, last = (len(begin[0]), len(begin[1])), _last(begin)
    if min(n) < 2:
        return absent(measure, n, FEWER_THAN_TWO)
    if last == 0:
        return absent(measure, n, FEW_FOLLOWED)
    seen = _until(last, begin)
    if not any(arm.events for arm in seen):
        return absent(measure, n, NO_EPISODE, None if measure.is_ratio else 0.0)
    test = test_of(*seen)
    if are_alike(*seen):
        return absent(measure, n, WOMEN_ALIKE, math.exp(test.centre) if measure.is_ratio else test.centre)
    return inverted(measure, test, n, edge(f"by day {last}; robust score test", test.centre, "episode"))


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
