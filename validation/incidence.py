"""How many women have clinical mastitis, when, and how often (cohorts of Melbourne, Glasgow, New Zealand and the United States).

The women are the general population without any care rule; clinical mastitis is two of three breast signs and one of two of the
whole body, as the shipped protocol has it. Glasgow's and the United States' cases were reported or diagnosed otherwise.
"""

import numpy as np

from validation.score import Score, count_of, interval_of, mean, number_of, share
from validation.women import World, population

MELBOURNE = count_of("amir2007", "women with mastitis in 26 weeks", 206, 1193, "amir2007.toml")
EARLY = count_of("amir2007", "share of episodes in the first 4 weeks", 194, 365, "amir2007.toml")
PER_WOMAN = number_of("amir2007", "episodes per affected woman", 365 / 206, "quantity epi_per_woman")
POOLED = interval_of("wilson2020", "episodes per 1000 breastfeeding weeks to week 25", 11.1, 10.2, 12.0, "wilson2020.toml")
GLASGOW = count_of("scott2008", "women with mastitis in 26 weeks", 74, 420, "quantity mast_scott")
NULLIPAROUS = count_of("cullinane2015", "first-time mothers with mastitis in 8 weeks", 70, 346, "quantity castle_inc")
DIAGNOSED = count_of("foxman2002", "women with diagnosed mastitis in 12 weeks", 90, 946, "quantity mast_fox, 9.5 % of 946")
RECURRENT = interval_of("scott2008", "share of affected women with a further episode", 0.28, 0.2, 0.35, "quantity recur_bg")


def scores() -> list[Score]:
    """Return the scores."""
    world = population()
    onset = world.mastitis(0, 182).onset
    ever = onset.any(axis=1)
    return [
        share(MELBOURNE, ever),
        share(EARLY, np.nonzero(onset)[1] < 28),
        mean(PER_WOMAN, onset.sum(axis=1)[ever]),
        _per_week(world, onset[:, :175]),
        share(GLASGOW, ever),
        share(NULLIPAROUS, onset[world.covariate("parous") == 0, :56].any(axis=1)),
        share(DIAGNOSED, onset[:, :84].any(axis=1)),
        share(RECURRENT, onset.sum(axis=1)[ever] > 1),
    ]


def _per_week(world: World, onset: np.ndarray) -> Score:
    """Return episodes per 1000 weeks in which a woman breastfed; women, not weeks, are the independent units."""
    weeks = np.sum([world.feeding(day) for day in range(175)], axis=0) / 7
    rate = 1000 * onset.sum() / weeks.sum()
    off = (1000 * onset.sum(axis=1) - rate * weeks) / weeks.mean()
    error = off.std(ddof=1) / np.sqrt(len(off))
    return Score(POOLED, rate, rate - 1.96 * error, rate + 1.96 * error, len(off))
