"""How many women have clinical mastitis, when, how often, and what goes together with it.

Clinical mastitis is two of three breast signs and one of two of the whole body, as the shipped protocol has it; some cohorts
counted what was reported or diagnosed. Onsets of one woman less than a week apart are one episode, as the protocol has it for
recurrences. Ratios are associations as the studies saw them, unadjusted: nobody is assigned anything. Who is diagnosed by a care
giver is read as who is given an antibiotic.
"""

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np

from milkway.protocol.known import read_known_protocol
from milkway.published.reading import NOBODY, Reading, mean, odds_ratio, rate, rate_ratio, share
from milkway.published.simulated_women import SIDES, World

WEEKS26, WEEKS12, WEEKS8 = 182, 84, 56
CARRIERS_OF_CONTROLS = 52 / 93  # infants of well women who carry (Amir 2006, amir_infnose): it tells how many cells are found


@cache
def _gap() -> int:
    """Return the days between two onsets that are two episodes, as the shipped protocol has it."""
    return read_known_protocol("hurtado2017").mastitis.recurrence_gap


def onsets(world: World, until: int) -> np.ndarray:
    """Return (woman, day) whether an episode begins, from birth on, long enough after the last one that counts."""
    onset = world.mastitis(0, WEEKS26).onset
    counted, last = np.zeros_like(onset), np.full(len(onset), -_gap())
    for day in range(WEEKS26):
        counted[:, day] = onset[:, day] & (day >= last + _gap())
        last = np.where(counted[:, day], day, last)
    return counted[:, :until]


def _ill(world: World, until: int) -> np.ndarray:
    return onsets(world, until).any(axis=1)


def _first_time(world: World) -> np.ndarray:
    return world.covariate("parous") == 0


def _early(world: World) -> Reading:
    return share(np.nonzero(onsets(world, WEEKS26))[1] < 28)


def _per_affected(world: World) -> Reading:
    return mean(onsets(world, WEEKS26).sum(axis=1)[_ill(world, WEEKS26)].astype(float))


def _again(world: World) -> Reading:
    return share(onsets(world, WEEKS26).sum(axis=1)[_ill(world, WEEKS26)] > 1)


def _per_1000_weeks(world: World) -> Reading:
    weeks = np.sum([world.feeding(day) for day in range(175)], axis=0) / 7
    return rate(onsets(world, 175).sum(axis=1), weeks / 1000)


def _seldom(world: World) -> Reading:
    """Compare the ends of the scale; feeds are counted per breast, so 6 and 10 sessions are taken as they stand."""
    feeds = world.covariate("feeds_per_day")
    few, many = feeds <= np.quantile(feeds, 0.1), feeds >= 10
    return odds_ratio(few[few | many], _diagnosed(world)[few | many])


def _of_first_time_mothers(exposed: Callable[[World], np.ndarray]) -> Callable[[World], Reading]:
    """Return the reader of a ratio of first episodes per day at risk in eight weeks among first-time mothers."""

    def read(world: World) -> Reading:
        who = _first_time(world)
        return rate_ratio(exposed(world)[who], _ill(world, WEEKS8)[who], _at_risk(world, WEEKS8)[who])

    return read


def _at_risk(world: World, until: int) -> np.ndarray:
    """Return (woman,) the days until her first episode, while she breastfeeds, at most `until`."""
    well = np.cumsum(onsets(world, until), axis=1) == 0
    return sum(well[:, day] & world.feeding(day) for day in range(until)) + _ill(world, until)


def _diagnosed(world: World) -> np.ndarray:
    """Return (woman,) whether a care giver gave her an antibiotic for an episode within twelve weeks."""
    days = world.trajectory.exposed("maternal_antibiotic")[:, world.place(0) : world.place(WEEKS12 + 1)] > 0
    begun = days[:, 1:] & ~days[:, :-1]
    after = np.cumsum(onsets(world, WEEKS12), axis=1) > 0
    return (begun & after).any(axis=1)


def _infant_carries(world: World) -> Reading:
    """Compare infants on the day on which the mother falls ill with those of well women on the days of the others' onsets.

    How many cells a swab finds is not known, so that the share of carriers among the well is as it was found.
    """
    onset, ill = onsets(world, WEEKS26), _ill(world, WEEKS26)
    if not ill.any() or ill.all():
        return NOBODY
    first = np.where(ill, onset.argmax(axis=1), 0)
    day = first.copy()
    day[~ill] = np.resize(np.sort(first[ill]), int((~ill).sum()))
    mouth = np.array([world.trajectory.amount("infant_mouth__s_aureus", int(on))[woman] for woman, on in enumerate(day)])
    return odds_ratio(mouth > np.quantile(mouth[~ill], 1 - CARRIERS_OF_CONTROLS), ill)


def _upper_sixth(world: World) -> np.ndarray:
    supply = world.covariate("milk_supply")
    return supply > np.quantile(supply, 5 / 6)


def _damaged(world: World) -> np.ndarray:
    """Return (woman,) whether a nipple was injured in the first two weeks."""
    days = (world.trajectory.diary_days >= 0) & (world.trajectory.diary_days < 14)
    injured = [world.trajectory.exposed(f"{side}_breast__trauma")[:, days].sum(axis=1) >= 1 for side in SIDES]
    return np.any(injured, axis=0)


def _blocked_twice(world: World) -> np.ndarray:
    blocked = [world.trajectory.exposed(f"{side}_breast__blocked") > 0 for side in SIDES]
    return np.sum([(side[:, 1:] & ~side[:, :-1]).sum(axis=1) for side in blocked], axis=0) >= 2


READERS: Mapping[str, Callable[[World], Reading]] = {
    "amir2007.women_with_mastitis_26_weeks": lambda world: share(_ill(world, WEEKS26)),
    "amir2007.episodes_in_first_4_weeks": _early,
    "amir2007.episodes_per_affected_woman": _per_affected,
    "wilson2020.episodes_per_1000_weeks": _per_1000_weeks,
    "scott2008.women_with_mastitis_26_weeks": lambda world: share(_ill(world, WEEKS26)),
    "scott2008.further_episode": _again,
    "cullinane2015.first_time_mothers_with_mastitis_8_weeks": lambda world: share(_ill(world, WEEKS8)[_first_time(world)]),
    "foxman2002.women_diagnosed_12_weeks": lambda world: share(_diagnosed(world)),
    "foxman2002.ill_with_earlier_child": lambda w: odds_ratio(w.covariate("previous_mastitis") > 0, _diagnosed(w)),
    "foxman2002.few_feeds": _seldom,
    "amir2006.infant_carries_s_aureus": _infant_carries,
    "amir2006.mother_carries_s_aureus": lambda w: odds_ratio(w.covariate("s_aureus_carrier_mother") > 0, _ill(w, WEEKS26)),
    "cullinane2015.expresses_milk": _of_first_time_mothers(lambda world: world.covariate("pumping") > 0),
    "cullinane2015.nipple_shield": _of_first_time_mothers(lambda world: world.covariate("nipple_shield") > 0),
    "cullinane2015.oversupply": _of_first_time_mothers(_upper_sixth),
    "cullinane2015.nipple_damage": _of_first_time_mothers(_damaged),
    "chinastasis.repeated_stasis": lambda world: odds_ratio(_blocked_twice(world), _ill(world, WEEKS26)),
}
