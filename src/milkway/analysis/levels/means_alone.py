"""The mean of a single arm: of a number, of ratings at the last visit, or of log10 loads that may lie below a limit."""

import math

import numpy as np

from milkway.analysis.censored_mean import CensoredMean, censored_mean
from milkway.analysis.estimate import absent
from milkway.analysis.kinds import LOAD, NUMBER, NUMBERS
from milkway.analysis.laws import CONFIDENCE, Z, student_quantile
from milkway.analysis.measure import ROUNDING, Estimate, Measure
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.reasons import ALL_BELOW, LOADS_ALIKE, NOBODY_ANALYSED, RATINGS_ALIKE, SCORES_ALIKE, UNRATED, no_two
from milkway.analysis.repeated_model import fit_repeated, freedom


def mean_with(measure: Measure, value: np.ndarray, alike: str, note: str = "") -> Estimate:
    """Return a mean with Student's interval.

    Args:
        measure: of the estimate.
        value: (woman,) numbers.
        alike: why there is no interval where they do not differ.
        note: of the method.
    """
    n = len(value)
    if n < 2:
        return absent(measure, (n, 0), no_two(n), float(value[0]) if n else None)
    error = float(value.std(ddof=1)) / math.sqrt(n)
    return between(measure, (float(value.mean()), error, n - 1), n, alike, note)


def between(measure: Measure, found: tuple[float, float, float], n: int, alike: str, note: str) -> Estimate:
    """Return an estimate with Student's interval; `found` is the estimate, its error and the degrees of freedom."""
    centre, error, free = found
    if error <= ROUNDING * max(1.0, abs(centre)):
        return absent(measure, (n, 0), alike, centre)
    reach = student_quantile((1 + CONFIDENCE) / 2, free) * error
    return Estimate(measure, centre, centre - reach, centre + reach, None, (n, 0), note)


def mean_at_last(women: Outcomes) -> Estimate:
    """Return the mean rating at the last visit, by the mixed model of two arms with only one; women who miss visits stay in."""
    n, last = len(women.value), women.value[:, -1] if len(women.value) else np.zeros(0)
    seen = last[np.isfinite(last)]
    if len(seen) < 2:
        return absent(MEAN_LAST, (n, 0), NOBODY_ANALYSED if not n else UNRATED if not len(seen) else no_two(len(seen)))
    if np.isfinite(women.value).all():
        return mean_with(MEAN_LAST, last, RATINGS_ALIKE)
    used = np.isfinite(women.value).sum(axis=0) >= 2
    rated = women.value[:, used]
    visits = rated.shape[1]
    design = np.broadcast_to(np.eye(visits), (n, visits, visits))
    fitted = fit_repeated(rated, design, np.zeros(n, dtype=int))
    if fitted is None:
        note = "covariances over visits cannot be estimated: mean of the women seen at the visit"
        return mean_with(MEAN_LAST, seen, RATINGS_ALIKE, note)
    contrast = np.eye(visits)[-1]
    free = min(freedom(fitted, contrast), len(seen) - 1)
    error = math.sqrt(contrast @ fitted.observed @ contrast)
    note = "mixed model for repeated measures: covariance free, REML, Satterthwaite's degrees of freedom"
    return between(MEAN_LAST, (float(fitted.coefficients[-1]), error, free), n, RATINGS_ALIKE, note)


def mean_of_logs(women: Outcomes) -> Estimate:
    """Return the mean log10 load; those below the limit are only known to be low, and the interval is of profile likelihood."""
    n, below = len(women.value), ~women.seen
    logs = np.log10(women.value)
    if n < 2 or not below.any():
        return mean_with(MEAN_LOG10, logs, LOADS_ALIKE)
    if below.all():
        return absent(MEAN_LOG10, (n, 0), ALL_BELOW)
    found = censored_mean(logs, below)
    note = f"{int(below.sum())} loads below the limit; profile likelihood"
    if not math.isfinite(found.likeliest):
        return absent(MEAN_LOG10, (n, 0), ALL_BELOW)
    return Estimate(MEAN_LOG10, found.likeliest, _at(found, Z), _at(found, -Z), None, (n, 0), note)


def _at(found: CensoredMean, distance: float) -> float:
    """Return the mean from which the data lie so far; distances fall as means rise."""
    return float(np.interp(-distance, -found.distance, found.means))


MEAN = Measure("mean", "Mean", NUMBER, "level", lambda women, _: mean_with(MEAN, women.value, SCORES_ALIKE))
MEAN_LAST = Measure("mean_last", "Mean at the last visit (mixed model)", NUMBERS, "level", lambda women, _: mean_at_last(women))
MEAN_LOG10 = Measure("mean_log10", "Mean log10 load", LOAD, "level", lambda women, _: mean_of_logs(women), cost=2)
