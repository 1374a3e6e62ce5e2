"""Bacteria and volume of healthy milk; healthy women are those without enough breast signs in the week before."""

from collections.abc import Callable, Mapping

import numpy as np

from milkway.published.reading import Reading, mean, median, share
from milkway.published.simulated_women import GUILDS, LACTOBACILLI, LIMIT, SIDES, World, load


def _healthy(world: World, day: int) -> np.ndarray:
    """Return (woman,) whether she breastfeeds and had no day with enough breast signs in the week before."""
    return world.feeding(day) & ~world.mastitis(day - 7, day).local.any(axis=1)


def _total(world: World) -> Reading:
    return median(load(world.milk(GUILDS, 28))[_healthy(world, 28)])


def _lactobacilli(world: World) -> Reading:
    return share((world.milk(LACTOBACILLI, 28) > LIMIT)[_healthy(world, 28)])


def _ever_aureus(world: World) -> Reading:
    weekly = [world.milk(("s_aureus",), day) > LIMIT for day in (7, 14, 21, 28)]
    return share(np.any(weekly, axis=0))


def _aureus(world: World) -> Reading:
    return share((world.milk(("s_aureus",), 60) > LIMIT)[_healthy(world, 60)])


def _drunk(day: int) -> Callable[[World], Reading]:
    """Return the reader of mL that leave both breasts on a day, in women who breastfeed and have no blocked duct."""

    def read(world: World) -> Reading:
        each = world.parameter("feeds_per_day") / 2 * -np.log(1 - world.parameter("removal_fraction"))
        free, taken = world.feeding(day), np.zeros(len(each))
        for side in SIDES:
            narrow = world.parameter("duct_narrowing") * world.trajectory.amount(f"{side}_breast__inflammation", day)
            taken += each * (1 - narrow) * world.trajectory.amount(f"{side}_breast__volume", day)
            free &= world.trajectory.exposed(f"{side}_breast__blocked")[:, world.place(day)] == 0
        return mean(taken[free])

    return read


READERS: Mapping[str, Callable[[World], Reading]] = {
    "milkbank2023.bacteria": _total,
    "perez2007.bacteria": _total,
    "soto2014.lactobacilli": _lactobacilli,
    "amir2013.s_aureus_in_4_weeks": _ever_aureus,
    "kvist2008.s_aureus_of_healthy": _aureus,
    "saint1984.milk_day_1": _drunk(1),
    "saint1984.milk_day_3": _drunk(3),
    "saint1984.milk_day_5": _drunk(5),
    "kent2006.milk_months_1_to_6": _drunk(90),
}
