"""Time to a first event with women who leave: Kaplan-Meier curves with numbers at risk, and the log-rank comparison."""

import math
from dataclasses import dataclass

import numpy as np

from milkway.trials.estimate import Estimate, Z, absent, from_normal

Arms = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Curve:
    """Share of women still without the event.

    Attributes:
        time: (step,) days, from 0.
        free: (step,) Kaplan-Meier estimate after each time.
        low: (step,) 95 % bounds from Greenwood's variance on the log(-log) scale.
        high: (step,) as low.
        at_risk: (step,) women under observation just before each time.
    """

    time: np.ndarray
    free: np.ndarray
    low: np.ndarray
    high: np.ndarray
    at_risk: np.ndarray


def kaplan_meier(time: np.ndarray, event: np.ndarray) -> Curve:
    """Return the curve of one arm.

    Args:
        time: (woman,) days to the event or to the end of observation.
        event: (woman,) whether the event was seen.
    """
    times = np.unique(np.concatenate([[0.0], time]))
    at_risk = np.array([(time >= t).sum() for t in times])
    events = np.array([(event & (time == t)).sum() for t in times])
    safe = np.maximum(at_risk, 1)
    free = np.cumprod(1 - events / safe)
    variance = np.cumsum(np.where(at_risk > events, events / (safe * np.maximum(at_risk - events, 1)), 0.0))
    low, high = _bounds(free, variance)
    return Curve(times, free, low, high, at_risk)


def at_risk_on(time: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Return women under observation just before each day; (day,)."""
    return np.array([(time >= day).sum() for day in days])


def log_rank(time: Arms, event: Arms) -> Estimate:
    """Return the log-rank comparison; the estimate is Peto's hazard ratio exp((O - E) / V) of the first arm.

    Args:
        time: (woman,) days in the first and second arm.
        event: (woman,) whether the event was seen.
    """
    n = (len(time[0]), len(time[1]))
    excess, variance = 0.0, 0.0
    for t in np.unique(np.concatenate([time[0][event[0]], time[1][event[1]]])):
        risk = [float((arm >= t).sum()) for arm in time]
        events = [float((seen & (arm == t)).sum()) for arm, seen in zip(time, event, strict=True)]
        total, happened = sum(risk), sum(events)
        excess += events[0] - happened * risk[0] / total
        if total > 1:
            variance += happened * (risk[0] / total) * (risk[1] / total) * (total - happened) / (total - 1)
    if variance == 0:
        return absent("log_rank", n, "no event while both arms were observed")
    return from_normal("log_rank", excess / variance, 1 / math.sqrt(variance), n, "Peto's hazard ratio; p of the log-rank test")


def _bounds(free: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    inside = (free > 0) & (free < 1)
    log = np.log(np.where(inside, free, 0.5))
    spread = np.exp(Z * np.sqrt(variance) / np.abs(log))
    low = np.where(inside, np.exp(log * spread), free)
    return low, np.where(inside, np.exp(log / spread), free)
