"""IgA in the infant's gut: from milk at once, of its own only after weeks."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN
from milkway.biology.feeding import breast_milk
from milkway.biology.infant_immunity import LUMINAL_IGA, OWN_IGA, anaerobes, opportunists, taught
from milkway.biology.lactation import age
from milkway.biology.milk_iga import milk_iga
from milkway.biology.sites import INFANT_GUT, Gut
from milkway.core.bounds import POSITIVE, SHARE
from milkway.core.declare import Rate, parameter, rate
from milkway.core.expression import smaller
from milkway.core.model import Model, process

SURVIVAL = parameter("iga_survival", "dimensionless", "share of milk IgA that reaches the colon intact", within=SHARE)
LOSS = parameter("iga_loss", "1/day", "loss of IgA from the infant's gut", within=POSITIVE)
OWN_OUTPUT = parameter("iga_own_output", "mg/day", "IgA that a mature infant's gut secretes")
OWN_SPEED = parameter("iga_own_speed", "1/day", "maturation of the infant's own IgA")
OWN_AGE = parameter("iga_own_age", "day", "age at which the infant's own IgA can mature at full speed", within=POSITIVE)


@process(cites=["bridgman2016", "iga1985"])
def infant_iga(model: Model) -> Iterator[Rate]:
    """Milk supplies the IgA that the newborn cannot make; its own follows contact with bacteria."""
    incoming = (SURVIVAL * milk_iga() * breast_milk() + OWN_OUTPUT * OWN_IGA) / Gut(INFANT_GUT).volume
    yield rate(LUMINAL_IGA, toward=incoming / LOSS, at=LOSS * BORN)
    contact = taught(anaerobes() + opportunists())
    yield rate(OWN_IGA, toward=contact, at=BORN * OWN_SPEED * smaller(1, age() / OWN_AGE))
