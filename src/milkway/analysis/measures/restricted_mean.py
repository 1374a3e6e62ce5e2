"""Mean days without a first event up to a horizon, of two arms whose women leave at different times."""

import math

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent, from_normal
from milkway.analysis.kaplan_meier import kaplan_meier
from milkway.analysis.kinds import TIME
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Arms


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


RESTRICTED_MEAN_DIFFERENCE = Measure(
    "restricted_mean_difference",
    "Difference of restricted mean days",
    TIME,
    "difference",
    lambda first, second: restricted_mean_difference(outcomes.values(first, second), outcomes.seen(first, second)),
)
