"""Nipples crack, mostly in the first days of feeding, and heal."""

from collections.abc import Iterator

from milkway.biology.exposures import trauma
from milkway.biology.lactation import feeding
from milkway.biology.onset import SPREAD, early
from milkway.biology.sites import BREASTS
from milkway.core.bounds import POSITIVE
from milkway.core.declare import Episode, Rate, episode, parameter, rate
from milkway.core.expression import Expression, where
from milkway.core.model import Model, process

HAZARD = parameter("trauma_hazard", "1/day", "nipple injuries per breast and day in established lactation")
EARLY_TIME = parameter("trauma_early_time", "day", "time scale on which the excess falls", within=POSITIVE)
DURATION = parameter("trauma_duration", "day", "median time over which a nipple keeps being injured")
DAMAGING = parameter("nipple_damaging", "1/day", "speed at which injury damages the nipple")
HEALING = parameter("nipple_healing", "1/day", "speed at which a nipple heals")


def strain() -> Expression:
    """Return how hard feeding strains a nipple: injuries that it does in a day; intact nipples are sore of it too."""
    return HAZARD * early(EARLY_TIME) * feeding()


@process(cites=["cullinane2015", "foxman2002"])
def nipple_damage(model: Model) -> Iterator[Episode | Rate]:
    """Damage is common in the first days of feeding and heals within about a week."""
    for breast in BREASTS:
        injury = trauma(breast)
        yield episode(f"{breast.side}_nipple_trauma", hazard=strain(), lasts=DURATION, spread=SPREAD, sets=injury)
        damage = breast.nipple_damage
        yield rate(damage, toward=injury, at=where(injury, damage, DAMAGING, HEALING))
