"""What the mother's colon holds when a run begins."""

from collections.abc import Iterator

from milkway.biology.sites import MATERNAL_GUT, Gut, residents
from milkway.biology.taxa import ACETATE, BUTYRATE
from milkway.core.declare import Initial, parameter
from milkway.core.model import Model, process

DENSITY = parameter("initial_gut_density", "cell/mL", "density of a taxon in the mother's colon at the start", per=("taxon",))
CONCENTRATION = parameter(
    "initial_gut_concentration", "micromole/mL", "substance in the mother's colon at the start", per=("resource",)
)


@process(cites=["sender2016"])
def maternal_gut(model: Model) -> Iterator[Initial]:
    """An adult's colon is densely settled by anaerobes and rich in acids."""
    volume = Gut(MATERNAL_GUT).volume
    for taxon in residents(model):
        yield Initial(MATERNAL_GUT[taxon], DENSITY[taxon] * volume)
    for substance in (ACETATE, BUTYRATE):
        yield Initial(MATERNAL_GUT[substance], CONCENTRATION[substance] * volume)
