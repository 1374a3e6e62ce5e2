"""Episodes of each woman of a single arm: a rate over her days under observation, and a mean where women leave at any time."""

import math

from milkway.analysis.estimate import absent
from milkway.analysis.kinds import COUNT, RECURRENCE
from milkway.analysis.laws import poisson_interval
from milkway.analysis.mean_cumulative import deviations, exposure, mean_cumulative
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.reasons import NOBODY_ANALYSED, UNOBSERVED

WEEKS = 7


def rate_of(women: Outcomes) -> Estimate:
    """Return episodes per woman and week, with the exact interval of a Poisson number.

    It is widened as much as women's counts vary more than Poisson's, by Pearson's dispersion where that is above 1.
    """
    n, weeks, events = len(women.value), women.time / WEEKS, float(women.value.sum())
    if not weeks.sum() > 0:
        return absent(RATE, (n, 0), UNOBSERVED if n else NOBODY_ANALYSED)
    expected = weeks * events / weeks.sum()
    there = expected > 0
    pearson = float(((women.value - expected)[there] ** 2 / expected[there]).sum()) / max(n - 1, 1)
    return _counted(RATE, events, float(weeks.sum()), max(pearson, 1.0), n)


def mean_of(women: Outcomes) -> Estimate:
    """Return the mean cumulative number of episodes by the end; as for a rate, of as many women as it rests on.

    Its dispersion is its robust variance over that of Poisson's episodes.
    """
    n = len(women.value)
    if not n:
        return absent(MEAN_CUMULATIVE, (0, 0), NOBODY_ANALYSED)
    mean, on = mean_cumulative(women.value), exposure(women.value)
    robust = float((deviations(women.value) ** 2).sum()) / n / max(n - 1, 1)
    return _counted(MEAN_CUMULATIVE, mean * on, on, max(robust * on / mean, 1.0) if mean > 0 else 1.0, n)


def _counted(measure: Measure, events: float, exposed: float, dispersion: float, n: int) -> Estimate:
    low, high = (dispersion * bound / exposed for bound in poisson_interval(events / dispersion))
    note = f"exact Poisson interval, dispersion {dispersion:.2f}" if dispersion > 1 else "exact Poisson interval"
    assert math.isfinite(high)
    return Estimate(measure, events / exposed, low, high, None, (n, 0), note)


RATE = Measure("rate", "Episodes per woman and week", COUNT, "level", lambda women, _: rate_of(women))
MEAN_CUMULATIVE = Measure(
    "mean_cumulative", "Mean episodes by the end (recurrent)", RECURRENCE, "level", lambda women, _: mean_of(women)
)
