"""Secretory IgA in the infant's gut binds some bacteria and clears them with the stool."""

from collections.abc import Iterator

from milkway.biology.infant_immunity import iga_at_work
from milkway.biology.sites import INFANT_GUT
from milkway.biology.taxa import (
    BACTEROIDES,
    CLOSTRIDIA,
    ENTEROBACTERIACEAE,
    ENTEROCOCCUS,
    LACTOBACILLUS,
    S_AUREUS,
    STAPHYLOCOCCUS,
    STRAIN,
    STREPTOCOCCUS,
    class_of,
    classed,
)
from milkway.core.bounds import SHARE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.model import Model, process

CLEARANCE = parameter("iga_clearance", "1/day", "largest clearance of a fully targeted taxon by IgA")
TARGET = parameter("iga_target", "dimensionless", "how far IgA targets a taxon, 0 to 1", per=("taxon",), within=SHARE)
COATED = classed(
    coated=(ENTEROBACTERIACEAE, ENTEROCOCCUS, STAPHYLOCOCCUS, S_AUREUS),
    uncoated=(BACTEROIDES, CLOSTRIDIA, STREPTOCOCCUS, LACTOBACILLUS, STRAIN),
)


@process(cites=["bridgman2016"])
def iga_clearance(model: Model) -> Iterator[Flow]:
    """IgA agglutinates mainly Enterobacteriaceae and staphylococci and spares bifidobacteria."""
    for taxon in model.taxa:
        yield flow(CLEARANCE * TARGET[class_of(taxon, COATED)] * iga_at_work(), out_of=INFANT_GUT[taxon])
