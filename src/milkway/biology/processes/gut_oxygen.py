"""Oxygen seeps from the mucosa into the infant's colon, less and less as it matures; a grown colon has next to none."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN
from milkway.biology.lactation import age
from milkway.biology.sites import INFANT_GUT, Gut
from milkway.biology.taxa import OXYGEN
from milkway.core.bounds import POSITIVE
from milkway.core.declare import Initial, Rate, parameter, rate
from milkway.core.expression import Expression, derived, exp
from milkway.core.model import Model, process

SATURATION = parameter("oxygen_saturation", "micromole/mL", "oxygen in the colon without bacteria")
BIRTH_TRANSFER = parameter(
    "oxygen_transfer_birth", "1/day", "exchange of oxygen between mucosa and contents at birth, infant", within=POSITIVE
)
MATURE_TRANSFER = parameter("oxygen_transfer_mature", "1/day", "exchange of oxygen between mucosa and contents, mature infant")
MATURATION = parameter("oxygen_maturation", "day", "time scale on which oxygen exchange matures", within=POSITIVE)


def immaturity() -> Expression:
    """Return the exchange of oxygen at the infant's mucosa relative to birth."""
    mature = MATURE_TRANSFER / BIRTH_TRANSFER
    return derived("mucosal_oxygen", mature + (1 - mature) * exp(0 - age() / MATURATION), "dimensionless")


@process(cites=["versluis2022"])
def gut_oxygen(model: Model) -> Iterator[Rate | Initial]:
    """The gut of the newborn is oxygenated; the supply falls within weeks."""
    full = SATURATION * Gut(INFANT_GUT).volume
    yield rate(INFANT_GUT[OXYGEN], toward=full, at=BORN * BIRTH_TRANSFER * immaturity())
    yield Initial(INFANT_GUT[OXYGEN], full)
