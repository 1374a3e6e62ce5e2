"""The skin route: bacteria of the areola enter the breast, more so through a cracked nipple, and the infant's mouth."""

from collections.abc import Iterator

from milkway.biology.lactation import feeds_of_one_breast
from milkway.biology.sites import BREASTS, INFANT_MOUTH
from milkway.core.bounds import NOT_NEGATIVE, SHARE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.model import Model, process

INGRESS = parameter("skin_ingress", "dimensionless", "share of areolar bacteria that enters the breast at a feed", within=SHARE)
DAMAGE = parameter(
    "entry_by_damage", "dimensionless", "relative rise of what enters the breast with full nipple damage", within=NOT_NEGATIVE
)
TO_MOUTH = parameter(
    "skin_to_mouth", "dimensionless", "share of areolar bacteria that the infant takes up at a feed", within=SHARE
)


@process(cites=["amir2013", "pannaraj2017"], off="nothing of the areola enters the breast or the mouth")
def skin(model: Model) -> Iterator[Flow]:
    """Skin bacteria are the first to seed an empty duct, and the infant takes them up at each feed."""
    for breast in BREASTS:
        for taxon in model.taxa:
            inward = feeds_of_one_breast() * INGRESS * (1 + DAMAGE * breast.nipple_damage)
            yield flow(inward, out_of=breast.areola[taxon], into={breast.milk[taxon]: 1})
            yield flow(feeds_of_one_breast() * TO_MOUTH, out_of=breast.areola[taxon], into={INFANT_MOUTH[taxon]: 1})
