"""The win odds: how much likelier a woman of the first arm has more than one of the second than less, ties shared equally.

Nothing is assumed of how values are distributed, so ratings, skewed numbers and outliers do no harm.
"""

import math

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent
from milkway.analysis.kinds import NUMBER
from milkway.analysis.laws import CONFIDENCE, student_below, student_quantile
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Arms

ALL = "every value of an arm is above all of the other"


def win_odds(values: Arms) -> Estimate:
    """Return the win odds, with an interval on the logit scale and the degrees of freedom of Brunner and Munzel's test.

    Args:
        values: (woman,) in the first and second arm.

    Source: Brunner, Vandemeulebroecke and Muetze 2021 (brunner2021); Brunner and Munzel 2000.

    >>> found = win_odds((np.array([1.0, 2.0, 4.0, 6.0]), np.array([2.0, 3.0, 5.0, 7.0])))
    >>> round(found.estimate, 3)  # 5.5 of 16 pairs are won
    0.524
    """
    n = (len(values[0]), len(values[1]))
    if min(n) < 2:
        return absent(WIN_ODDS, n, "fewer than two women in an arm")
    won = np.sign(values[0][:, None] - values[1][None, :]) / 2 + 0.5
    chance = float(won.mean())
    if chance in (0.0, 1.0):
        return absent(WIN_ODDS, n, ALL, 0.0 if chance == 0 else None)
    parts = tuple(float(won.mean(axis=axis).var(ddof=1)) / size for axis, size in ((1, n[0]), (0, n[1])))
    error = math.sqrt(sum(parts)) / (chance * (1 - chance))
    if error == 0:
        return absent(WIN_ODDS, n, "values do not differ within arms", chance / (1 - chance))
    freedom = sum(parts) ** 2 / sum(part**2 / (size - 1) for part, size in zip(parts, n, strict=True))
    centre, reach = math.log(chance / (1 - chance)), student_quantile((1 + CONFIDENCE) / 2, freedom) * error
    p = 2 * student_below(-abs(centre) / error, freedom)
    return Estimate(WIN_ODDS, math.exp(centre), math.exp(centre - reach), math.exp(centre + reach), p, n, "ties are half a win")


WIN_ODDS = Measure(
    "win_odds",
    "Win odds",
    NUMBER,
    "ratio",
    lambda first, second: win_odds(outcomes.values(first, second)),
)
