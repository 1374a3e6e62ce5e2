"""An antibiotic that the infant is given kills bacteria in its gut and mouth, each taxon in its measure."""

from collections.abc import Iterator

from milkway.biology.exposures import INFANT_ANTIBIOTIC
from milkway.biology.interventions.antibiotics import sensitivity
from milkway.biology.sites import INFANT_GUT, INFANT_MOUTH
from milkway.core.declare import Flow, flow, parameter
from milkway.core.model import Model, process

GUT = parameter("antibiotic_infant", "1/day", "killing of a fully sensitive taxon in the infant's gut and mouth")


@process(cites=["shao2019"])
def infant_antibiotic(model: Model) -> Iterator[Flow]:
    """The infant's own course, which the mother does not share."""
    for taxon in model.taxa:
        kill = INFANT_ANTIBIOTIC * sensitivity(taxon) * GUT
        yield flow(kill, out_of=INFANT_GUT[taxon])
        yield flow(kill, out_of=INFANT_MOUTH[taxon])
