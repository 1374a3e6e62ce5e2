"""The infant's mouth is settled by streptococci; what is swallowed reaches the gut in small part."""

from collections.abc import Iterator

from milkway.biology.sites import INFANT_GUT, INFANT_MOUTH, residents, total
from milkway.biology.stomach import SURVIVAL
from milkway.core.bounds import POSITIVE, SHARE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.expression import derived, larger
from milkway.core.model import Model, process

GROWTH = parameter("mouth_growth", "1/day", "growth of a taxon in the infant's mouth", per=("taxon",))
LOSS = parameter("mouth_loss", "1/day", "loss of a taxon from the infant's mouth", per=("taxon",))
CAPACITY = parameter("mouth_capacity", "cell", "bacteria that the infant's mouth can carry", within=POSITIVE)
SWALLOWED = parameter(
    "swallowed_share", "dimensionless", "share of cells lost from the mouth that is swallowed alive", within=SHARE
)


@process(cites=["holgerson2013"])
def infant_mouth(model: Model) -> Iterator[Flow]:
    """Saliva washes the mouth; only good adherers such as streptococci stay; a marked strain crowds only itself."""
    everything = total(INFANT_MOUTH[taxon] for taxon in residents(model))
    room = derived("infant_mouth_room", larger(0, 1 - everything / CAPACITY), "dimensionless")
    for taxon in model.taxa:
        cells = INFANT_MOUTH[taxon]
        yield flow(GROWTH[taxon] * room, by=cells, into={cells: 1})
        if taxon.marked:
            yield flow(GROWTH[taxon] / CAPACITY, out_of=cells, by=cells)
        yield flow(LOSS[taxon], out_of=cells, into={INFANT_GUT[taxon]: SWALLOWED * SURVIVAL[taxon]})
