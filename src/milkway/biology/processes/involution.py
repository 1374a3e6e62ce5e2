"""A breast that is not fed from takes back its fluid, and scavenger cells clear what lives in it."""

from collections.abc import Iterator

from milkway.biology.lactation import feeding
from milkway.biology.sites import BREASTS
from milkway.core.declare import Flow, flow, parameter
from milkway.core.expression import smaller
from milkway.core.model import Model, process

REABSORPTION = parameter("reabsorption", "1/day", "share of its fluid and bacteria that an idle breast clears in a day")


@process(cites=["thomsen1984"])
def involution(model: Model) -> Iterator[Flow]:
    """Without removal the fluid is reabsorbed and rich in leucocytes: bacteria fall with it, if not their density at first."""
    idle = 1 - smaller(1, feeding())
    for breast in BREASTS:
        yield flow(REABSORPTION * idle, out_of=breast.volume)
        for taxon in model.taxa:
            yield flow(REABSORPTION * idle, out_of=breast.milk[taxon])
