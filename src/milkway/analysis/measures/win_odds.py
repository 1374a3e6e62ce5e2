"""The win odds: how much likelier a woman of the first arm has more than one of the second than less, ties shared equally.

Nothing is assumed of how values are distributed, so ratings, skewed numbers and outliers do no harm.
"""

import math

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent
from milkway.analysis.inverted import inverted
from milkway.analysis.kinds import NUMBER
from milkway.analysis.larger_error import Error
from milkway.analysis.laws import normal_quantile
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Arms
from milkway.analysis.reasons import FEWER_THAN_TWO, VALUES_ALIKE
from milkway.analysis.tested_values import Test, straight

ALL = "every value of an arm is above all of the other: exact, from independent pairs"


def win_odds(values: Arms) -> Estimate:
    """Return the win odds, with an interval on the logit scale and the degrees of freedom of Brunner and Munzel's test.

    Where the error of the rank sum of arms that do not differ is larger it counts: a small arm may show no spread of its own.

    Args:
        values: (woman,) in the first and second arm.

    Source: Brunner, Vandemeulebroecke and Muetze 2021 (brunner2021); Brunner and Munzel 2000.

    >>> found = win_odds((np.array([1.0, 2.0, 4.0, 6.0]), np.array([2.0, 3.0, 5.0, 7.0])))
    >>> round(found.estimate, 3)  # 5.5 of 16 pairs are won
    0.524
    """
    n = (len(values[0]), len(values[1]))
    if min(n) < 2:
        return absent(WIN_ODDS, n, FEWER_THAN_TWO)
    won = np.sign(values[0][:, None] - values[1][None, :]) / 2 + 0.5
    chance = float(won.mean())
    if np.ptp(np.concatenate(values)) == 0:
        return absent(WIN_ODDS, n, VALUES_ALIKE, 1.0)
    if chance in (0.0, 1.0):
        return _all(n, higher=chance == 1)
    parts = tuple(float(won.mean(axis=axis).var(ddof=1)) / size for axis, size in ((1, n[0]), (0, n[1])))
    spread = sum(part**2 / (size - 1) for part, size in zip(parts, n, strict=True))
    own = Error(math.sqrt(sum(parts)) / (chance * (1 - chance)), sum(parts) ** 2 / spread if spread > 0 else sum(n) - 2, "own")
    error = max(own, Error(4 * _null_error(values), sum(n) - 2, "null"), key=lambda one: one.reach)
    centre = math.log(chance / (1 - chance))
    return inverted(WIN_ODDS, straight(centre, error.size, error.freedom), n, "ties are half a win")


def _null_error(values: Arms) -> float:
    """Return the standard error of the share of pairs won where nothing differs, with ties."""
    ties, sizes = np.unique(np.concatenate(values), return_counts=True)[1].astype(float), [len(arm) for arm in values]
    women = sum(sizes)
    whole = women + 1 - float((ties**3 - ties).sum()) / (women * (women - 1))
    return math.sqrt(whole / (12 * sizes[0] * sizes[1]))


def _all(n: tuple[int, int], *, higher: bool) -> Estimate:
    """Return what can be said where one arm wins every pair: as many pairs as the smaller arm has women are independent.

    Source: Clopper and Pearson 1934 (clopper1934).
    """
    pairs, sign = min(n), 1.0 if higher else -1.0

    def statistic(value: float) -> float:
        return sign * max(-normal_quantile((1 + math.exp(-sign * value)) ** -pairs), 0.0)

    return inverted(WIN_ODDS, Test(sign * math.inf, statistic), n, ALL)


WIN_ODDS = Measure(
    "win_odds",
    "Win odds",
    NUMBER,
    "ratio",
    lambda first, second: win_odds(outcomes.values(first, second)),
)
