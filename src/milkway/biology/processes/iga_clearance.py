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
from milkway.core.declare import Flow, Taxon, flow, parameter
from milkway.core.expression import Expression
from milkway.core.model import Model, process

CLEARANCE = parameter("iga_clearance", "1/day", "largest clearance of a fully targeted taxon by IgA")
TARGET = parameter(
    "iga_target", "dimensionless", "how far IgA targets a taxon relative to those that it coats", per=("taxon",), within=SHARE
)
COATED = (ENTEROBACTERIACEAE, ENTEROCOCCUS, STAPHYLOCOCCUS, S_AUREUS)
LITTLE = classed(
    uncoated=(BACTEROIDES, CLOSTRIDIA, STREPTOCOCCUS, LACTOBACILLUS, STRAIN),
)


@process(cites=["bridgman2016"])
def iga_clearance(model: Model) -> Iterator[Flow]:
    """IgA agglutinates mainly Enterobacteriaceae and staphylococci and spares bifidobacteria."""
    for taxon in model.taxa:
        yield flow(CLEARANCE * _coated(taxon) * iga_at_work(), out_of=INFANT_GUT[taxon])


def _coated(taxon: Taxon) -> Expression | int:
    return 1 if taxon in COATED else TARGET[class_of(taxon, LITTLE)]
