"""Emptying and mastitis, done to all women alike: fuller removal protects, more milk at the same removal harms.

The associations across women (feeding seldom, expressing, oversupply) are scored in `risk_factors`; they may have the other sign
where those who do more have a reason for it.
"""

import numpy as np

from validation.score import Score, Target, above, below
from validation.women import Settings, population

N = 480
SUPPLY = (0.75, 1.33)
MORE = below("expected", "8 against 16 feeds: log ratio of women ill, 16 weeks", 0.0, "clinical; the other sign in foxman2002")
FULLER = below("expected", "a feed removes 0.80 against 0.45: log ratio of women ill, 16 weeks", 0.0, "clinical")
OVER = above("cullinane2015", "supply 1.33 against 0.75 of usual: log ratio of women ill, 16 weeks", 0.0, "quantity castle_over")


def scores() -> list[Score]:
    """Return the scores."""
    return [
        _contrast(MORE, (("feeds_per_day", 16.0),), (("feeds_per_day", 8.0),)),
        _contrast(FULLER, (("removal_fraction", 0.80),), (("removal_fraction", 0.45),)),
        _contrast(OVER, (("milk_supply", SUPPLY[1]),), (("milk_supply", SUPPLY[0]),)),
    ]


def _contrast(target: Target, first: Settings, second: Settings) -> Score:
    """Return log(share ill under the first / under the second); the women are the same, so the interval is of paired women."""
    ill = [
        population(n=N, end=112, settings=setting).mastitis(0, 112).onset.any(axis=1).astype(float) for setting in (first, second)
    ]
    shares = [group.mean() for group in ill]
    off = ill[0] / shares[0] - ill[1] / shares[1]
    middle, error = float(np.log(shares[0] / shares[1])), float(off.std(ddof=1) / np.sqrt(N))
    return Score(target, middle, middle - 1.96 * error, middle + 1.96 * error, N)
