"""Means of two arms compared: of logarithms of loads that may lie below a limit (Tobit), or of plain scores (Welch)."""

import math
from collections.abc import Sequence

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent, from_normal
from milkway.analysis.kinds import LOAD, NUMBER
from milkway.analysis.laws import means_power, welch
from milkway.analysis.measure import ROUNDING, Estimate, Measure
from milkway.analysis.outcomes import Arms
from milkway.analysis.power_formula import LEVEL, Formula, Planned
from milkway.analysis.tobit import Values, fit_tobit


def log10_difference(loads: Arms, below: Arms) -> Estimate:
    """Return the difference of mean log10 load, where loads below the limit are only known to be low.

    Maximum likelihood of a normal distribution of log10 loads with one standard deviation; Wald interval.

    Args:
        loads: (woman,) cell/mL in the first and second arm, the limit where below it.
        below: (woman,) whether below the limit.
    """
    return difference_of_logs([np.log10(arm) for arm in loads], below)


def difference_of_logs(values: Sequence[np.ndarray], below: Sequence[np.ndarray]) -> Estimate:
    """Return what `log10_difference` does, from log10 loads (woman,) of the first and second arm."""
    return _of_logs(LOG10_DIFFERENCE, values, below, 1.0)


def geometric_mean_ratio(loads: Arms, below: Arms) -> Estimate:
    """Return the ratio of geometric mean loads, the same model read as a ratio; shapes as for `log10_difference`."""
    return _of_logs(GEOMETRIC_MEAN_RATIO, [np.log10(arm) for arm in loads], below, math.log(10))


def _of_logs(measure: Measure, values: Sequence[np.ndarray], below: Sequence[np.ndarray], factor: float) -> Estimate:
    """Return the difference of mean log10 load times a factor: 1, or what makes natural logarithms of it."""
    n = (len(values[0]), len(values[1]))
    seen = [int((~arm).sum()) for arm in below]
    if min(seen, default=0) < 2:
        return absent(measure, n, "fewer than two loads above the limit in an arm")
    if all(np.ptp(v[~b]) == 0 for v, b in zip(values, below, strict=True)):
        return absent(measure, n, "loads do not differ within arms")
    arms = np.eye(2)[np.repeat([0, 1], n)]
    data = Values(np.concatenate(values), np.concatenate(below), arms, np.ones(sum(n)))
    fitted = fit_tobit(data)
    contrast = np.array([1.0, -1.0, 0.0])
    error = math.sqrt(float(contrast @ fitted.covariance @ contrast))
    censored = sum(int(arm.sum()) for arm in below)
    centre = float(fitted.coefficients @ contrast[:2])
    return from_normal(measure, factor * centre, factor * error, n, f"{censored} loads below the limit")


def mean_difference(scores: Arms) -> Estimate:
    """Return the difference of means with Welch's interval and p."""
    n = (len(scores[0]), len(scores[1]))
    if min(n) < 2 or all(float(np.ptp(arm)) <= ROUNDING for arm in scores):
        return absent(MEAN_DIFFERENCE, n, "fewer than two scores, or scores do not differ within arms")
    low, high, p = welch(*scores)
    return Estimate(MEAN_DIFFERENCE, float(scores[0].mean() - scores[1].mean()), low, high, p, n)


def _power(planned: Planned, values: Arms) -> float:
    """Return the power of a t test of two means; NaN where values do not differ within arms."""
    spread = math.sqrt(float(np.mean([value.var(ddof=1) for value in values])))
    return means_power(float(values[0].mean() - values[1].mean()) / spread, planned.n, LEVEL) if spread > 0 else math.nan


MEANS_OF_LOGS = Formula(
    "two means of log10 loads (t test), the limit where below it",
    lambda planned: _power(planned, (np.log10(planned.first.value), np.log10(planned.second.value))),
)
LOG10_DIFFERENCE = Measure(
    "log10_difference",
    "Difference of log10 load",
    LOAD,
    "difference",
    lambda first, second: log10_difference(outcomes.values(first, second), (~first.seen, ~second.seen)),
    MEANS_OF_LOGS,
    cost=4,
)
GEOMETRIC_MEAN_RATIO = Measure(
    "geometric_mean_ratio",
    "Ratio of geometric mean loads",
    LOAD,
    "ratio",
    lambda first, second: geometric_mean_ratio(outcomes.values(first, second), (~first.seen, ~second.seen)),
    MEANS_OF_LOGS,
    cost=4,
)
MEAN_DIFFERENCE = Measure(
    "mean_difference",
    "Difference of means",
    NUMBER,
    "difference",
    lambda first, second: mean_difference(outcomes.values(first, second)),
    Formula("two means (t test)", lambda planned: _power(planned, outcomes.values(planned.first, planned.second))),
)
