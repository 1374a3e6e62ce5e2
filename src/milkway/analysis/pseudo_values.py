"""What each woman says of a share or a mean that women who leave hide: pseudo-values, whose mean is the estimate of all women.

Where nobody leaves it is her own value: whether she had the event by a day, or her days without it up to a horizon. Their
standard deviation over the root of the women is the standard error of the estimate, leaving included.
"""

import numpy as np

from milkway.analysis.aalen_johansen import aalen_johansen, by_day
from milkway.analysis.measures.restricted_mean import deviations, restricted_mean


def of_share(time: np.ndarray, event: np.ndarray, barred: np.ndarray, day: float) -> np.ndarray:
    """Return (woman,) pseudo-values of the share with the event by a day: n times that of all, less n - 1 times that without her.

    Args:
        time: (woman,) days to the event, to the competing event or to the end of observation.
        event: (woman,) whether the event was seen.
        barred: (woman,) whether the competing event came first.
        day: by which.

    >>> of_share(np.array([1.0, 2.0, 3.0, 4.0]), np.array([1, 0, 1, 0]) > 0, np.zeros(4) > 0, 2.0).round(9).tolist()
    [1.0, 0.0, 0.0, 0.0]
    """
    n = len(time)
    if n < 2:
        return np.full(n, np.nan)
    whole = by_day(aalen_johansen(time, event, barred), day)
    alike, where = np.unique(np.stack([time, event, barred], axis=1), axis=0, return_inverse=True)
    first = [int(np.flatnonzero(where.ravel() == number)[0]) for number in range(len(alike))]
    without = [by_day(aalen_johansen(*(np.delete(one, woman) for one in (time, event, barred))), day) for woman in first]
    return n * whole - (n - 1) * np.array(without)[where.ravel()]


def of_restricted_mean(time: np.ndarray, event: np.ndarray, horizon: float) -> np.ndarray:
    """Return (woman,) what each says of the mean days without the event up to a horizon; NaN where the curve ends before it.

    Args:
        time: (woman,) days to the event or to the end of observation.
        event: (woman,) whether the event was seen.
        horizon: days.

    >>> of_restricted_mean(np.array([1.0, 4.0, 9.0]), np.array([True, True, False]), 5.0).round(9).tolist()
    [1.0, 4.0, 5.0]
    """
    last = time.max(initial=0.0)
    if horizon > last and not event[time == last].all():
        return np.full(len(time), np.nan)
    return restricted_mean(time, event, horizon) + deviations(time, event, horizon)
