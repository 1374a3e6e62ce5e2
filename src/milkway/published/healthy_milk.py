"""Bacteria and volume of healthy milk; healthy women are those without enough breast signs in the week before.

A share of samples, of women on one day, and of women who ever had a germ are three measures: a day that is sampled four times
finds more women than one. A volume is that of 24 hours, the first day being that of birth: from the midnight that begins it to
the one that ends it.
"""

from collections.abc import Callable, Mapping

import numpy as np

from milkway.published.reading import Reading, mean, median, share
from milkway.published.simulated_women import GUILDS, LACTOBACILLI, LIMIT, SIDES, World, load


def healthy(world: World, day: int) -> np.ndarray:
    """Return (woman,) whether she breastfeeds and had no day with enough breast signs in the week before."""
    return world.feeding(day) & ~world.mastitis(day - 7, day).local.any(axis=1)


def _total(world: World) -> Reading:
    return median(load(world.milk(GUILDS, 28))[healthy(world, 28)])


def _lactobacilli(world: World) -> Reading:
    return share((world.milk(LACTOBACILLI, 28) > LIMIT)[healthy(world, 28)])


def _ever_aureus(world: World) -> Reading:
    weekly = [world.milk(("s_aureus",), day) > LIMIT for day in (7, 14, 21, 28)]
    return share(np.any(weekly, axis=0))


def _samples(world: World) -> Reading:
    """Return the share of samples, women being the independent units."""
    return mean(np.mean([world.milk(("s_aureus",), day) > LIMIT for day in range(2, 8)], axis=0))


def _aureus(world: World) -> Reading:
    return share((world.milk(("s_aureus",), 60) > LIMIT)[healthy(world, 60)])


def _drunk(day: int) -> Callable[[World], Reading]:
    """Return the reader of mL that infants drink on a day of life, of women who breastfeed without a blocked duct."""

    def read(world: World) -> Reading:
        free = world.feeding(day - 1) & world.feeding(day)
        for side in SIDES:
            free &= world.trajectory.exposed(f"{side}_breast__blocked")[:, world.place(day - 1)] == 0
        return mean((_taken(world, day - 1) + _taken(world, day))[free] / 2)

    return read


def _taken(world: World, midnight: int) -> np.ndarray:
    """Return (woman,) the mL a day that feeds take at a midnight; what is expressed is not weighed."""
    shielded = world.trajectory.exposed("nipple_shield")[:, world.place(midnight)]
    each = world.parameter("usual_feeds") / 2 * -np.log(1 - world.parameter("removal_fraction"))
    each = each * (1 - world.parameter("shield_loss") * shielded)
    taken = np.zeros(len(each))
    for side in SIDES:
        narrow = world.parameter("duct_narrowing") * world.trajectory.amount(f"{side}_breast__inflammation", midnight)
        taken += each * (1 - narrow) * world.trajectory.amount(f"{side}_breast__volume", midnight)
    return taken


READERS: Mapping[str, Callable[[World], Reading]] = {
    "milkbank2023.bacteria": _total,
    "perez2007.bacteria": _total,
    "soto2014.lactobacilli": _lactobacilli,
    "amir2013.s_aureus_in_4_weeks": _ever_aureus,
    "carroll1979.s_aureus_of_samples": _samples,
    "kvist2008.s_aureus_of_healthy": _aureus,
    "saint1984.milk_day_1": _drunk(1),
    "saint1984.milk_day_3": _drunk(3),
    "saint1984.milk_day_5": _drunk(5),
    "kent2006.milk_months_1_to_6": _drunk(90),
}
