"""Growth at the infant's mucosa, where oxygen seeps in: each facultative guild has a small niche that no other can take."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN
from milkway.biology.fermentation import vigour
from milkway.biology.processes.gut_oxygen import immaturity
from milkway.biology.sites import INFANT_GUT, Gut, residents
from milkway.core.declare import Flow, flow, parameter
from milkway.core.expression import number
from milkway.core.model import Model, process

GROWTH = parameter("mucosal_growth", "1/day", "growth of a facultative guild at the infant's mucosa while it is rare there")
NICHE = parameter(
    "mucosal_niche",
    "cell/mL",
    "density at which a guild's growth at the mucosa has halved, at birth",
    per=("taxon",),
    apart=True,
)
ONE = number(1.0, "cell")  # keeps a niche of size zero at no growth


@process(cites=["versluis2022"])
def mucosal_growth(model: Model) -> Iterator[Flow]:
    """Bacteria that respire live on at the wall when the lumen has no oxygen left; the niche narrows as the gut matures."""
    gut = Gut(INFANT_GUT)
    for taxon in residents(model):
        cells, size = INFANT_GUT[taxon], NICHE[taxon] * gut.volume * immaturity()
        yield flow(BORN * GROWTH * vigour(taxon, gut) * size / (size + cells + ONE), by=cells, into={cells: 1})
