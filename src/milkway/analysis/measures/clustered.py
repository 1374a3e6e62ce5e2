"""Analyses of trials that randomise whole centres: each centre counts once, with the mean of its women.

A centre's mean is one observation, and there are as many degrees of freedom as centres less two, or fewer where arms differ in
spread. Ratios are judged by the score test of centres' means, which an arm without events has too.

Source: Hayes and Moulton, Cluster Randomised Trials, chapter 10 (hayes2017).
"""

import math
from dataclasses import replace

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent
from milkway.analysis.inverted import edge, inverted
from milkway.analysis.kinds import COUNT, NUMBER, SHARE
from milkway.analysis.larger_error import judged
from milkway.analysis.measure import ROUNDING, Estimate, Measure
from milkway.analysis.outcomes import Arms, Outcomes
from milkway.analysis.quasi_score import counted, ratio_test
from milkway.analysis.reasons import CENTRES_ALIKE, FEW_CENTRES, NO_EVENT


def difference(measure: Measure, value: Arms, centre: Arms) -> Estimate:
    """Return the difference of the arms' means over centres, of shares or of other numbers.

    Args:
        measure: name of the estimate.
        value: (woman,) in the first and second arm.
        centre: (woman,) her centre.
    """
    means = _means(value, (np.ones(len(value[0])), np.ones(len(value[1]))), centre)
    n = (len(value[0]), len(value[1]))
    if min(len(arm) for arm in means) <= 1:
        return absent(measure, n, FEW_CENTRES)
    apart = float(means[0].mean() - means[1].mean())
    found = judged(measure, apart, (means[0] - means[0].mean(), means[1] - means[1].mean()), _note(means), CENTRES_ALIKE)
    return replace(found, n=n)


def ratio(measure: Measure, value: Arms, time: Arms, centre: Arms) -> Estimate:
    """Return the ratio of the arms' mean rates over centres; with a time of 1 for each woman that of shares.

    Args:
        measure: name of the estimate.
        value: (woman,) events in the first and second arm.
        time: (woman,) under observation.
        centre: (woman,) her centre.
    """
    rates = _means(value, time, centre)
    n = (len(value[0]), len(value[1]))
    if min(len(arm) for arm in rates) <= 1:
        return absent(measure, n, FEW_CENTRES)
    if not any(arm.any() for arm in rates):
        return absent(measure, n, NO_EVENT)
    if all(float(np.ptp(arm)) <= ROUNDING * float(arm.mean()) for arm in rates):
        means = [float(arm.mean()) for arm in rates]
        return absent(measure, n, CENTRES_ALIKE, means[0] / means[1] if means[1] > 0 else math.inf)
    test = ratio_test(*counted(rates, (np.ones(len(rates[0])), np.ones(len(rates[1])))), of_means=True)
    return inverted(measure, test, n, edge(f"{_note(rates)}; score test", test.centre, "event"))


def _means(value: Arms, time: Arms, centre: Arms) -> Arms:
    return _ratios(value[0], time[0], centre[0]), _ratios(value[1], time[1], centre[1])


def _ratios(value: np.ndarray, time: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Return events per time of each centre that has women; (centre,)."""
    number = np.unique(centre, return_inverse=True)[1]
    return np.bincount(number, value) / np.bincount(number, time)


def _note(arms: Arms) -> str:
    return f"{sum(len(arm) for arm in arms)} centres, each counting once"


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
