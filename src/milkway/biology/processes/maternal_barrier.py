"""The mother's gut barrier is fed by butyrate."""

from collections.abc import Iterator

from milkway.biology.milk_iga import BARRIER
from milkway.biology.sites import MATERNAL_GUT, Gut
from milkway.biology.taxa import BUTYRATE
from milkway.core.bounds import POSITIVE, SHARE
from milkway.core.declare import Initial, Rate, parameter, rate
from milkway.core.expression import saturating
from milkway.core.model import Model, process

SPEED = parameter("maternal_barrier_speed", "1/day", "adaptation of the mother's barrier")
HALF = parameter(
    "maternal_barrier_half", "micromole/mL", "butyrate at half of its effect on the mother's barrier", within=POSITIVE
)
INITIAL = parameter("maternal_barrier_initial", "dimensionless", "mother's barrier at the start, 0 to 1", within=SHARE)


@process(cites=["cremer2017"])
def maternal_barrier(model: Model) -> Iterator[Rate | Initial]:
    """Colonocytes live on butyrate; the index has no measured unit."""
    gut = Gut(MATERNAL_GUT)
    yield rate(BARRIER, toward=saturating(gut.site[BUTYRATE] / gut.volume, HALF), at=SPEED)
    yield Initial(BARRIER, INITIAL)
