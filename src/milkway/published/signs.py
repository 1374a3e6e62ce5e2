"""Signs of women who present with mastitis, how many are not well after a week, and nipple pain and weaning of all.

A woman presents on the day on which she first meets the calibrated definition; care begins the night after. What a failure of
treatment by day 7 is was not readable: it is read as enough signs of the breast on that day, or an abscess until then.
In hospital are the days before that of discharge: two after a vaginal birth, four after a caesarean one.
"""

from collections.abc import Callable, Mapping

import numpy as np

from milkway.published.reading import Reading, share
from milkway.published.simulated_women import SIDES, World

WEEKS26, WEEK8 = 182, 56
STAY, STAY_CAESAREAN = 2, 4  # nights, as the population has them


def _presenting(world: World, later: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return the woman and the day of every onset whose day so much later is still known."""
    who, day = np.nonzero(world.mastitis(0, WEEKS26 - later).onset)
    return who, day


def _has(sign: str) -> Callable[[World], Reading]:
    """Return the reader of the share of cases with a sign on the day on which they present."""

    def read(world: World) -> Reading:
        who, day = _presenting(world)
        return share(world.trajectory.reported[who, day + world.place(0), world.trajectory.signs.index(sign)])

    return read


def _fails(world: World) -> Reading:
    who, day = _presenting(world, 7)
    ill = world.mastitis(0, WEEKS26).local[who, day + 7]
    abscess = np.any([world.trajectory.exposed(f"{side}_breast__abscess") > 0 for side in SIDES], axis=0)
    had = [abscess[who, world.place(0) + day + later] for later in range(8)]
    return share(ill | np.any(had, axis=0))


def _sore_in_hospital(world: World) -> Reading:
    stay = np.where(world.covariate("caesarean") > 0, STAY_CAESAREAN, STAY)
    days = [world.reported("nipple_pain", day) & (day < stay) for day in range(STAY_CAESAREAN)]
    return share(np.any(days, axis=0)[_first_time(world)])


def _damaged_by_week_8(world: World) -> Reading:
    days = slice(world.place(0), world.place(WEEK8))
    injured = [(world.trajectory.exposed(f"{side}_breast__trauma")[:, days] > 0).any(axis=1) for side in SIDES]
    return share(np.any(injured, axis=0)[_first_time(world)])


def _first_time(world: World) -> np.ndarray:
    return world.covariate("parous") == 0


READERS: Mapping[str, Callable[[World], Reading]] = {
    "mastitis_ed_china.breast_pain": _has("breast_pain"),
    "mastitis_ed_china.redness": _has("redness"),
    "mastitis_ed_china.lump": _has("lump"),
    "kvist2007.fever": _has("fever"),
    "mastitis_ed_china.failure_by_day_7": _fails,
    "buck2014.nipple_pain_in_hospital": _sore_in_hospital,
    "buck2014.nipple_pain_week_8": lambda world: share(world.reported("nipple_pain", WEEK8)[_first_time(world)]),
    "buck2014.nipple_damage_by_week_8": _damaged_by_week_8,
    "schwartz2002.feeding_week_6": lambda world: share(world.feeding(42)),
    "schwartz2002.feeding_week_12": lambda world: share(world.feeding(84)),
}
