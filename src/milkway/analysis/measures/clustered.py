"""Analyses of trials that randomise whole centres: each centre counts once, with the mean of its women.

A centre's mean is one observation; means of centres of two arms are compared by Student's t with as many degrees of freedom as
there are centres less two. Ratios take the logarithm of the arms' means, with the error by the delta method.

Source: Hayes and Moulton, Cluster Randomised Trials, chapter 10 (hayes2017).
"""

import math
from collections.abc import Callable

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent
from milkway.analysis.kinds import COUNT, NUMBER, SHARE
from milkway.analysis.laws import CONFIDENCE, student_below, student_quantile
from milkway.analysis.measure import ROUNDING, Estimate, Measure
from milkway.analysis.outcomes import Arms, Outcomes

FEW = "fewer than two centres in an arm"
ALIKE = "no difference between centres to judge by"


def difference(measure: Measure, value: Arms, centre: Arms) -> Estimate:
    """Return the difference of the arms' means over centres, of shares or of other numbers.

    Args:
        measure: name of the estimate.
        value: (woman,) in the first and second arm.
        centre: (woman,) her centre.
    """
    means = tuple(_ratios(one, np.ones(len(one)), of) for one, of in zip(value, centre, strict=True))
    n = (len(value[0]), len(value[1]))
    if min(len(arm) for arm in means) <= 1:
        return absent(measure, n, FEW)
    error = math.sqrt(_pooled(means) * sum(1 / len(arm) for arm in means))
    return _student(measure, float(means[0].mean() - means[1].mean()), (error, _freedom(means)), n, float)


def ratio(measure: Measure, value: Arms, time: Arms, centre: Arms) -> Estimate:
    """Return the ratio of the arms' mean rates over centres; with a time of 1 for each woman that of shares.

    Args:
        measure: name of the estimate.
        value: (woman,) events in the first and second arm.
        time: (woman,) under observation.
        centre: (woman,) her centre.
    """
    rates = tuple(_ratios(*arm) for arm in zip(value, time, centre, strict=True))
    n = (len(value[0]), len(value[1]))
    if min(len(arm) for arm in rates) <= 1:
        return absent(measure, n, FEW)
    means = [float(arm.mean()) for arm in rates]
    if min(means) <= 0:
        return absent(measure, n, "no event in an arm")
    error = math.sqrt(sum(float(arm.var(ddof=1)) / len(arm) / mean**2 for arm, mean in zip(rates, means, strict=True)))
    return _student(measure, math.log(means[0] / means[1]), (error, _freedom(rates)), n, math.exp)


def _ratios(value: np.ndarray, time: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Return events per time of each centre that has women; (centre,)."""
    number = np.unique(centre, return_inverse=True)[1]
    return np.bincount(number, value) / np.bincount(number, time)


def _freedom(arms: tuple[np.ndarray, ...]) -> int:
    return sum(len(arm) for arm in arms) - len(arms)


def _pooled(arms: tuple[np.ndarray, ...]) -> float:
    return sum(float(((arm - arm.mean()) ** 2).sum()) for arm in arms) / _freedom(arms)


def _student(
    measure: Measure, centre: float, error: tuple[float, int], n: tuple[int, int], show: Callable[[float], float]
) -> Estimate:
    """Return an estimate with Student's interval; `error` is the standard error and its degrees of freedom."""
    size, freedom = error
    if size <= ROUNDING * max(1.0, abs(centre)):
        return absent(measure, n, ALIKE, show(centre))
    margin = student_quantile((1 + CONFIDENCE) / 2, freedom) * size
    p = 2 * student_below(-abs(centre) / size, freedom)
    note = f"{freedom + 2} centres, each counting once; p is Student's"
    return Estimate(measure, show(centre), show(centre - margin), show(centre + margin), p, n, note)


def _risk_ratio(first: Outcomes, second: Outcomes) -> Estimate:
    ones = np.ones(len(first.value)), np.ones(len(second.value))
    return ratio(RISK_RATIO_CLUSTERED, outcomes.values(first, second), ones, outcomes.centres(first, second))


def _rate_ratio(first: Outcomes, second: Outcomes) -> Estimate:
    arms = first.observed(), second.observed()
    return ratio(RATE_RATIO_CLUSTERED, outcomes.values(*arms), outcomes.times(*arms), outcomes.centres(*arms))


RISK_DIFFERENCE_CLUSTERED = Measure(
    "risk_difference_clustered",
    "Risk difference (by centre)",
    SHARE,
    "difference",
    lambda first, second: difference(RISK_DIFFERENCE_CLUSTERED, outcomes.values(first, second), outcomes.centres(first, second)),
    points=True,
    by_centre=True,
)
RISK_RATIO_CLUSTERED = Measure("risk_ratio_clustered", "Risk ratio (by centre)", SHARE, "ratio", _risk_ratio, by_centre=True)
RATE_RATIO_CLUSTERED = Measure("rate_ratio_clustered", "Rate ratio (by centre)", COUNT, "ratio", _rate_ratio, by_centre=True)
MEAN_DIFFERENCE_CLUSTERED = Measure(
    "mean_difference_clustered",
    "Difference of means (by centre)",
    NUMBER,
    "difference",
    lambda first, second: difference(MEAN_DIFFERENCE_CLUSTERED, outcomes.values(first, second), outcomes.centres(first, second)),
    by_centre=True,
)
