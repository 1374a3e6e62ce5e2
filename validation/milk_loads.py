"""Bacteria and volume of healthy milk (Kent, Saint, a milk bank, cultures of lactobacilli, carriage of S. aureus).

Healthy women are those without enough breast signs in the week before; the plate's limit is 10 CFU/mL.
"""

import numpy as np

from validation.score import Score, Target, count_of, interval_of, median, number_of, share
from validation.score import mean as mean_of
from validation.women import GUILDS, LACTOBACILLI, LIMIT, World, load, population

BANK = Target(
    "ibj2023",
    "log10 of culturable bacteria per mL, median of donors",
    3.59,
    2.64,
    4.37,
    "published quartiles",
    "quantity milk_cfu_bank",
)
ASEPTIC = Target(
    "perez2007",
    "log10 of culturable bacteria per mL, aseptic, upper bound",
    3.0,
    1.0,
    3.0,
    "at most the bound",
    "quantity milk_cfu_perez",
)
LACTO = count_of("soto2014", "women with culturable lactobacilli", 27, 66, "quantity milk_lacto_culture")
EVER = count_of("amir2013", "S. aureus in milk at any weekly sample in 4 weeks", 187, 346, "quantity sa_milk_prev, 54 % of 346")
HEALTHY = count_of("kvist2008", "S. aureus in healthy donors' milk (day 60)", 144, 466, "kvist2008.toml, 31 % of 466")
DAY1 = interval_of("saint1984", "milk on day 1, mL", 37.1, 7.0, 122.5, "quantity milk_vol_d1")
DAY3 = interval_of("saint1984", "milk on day 3, mL", 408.0, 98.3, 775.0, "quantity milk_vol_d3")
DAY5 = number_of("saint1984", "milk on day 5, mL", 705.4, "quantity milk_vol_d5")
MONTHS = number_of("kent2006", "milk a day at 1 to 6 months, mL", 798.0, "quantity milk_vol_1_6mo")


def scores() -> list[Score]:
    """Return the scores."""
    world = population()
    healthy = {day: _healthy(world, day) for day in (28, 60)}
    total = load(world.milk(GUILDS, 28))[healthy[28]]
    lacto = world.milk(LACTOBACILLI, 28)[healthy[28]] > LIMIT
    weekly = [world.milk(("s_aureus",), day) > LIMIT for day in (7, 14, 21, 28)]
    late = world.milk(("s_aureus",), 60)[healthy[60]] > LIMIT
    loads = [
        median(BANK, total),
        median(ASEPTIC, total),
        share(LACTO, lacto),
        share(EVER, np.any(weekly, axis=0)),
        share(HEALTHY, late),
    ]
    return loads + [mean_of(target, _drunk(world, day)) for target, day in ((DAY1, 1), (DAY3, 3), (DAY5, 5), (MONTHS, 90))]


def _healthy(world: World, day: int) -> np.ndarray:
    """Return (woman,) whether she breastfeeds and had no day with enough breast signs in the week before."""
    return world.feeding(day) & ~world.mastitis(day - 7, day).local.any(axis=1)


def _drunk(world: World, day: int) -> np.ndarray:
    """Return (woman,) mL that leaves both breasts on a day, in women who breastfeed and have no blocked duct."""
    index, values = world.machine.network.parameter_index(), world.cohort.parameters
    each = values[:, index["feeds_per_day"]] / 2 * -np.log(1 - values[:, index["removal_fraction"]])
    narrow = values[:, index["duct_narrowing"]]
    free = world.feeding(day)
    taken = np.zeros(len(each))
    for side in ("left", "right"):
        open_ = 1 - narrow * world.trajectory.amount(f"{side}_breast__inflammation", day)
        taken += each * open_ * world.trajectory.amount(f"{side}_breast__volume", day)
        free &= world.trajectory.exposed(f"{side}_breast__blocked")[:, day - int(world.trajectory.diary_days[0])] == 0
    return taken[free]
