"""The retrograde route: milk flows back during a feed and takes mouth bacteria into the breast."""

from collections.abc import Iterator

from milkway.biology.lactation import feeds_of_one_breast
from milkway.biology.routes.skin import DAMAGE
from milkway.biology.sites import BREASTS, INFANT_MOUTH
from milkway.core.bounds import SHARE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.model import Model, process

BACKFLOW = parameter("backflow", "dimensionless", "share of mouth bacteria that enters the breast alive at a feed", within=SHARE)
TO_SKIN = parameter("mouth_to_skin", "dimensionless", "share of mouth bacteria left on the areola at a feed", within=SHARE)


@process(cites=["ramsay2004", "geddes2009"], off="nothing of the mouth enters the breast or stays on the areola")
def retrograde(model: Model) -> Iterator[Flow]:
    """Milk flow reverses in the second half of an ejection, as ultrasound shows; the cells it takes along are not counted."""
    for breast in BREASTS:
        for taxon in model.taxa:
            back = feeds_of_one_breast() * BACKFLOW * (1 + DAMAGE * breast.nipple_damage)
            yield flow(back, out_of=INFANT_MOUTH[taxon], into={breast.milk[taxon]: 1})
            yield flow(feeds_of_one_breast() * TO_SKIN, out_of=INFANT_MOUTH[taxon], into={breast.areola[taxon]: 1})
