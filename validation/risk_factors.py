"""What goes together with mastitis across women (CASTLE, Melbourne, United States, China).

These are associations as the studies saw them, unadjusted in the model: nobody is assigned anything. The odds ratio of previous
mastitis was put into the population as it is, so it is no evidence.
"""

import numpy as np

from validation.score import Score, interval_of, odds_ratio, rate_ratio
from validation.women import STAPHYLOCOCCI, World, load, population

PREVIOUS = interval_of("foxman2002", "mastitis with an earlier child: odds ratio, 12 weeks", 4.0, 2.64, 6.11, "quantity fox_prev")
SELDOM = interval_of("foxman2002", "at most 6 feeds a day against 10 or more: odds ratio", 0.40, 0.19, 0.82, "quantity fox_freq")
INFANT = interval_of("amir2006", "infant carries S. aureus: odds ratio", 3.23, 1.3, 8.27, "quantity amir_infnose")
MOTHER = interval_of(
    "amir2006", "mother carries S. aureus: odds ratio", 0.89, 0.50, 1.56, "quantity amir_matnose; from 43 and 46 % of 98 each"
)
PUMP = interval_of(
    "cullinane2015", "expresses several times a day: rate ratio, 8 weeks", 1.64, 1.01, 2.68, "quantity castle_expr"
)
SHIELD = interval_of("cullinane2015", "uses a nipple shield: rate ratio, 8 weeks", 2.93, 1.72, 5.01, "quantity castle_shield")
SUPPLY = interval_of(
    "cullinane2015", "oversupply (upper sixth of supply): rate ratio, 8 weeks", 2.60, 1.58, 4.29, "quantity castle_over"
)
NIPPLE = interval_of("cullinane2015", "nipple damage before: rate ratio, 8 weeks", 2.17, 1.21, 3.91, "quantity castle_nip")
STASIS = interval_of(
    "chinastasis", "repeated milk stasis (two blocked ducts): odds ratio", 6.08, 3.75, 9.88, "quantity china_stasis"
)
COUNTS = interval_of(
    "kvist2008",
    "rank correlation of staphylococci and pain in women ill",
    0.0,
    -0.142,
    0.142,
    "kvist2008.toml: none significant in 192 (5 % bounds)",
)


def scores() -> list[Score]:
    """Return the scores."""
    world = population()
    onset = world.mastitis(0, 182).onset
    ever, weeks8, weeks12 = onset.any(axis=1), onset[:, :56].sum(axis=1), onset[:, :84].any(axis=1)
    first_time = world.covariate("parous") == 0
    return [
        odds_ratio(PREVIOUS, world.covariate("previous_mastitis") > 0, weeks12),
        _feeds(world, weeks12),
        odds_ratio(INFANT, world.covariate("s_aureus_carrier_infant") > 0, ever),
        odds_ratio(MOTHER, world.covariate("s_aureus_carrier_mother") > 0, ever),
        rate_ratio(PUMP, world.covariate("pumping")[first_time] > 0, weeks8[first_time]),
        rate_ratio(SHIELD, world.covariate("nipple_shield")[first_time] > 0, weeks8[first_time]),
        rate_ratio(SUPPLY, _upper_sixth(world.covariate("milk_supply"))[first_time], weeks8[first_time]),
        rate_ratio(NIPPLE, _damaged(world)[first_time], weeks8[first_time]),
        odds_ratio(STASIS, _blocked_twice(world), ever),
        _counts_and_pain(world),
    ]


def _feeds(world: World, ill: np.ndarray) -> Score:
    """Compare the ends of the scale; feeds are counted per breast, so 6 and 10 sessions are taken as they stand."""
    feeds = world.covariate("feeds_per_day")
    few, many = feeds <= np.quantile(feeds, 0.1), feeds >= 10
    return odds_ratio(SELDOM, few[few | many], ill[few | many])


def _upper_sixth(values: np.ndarray) -> np.ndarray:
    return values > np.quantile(values, 5 / 6)


def _damaged(world: World) -> np.ndarray:
    """Return (woman,) whether a nipple was injured in the first two weeks."""
    days = world.trajectory.diary_days
    early = (days >= 0) & (days < 14)
    return np.any(
        [world.trajectory.exposed(f"{side}_breast__trauma")[:, early].sum(axis=1) >= 1 for side in ("left", "right")], axis=0
    )


def _blocked_twice(world: World) -> np.ndarray:
    starts = []
    for side in ("left", "right"):
        blocked = world.trajectory.exposed(f"{side}_breast__blocked") > 0
        starts.append((blocked[:, 1:] & ~blocked[:, :-1]).sum(axis=1))
    return np.sum(starts, axis=0) >= 2


def _counts_and_pain(world: World) -> Score:
    """Return Spearman's correlation over women on the first clinical day of each."""
    onset = world.mastitis(0, 182).onset
    ill = np.flatnonzero(onset.any(axis=1))
    first = onset[ill].argmax(axis=1)
    counts = np.array([load(world.milk(STAPHYLOCOCCI, int(day) + 1)[woman]) for woman, day in zip(ill, first, strict=True)])
    pain = np.array([world.level("breast_pain", int(day))[woman] for woman, day in zip(ill, first, strict=True)])
    rho = float(np.corrcoef(counts.argsort().argsort(), pain.argsort().argsort())[0, 1])
    error = 1 / np.sqrt(len(ill) - 3)
    low, high = np.tanh(np.arctanh(rho) + np.array([-1.96, 1.96]) * error)
    return Score(COUNTS, rho, float(low), float(high), len(ill))
