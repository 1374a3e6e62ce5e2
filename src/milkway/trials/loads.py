"""Difference of means of two arms: of log10 loads that may lie below a limit (Tobit), or of plain scores (Welch)."""

import math

import numpy as np

from milkway.trials.estimate import Estimate, absent, from_normal
from milkway.trials.laws import log_normal_below, log_normal_density, lowest_point, welch

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
    start = [float(values[0].mean()), float(values[1].mean()), math.log(float(np.concatenate(values).std()) + 0.1)]
    found = lowest_point(lambda theta: _loss(theta, values, below), lambda theta: _slope(theta, values, below), start)
    error = _error(found, values, below)
    censored = sum(int(arm.sum()) for arm in below)
    return from_normal("log10_difference", float(found[0] - found[1]), error, n, f"{censored} loads below the limit")


def mean_difference(scores: Arms) -> Estimate:
    """Return the difference of means with Welch's interval and p."""
    n = (len(scores[0]), len(scores[1]))
    if min(n) < 2 or all(float(np.ptp(arm)) == 0 for arm in scores):
        return absent("mean_difference", n, "fewer than two scores, or scores do not differ within arms")
    low, high, p = welch(*scores)
    return Estimate("mean_difference", float(scores[0].mean() - scores[1].mean()), low, high, p, n)


def _loss(theta: np.ndarray, values: list[np.ndarray], below: Arms) -> float:
    scale = math.exp(theta[2])
    total = 0.0
    for mean, v, b in zip(theta[:2], values, below, strict=True):
        z = (v - mean) / scale
        total -= float(np.where(b, log_normal_below(z), log_normal_density(z) - theta[2]).sum())
    return total


def _slope(theta: np.ndarray, values: list[np.ndarray], below: Arms) -> np.ndarray:
    scale, slope = math.exp(theta[2]), np.zeros(3)
    for arm, (v, b) in enumerate(zip(values, below, strict=True)):
        z = (v - theta[arm]) / scale
        push = np.where(b, -np.exp(log_normal_density(z) - log_normal_below(z)), z)
        slope[arm] = -push.sum() / scale
        slope[2] -= (push * z - np.where(b, 0.0, 1.0)).sum()
    return slope


def _error(theta: np.ndarray, values: list[np.ndarray], below: Arms) -> float:
    """Return the standard error of the difference from the observed information."""
    step = 1e-5 * np.eye(3)
    hessian = np.array([(_slope(theta + h, values, below) - _slope(theta - h, values, below)) / 2e-5 for h in step])
    covariance = np.linalg.inv((hessian + hessian.T) / 2)
    contrast = np.array([1.0, -1.0, 0.0])
    return math.sqrt(float(contrast @ covariance @ contrast))
