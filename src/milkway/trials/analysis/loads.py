"""Difference of means of two arms: of log10 loads that may lie below a limit (Tobit), or of plain scores (Welch)."""

import math

import numpy as np

from milkway.trials.analysis.estimate import Estimate, absent, from_normal
from milkway.trials.analysis.laws import welch
from milkway.trials.analysis.tobit import Values, fit_tobit

Arms = tuple[np.ndarray, np.ndarray]


def log10_difference(loads: Arms, below: Arms) -> Estimate:
    """Return the difference of mean log10 load, where loads below the limit are only known to be low.

    Maximum likelihood of a normal distribution of log10 loads with one standard deviation; Wald interval.

    Args:
        loads: (woman,) cell/mL in the first and second arm, the limit where below it.
        below: (woman,) whether below the limit.
    """
    n = (len(loads[0]), len(loads[1]))
    seen = [int((~arm).sum()) for arm in below]
    if min(seen, default=0) < 2:
        return absent("log10_difference", n, "fewer than two loads above the limit in an arm")
    values = [np.log10(arm) for arm in loads]
    if all(np.ptp(v[~b]) == 0 for v, b in zip(values, below, strict=True)):
        return absent("log10_difference", n, "loads do not differ within arms")
    arms = np.eye(2)[np.repeat([0, 1], n)]
    data = Values(np.concatenate(values), np.concatenate(below), arms, np.ones(sum(n)))
    fitted = fit_tobit(data)
    contrast = np.array([1.0, -1.0, 0.0])
    error = math.sqrt(float(contrast @ fitted.covariance @ contrast))
    censored = sum(int(arm.sum()) for arm in below)
    return from_normal(
        "log10_difference", float(fitted.coefficients @ contrast[:2]), error, n, f"{censored} loads below the limit"
    )


def mean_difference(scores: Arms) -> Estimate:
    """Return the difference of means with Welch's interval and p."""
    n = (len(scores[0]), len(scores[1]))
    if min(n) < 2 or all(float(np.ptp(arm)) == 0 for arm in scores):
        return absent("mean_difference", n, "fewer than two scores, or scores do not differ within arms")
    low, high, p = welch(*scores)
    return Estimate("mean_difference", float(scores[0].mean() - scores[1].mean()), low, high, p, n)
