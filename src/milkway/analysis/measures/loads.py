"""Means of two arms compared: of logarithms of loads that may lie below a limit (Tobit), or of plain scores (Welch)."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.censored_mean import apart, censored_mean
from milkway.analysis.estimate import absent
from milkway.analysis.inverted import inverted
from milkway.analysis.kinds import LOAD, NUMBER
from milkway.analysis.larger_error import judged
from milkway.analysis.laws import means_power
from milkway.analysis.measure import ROUNDING, Estimate, Measure
from milkway.analysis.outcomes import Arms
from milkway.analysis.power_formula import LEVEL, Formula, Planned
from milkway.analysis.reasons import ALL_BELOW, FEW_LOADS, FEW_SCORES, LOADS_ALIKE, SCORES_ALIKE
from milkway.analysis.tested_values import FURTHEST, Test


def log10_difference(loads: Arms, below: Arms) -> Estimate:
    """Return the difference of mean log10 load, where loads below the limit are only known to be low.

    Each arm has a normal law of log10 loads with a spread of its own; p and interval are of its profile likelihood, and Welch's
    (or Student's, where that is wider) where no load lies below the limit. An arm all of whose loads lie below has a mean that is
    at most the limit: a bound on one side and a p, but no estimate.

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
    if min(n) < 2:
        return absent(measure, n, FEW_LOADS)
    if all(one.all() for one in below):
        return absent(measure, n, ALL_BELOW)
    censored = sum(int(arm.sum()) for arm in below)
    if any(not b.any() and float(np.ptp(v)) <= ROUNDING for v, b in zip(values, below, strict=True)) and censored:
        return absent(measure, n, LOADS_ALIKE)
    if not censored:
        return _uncensored(measure, values, factor)
    first, second = (censored_mean(*arm) for arm in zip(values, below, strict=True))
    centre = first.likeliest - second.likeliest
    note = f"{censored} loads below the limit; profile likelihood"
    if not math.isfinite(centre):
        note += f"; every load of the {'first' if centre < 0 else 'reference'} arm is below it"
    test = Test(factor * centre, lambda value: apart(first, second, value / factor), within=(-FURTHEST, FURTHEST))
    return inverted(measure, test, n, note)


def _uncensored(measure: Measure, values: Sequence[np.ndarray], factor: float) -> Estimate:
    means = [float(one.mean()) for one in values]
    deviations = factor * (values[0] - means[0]), factor * (values[1] - means[1])
    found = judged(replace(measure, scale="difference"), factor * (means[0] - means[1]), deviations, alike=LOADS_ALIKE)
    if not measure.is_ratio:
        return replace(found, measure=measure)
    shown = {key: None if (one := getattr(found, key)) is None else math.exp(one) for key in ("estimate", "low", "high")}
    return replace(found, measure=measure, **shown)


def mean_difference(scores: Arms) -> Estimate:
    """Return the difference of means with Welch's interval and p, or Student's where that is wider."""
    n = (len(scores[0]), len(scores[1]))
    if min(n) < 2:
        return absent(MEAN_DIFFERENCE, n, FEW_SCORES)
    means = float(scores[0].mean()), float(scores[1].mean())
    deviations = scores[0] - means[0], scores[1] - means[1]
    return judged(MEAN_DIFFERENCE, means[0] - means[1], deviations, alike=SCORES_ALIKE)


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
