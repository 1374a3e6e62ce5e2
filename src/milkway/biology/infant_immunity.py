"""States of the infant's immunity and the communities in the gut that shape them."""

from milkway.biology.sites import INFANT, INFANT_GUT, Gut, total
from milkway.biology.taxa import ANAEROBES, OPPORTUNISTS
from milkway.core.bounds import POSITIVE
from milkway.core.declare import parameter
from milkway.core.expression import Expression, derived, saturating

LUMINAL_IGA = INFANT.state("luminal_iga", "mg/mL")
OWN_IGA = INFANT.state("endogenous_iga", "dimensionless")

IGA_HALF = parameter("iga_half", "mg/mL", "IgA in the gut at half of its effect", within=POSITIVE)
COMMENSAL_HALF = parameter(
    "commensal_half", "cell/mL", "density of gut bacteria at half of their effect on immunity", within=POSITIVE
)


def iga_at_work() -> Expression:
    """Return the effect of IgA in the infant's gut, 0 to 1."""
    return derived("iga_at_work", saturating(LUMINAL_IGA, IGA_HALF), "dimensionless")


def anaerobes() -> Expression:
    """Return strict anaerobes in the infant's gut (cell)."""
    return derived("infant_anaerobes", total(INFANT_GUT[taxon] for taxon in ANAEROBES), "cell")


def opportunists() -> Expression:
    """Return opportunists in the infant's gut (cell)."""
    return derived("infant_opportunists", total(INFANT_GUT[taxon] for taxon in OPPORTUNISTS), "cell")


def taught(cells: Expression) -> Expression:
    """Return the effect of gut bacteria on immunity, 0 to 1."""
    return saturating(cells, COMMENSAL_HALF * Gut(INFANT_GUT).volume)
