"""The milk route: feeding takes milk and its bacteria from the breast to the infant's mouth and gut."""

from collections.abc import Iterator

from milkway.biology.lactation import removal
from milkway.biology.sites import BREASTS, INFANT_GUT, INFANT_MOUTH
from milkway.biology.stomach import founders
from milkway.core.bounds import SHARE
from milkway.core.declare import Flow, Watch, flow, parameter
from milkway.core.model import Model, process

HELD = parameter("milk_held_in_mouth", "dimensionless", "share of milk bacteria that stays in the infant's mouth", within=SHARE)


@process(
    cites=["kent2006", "pannaraj2017"],
    off="the milk is sterile for the infant; the breasts are drained all the same",
    drains=True,
)
def milk_feeding(model: Model) -> Iterator[Flow | Watch]:
    """A breast is drained about five times a day, which washes its milk out and feeds the infant."""
    for breast in BREASTS:
        washed = removal(breast)
        yield flow(washed, out_of=breast.volume)
        for taxon in model.taxa:
            arriving = {INFANT_MOUTH[taxon]: HELD, INFANT_GUT[taxon]: (1 - HELD) * founders(taxon)}
            yield flow(washed, out_of=breast.milk[taxon], into=arriving)
        yield Watch(breast.load(model), f"{breast.milk.name}__load")
