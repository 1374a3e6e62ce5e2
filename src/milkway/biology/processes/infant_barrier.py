"""The infant's gut barrier closes over weeks, faster with anaerobes and butyrate."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN
from milkway.biology.infant_immunity import BARRIER, anaerobes, taught
from milkway.biology.sites import INFANT_GUT, Gut
from milkway.biology.taxa import BUTYRATE
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE, SHARE
from milkway.core.declare import Initial, Rate, parameter, rate
from milkway.core.expression import saturating
from milkway.core.model import Model, process

SPEED = parameter("barrier_maturation", "1/day", "closing of the infant's barrier per unit of stimulus")
BASAL = parameter("barrier_basal", "dimensionless", "stimulus without bacteria", within=NOT_NEGATIVE)
BUTYRATE_WEIGHT = parameter("barrier_butyrate", "dimensionless", "stimulus by ample butyrate", within=NOT_NEGATIVE)
BUTYRATE_HALF = parameter("barrier_butyrate_half", "micromole/mL", "butyrate at half of its stimulus, infant", within=POSITIVE)
AT_BIRTH = parameter("barrier_at_birth", "dimensionless", "barrier of the newborn, 0 to 1", within=SHARE)


@process(cites=["catassi1995"])
def infant_barrier(model: Model) -> Iterator[Rate | Initial]:
    """The newborn's gut is leaky and closes within weeks."""
    gut = Gut(INFANT_GUT)
    butyrate = saturating(gut.site[BUTYRATE] / gut.volume, BUTYRATE_HALF)
    yield rate(BARRIER, toward=1, at=BORN * SPEED * (BASAL + taught(anaerobes()) + BUTYRATE_WEIGHT * butyrate))
    yield Initial(BARRIER, AT_BIRTH)
