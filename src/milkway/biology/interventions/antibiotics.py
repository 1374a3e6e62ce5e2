"""An antibiotic that the mother takes kills bacteria in her gut, milk and ducts, each taxon in its measure."""

from collections.abc import Iterator

from milkway.biology.exposures import MATERNAL_ANTIBIOTIC
from milkway.biology.sites import BREASTS, MATERNAL_GUT, MATERNAL_ILEUM
from milkway.core.bounds import SHARE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.model import Model, process

MILK = parameter("antibiotic_milk", "1/day", "killing of a fully sensitive taxon in milk")
WALL = parameter("antibiotic_wall", "1/day", "killing of a fully sensitive taxon on the duct wall")
GUT = parameter("antibiotic_gut", "1/day", "killing of a fully sensitive taxon in the mother's gut")
SENSITIVE = parameter("antibiotic_sensitivity", "dimensionless", "sensitivity of a taxon, 0 to 1", per=("taxon",), within=SHARE)


@process(cites=["arroyo2010", "thomsen1984"])
def antibiotics(model: Model) -> Iterator[Flow]:
    """Peripartum or rescue courses act alike; the wall community is protected as in a biofilm."""
    for taxon in model.taxa:
        kill = MATERNAL_ANTIBIOTIC * SENSITIVE[taxon]
        yield flow(kill * GUT, out_of=MATERNAL_ILEUM[taxon])
        yield flow(kill * GUT, out_of=MATERNAL_GUT[taxon])
        for breast in BREASTS:
            yield flow(kill * MILK, out_of=breast.milk[taxon])
            yield flow(kill * WALL, out_of=breast.wall[taxon])
