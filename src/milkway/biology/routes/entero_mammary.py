"""The entero-mammary route: gut bacteria carried alive by immune cells to the breast (disputed)."""

from collections.abc import Iterator

from milkway.biology.exposures import CEASED
from milkway.biology.lactation import prepared
from milkway.biology.sites import BREASTS, CARRIERS, MATERNAL_ILEUM
from milkway.biology.taxa import (
    BACTEROIDES,
    BIFIDOBACTERIUM,
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

UPTAKE = parameter(
    "carrier_uptake", "1/day", "share of ileal cells that immune cells carry off alive in a day, from the peripartum on"
)
LOSS = parameter("carrier_loss", "1/day", "death of bacteria inside carriers")
HOMING = parameter("carrier_homing", "1/day", "carriers that arrive in the prepared breasts in a day")
ALIVE = parameter(
    "carrier_survival", "dimensionless", "share of a taxon's carried cells that arrive alive", per=("taxon",), within=SHARE
)
HARDINESS = classed(
    strict_anaerobe=(BACTEROIDES, CLOSTRIDIA),
    most=(
        BIFIDOBACTERIUM,
        ENTEROBACTERIACEAE,
        ENTEROCOCCUS,
        STREPTOCOCCUS,
        STAPHYLOCOCCUS,
        S_AUREUS,
        LACTOBACILLUS,
        STRAIN,
    ),
)


@process(
    cites=["perez2007", "rodriguez2014", "macpherson2004"],
    disputed="entero_mammary",
    off="no cell is carried from the gut to the breast",
)
def entero_mammary(model: Model) -> Iterator[Flow]:
    """Cells sampled in the ileum travel inside immune cells, and some enter the milk alive; carriers are used up by it."""
    uptake = UPTAKE * prepared()
    homing = HOMING * prepared() * (1 - CEASED) / len(BREASTS)
    for taxon in model.taxa:
        carried = CARRIERS[taxon]
        yield flow(uptake, out_of=MATERNAL_ILEUM[taxon], into={carried: 1})
        yield flow(LOSS, out_of=carried)
        for breast in BREASTS:
            yield flow(homing, out_of=carried, into={breast.milk[taxon]: ALIVE[class_of(taxon, HARDINESS)]})
