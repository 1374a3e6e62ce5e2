"""The share of women of a single arm: with Wilson's interval, or the exact one."""

from collections.abc import Callable

from milkway.analysis.estimate import absent
from milkway.analysis.kinds import SHARE
from milkway.analysis.laws import exact_interval, score_interval
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.reasons import NOBODY_ANALYSED


def share_with(measure: Measure, interval: Callable[[int, int], tuple[float, float]], women: Outcomes) -> Estimate:
    """Return the share of women with the event, with one of its intervals."""
    n, count = len(women.value), int(women.value.sum())
    if not n:
        return absent(measure, (0, 0), NOBODY_ANALYSED)
    return Estimate(measure, count / n, *interval(count, n), None, (n, 0))


SHARE_WILSON = Measure(
    "share_wilson",
    "Share, Wilson's interval",
    SHARE,
    "level",
    lambda women, _: share_with(SHARE_WILSON, score_interval, women),
    points=True,
)
SHARE_EXACT = Measure(
    "share_exact",
    "Share, exact interval",
    SHARE,
    "level",
    lambda women, _: share_with(SHARE_EXACT, exact_interval, women),
    points=True,
)
