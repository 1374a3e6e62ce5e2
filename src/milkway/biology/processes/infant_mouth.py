"""The infant's mouth is settled by streptococci; what is swallowed reaches the gut in small part."""

from collections.abc import Iterator

from milkway.biology.sites import INFANT_GUT, INFANT_MOUTH, residents, total
from milkway.biology.stomach import founders
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
    class_of,
    classed,
)
from milkway.core.bounds import POSITIVE, SHARE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.expression import derived, larger
from milkway.core.model import Model, process

GROWTH = parameter(
    "mouth_growth", "1/day", "growth in the infant's mouth, of streptococci or of what only passes", per=("taxon",)
)
LOSS = parameter("mouth_loss", "1/day", "loss of bacteria from the infant's mouth")
CAPACITY = parameter("mouth_capacity", "cell", "bacteria that the infant's mouth can carry", within=POSITIVE)
SWALLOWED = parameter(
    "swallowed_share", "dimensionless", "share of cells lost from the mouth that is swallowed alive", within=SHARE
)
PASSING = classed(
    passing=(
        *(BIFIDOBACTERIUM, BACTEROIDES, ENTEROBACTERIACEAE, CLOSTRIDIA, ENTEROCOCCUS),
        *(STAPHYLOCOCCUS, S_AUREUS, LACTOBACILLUS, STRAIN),
    )
)


@process(cites=["holgerson2013"])
def infant_mouth(model: Model) -> Iterator[Flow]:
    """Saliva washes the mouth; only good adherers such as streptococci stay; a marked strain crowds only itself."""
    everything = total(INFANT_MOUTH[taxon] for taxon in residents(model))
    room = derived("infant_mouth_room", larger(0, 1 - everything / CAPACITY), "dimensionless")
    for taxon in model.taxa:
        cells = INFANT_MOUTH[taxon]
        yield flow(GROWTH[class_of(taxon, PASSING)] * room, by=cells, into={cells: 1})
        if taxon.marked:
            yield flow(GROWTH[class_of(taxon, PASSING)] / CAPACITY, out_of=cells, by=cells)
        yield flow(LOSS, out_of=cells, into={INFANT_GUT[taxon]: SWALLOWED * founders(taxon)})
