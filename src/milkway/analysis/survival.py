"""Time to a first event with women who leave: Kaplan-Meier curves with numbers at risk, log-rank test and restricted mean."""

import math
from dataclasses import dataclass

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import Z, absent, from_normal
from milkway.analysis.hazards import events_of, schoenfeld
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Arms
from milkway.analysis.score_kinds import TIMES


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
    events = events_of(time, event)
    total, happened = events.risk.sum(axis=1), events.happened.sum(axis=1)
    share = events.risk[:, 0] / total
    excess = float((events.happened[:, 0] - happened * share).sum())
    variance = float((happened * share * (1 - share) * (total - happened) / np.maximum(total - 1, 1)).sum())
    if variance == 0:
        return absent(LOG_RANK, n, "no event while both arms were observed")
    return from_normal(LOG_RANK, excess / variance, 1 / math.sqrt(variance), n, "Peto's hazard ratio; p of the log-rank test")


def restricted_mean(time: np.ndarray, event: np.ndarray, horizon: float) -> tuple[float, float]:
    """Return the mean time without the event up to a horizon, in days, and its standard error.

    The area under the Kaplan-Meier curve, with Greenwood's variance (Klein and Moeschberger 2003, section 4.5,
    klein2003): complete data give the mean of min(time, horizon) and the error of a mean with n in the denominator.

    Args:
        time: (woman,) days to the event or to the end of observation.
        event: (woman,) whether the event was seen.
        horizon: days; somebody must be under observation until then.
    """
    curve = kaplan_meier(time, event)
    before = curve.time < horizon
    edges = np.append(curve.time[before], horizon)
    area = curve.free[before] * np.diff(edges)
    ahead = np.cumsum(area[::-1])[::-1]
    events = np.array([(event & (time == t)).sum() for t in curve.time[before]])
    risk = curve.at_risk[before]
    spread = np.divide(events, risk * (risk - events), out=np.zeros(len(risk)), where=risk > events)
    return float(area.sum()), math.sqrt(float((ahead**2 * spread).sum()))


def restricted_mean_difference(time: Arms, event: Arms) -> Estimate:
    """Return the difference of mean days without the event, up to the last day on which both arms were observed.

    Source: Royston and Parmar 2013 (royston2013).
    """
    n = (len(time[0]), len(time[1]))
    if 0 in n or not any(arm.any() for arm in event):
        return absent(RESTRICTED_MEAN_DIFFERENCE, n, "no event, or an arm without women")
    horizon = min(float(arm.max()) for arm in time)
    means = [restricted_mean(t, seen, horizon) for t, seen in zip(time, event, strict=True)]
    error = math.hypot(means[0][1], means[1][1])
    note = f"days up to day {horizon:g}"
    if error == 0:
        return absent(RESTRICTED_MEAN_DIFFERENCE, n, "no event before the horizon", means[0][0] - means[1][0])
    return from_normal(RESTRICTED_MEAN_DIFFERENCE, means[0][0] - means[1][0], error, n, note)


def _bounds(free: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    inside = (free > 0) & (free < 1)
    log = np.log(np.where(inside, free, 0.5))
    spread = np.exp(Z * np.sqrt(variance) / np.abs(log))
    low = np.where(inside, np.exp(log * spread), free)
    return low, np.where(inside, np.exp(log / spread), free)


LOG_RANK = Measure(
    "log_rank",
    "Hazard ratio (log-rank)",
    TIMES,
    "hazard",
    lambda first, second: log_rank(outcomes.values(first, second), outcomes.seen(first, second)),
    schoenfeld(log_rank),
)
RESTRICTED_MEAN_DIFFERENCE = Measure(
    "restricted_mean_difference",
    "Difference of restricted mean days",
    TIMES,
    "difference",
    lambda first, second: restricted_mean_difference(outcomes.values(first, second), outcomes.seen(first, second)),
)
