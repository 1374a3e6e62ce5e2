"""The product: a marked strain swallowed once a day by the mother."""

from collections.abc import Iterator

from milkway.biology.exposures import DISCONTINUED, TAKING_PRODUCT
from milkway.biology.sites import MATERNAL_ILEUM
from milkway.core.bounds import SHARE
from milkway.core.declare import Pulse, parameter, pulse
from milkway.core.model import Model, process

DOSE = parameter("dose", "cell", "live cells of the strain in a day's dose")
SURVIVAL = parameter("capsule_survival", "dimensionless", "share of the dose that reaches the ileum alive", within=SHARE)
ADHERENCE = parameter("adherence", "dimensionless", "chance that a day's dose is taken", within=SHARE)


@process(cites=["maldonado2015", "martin2005"])
def probiotic(model: Model) -> Iterator[Pulse]:
    """Part of each dose survives to the ileum; stopping the product ends it."""
    for taxon in model.taxa:
        if taxon.marked:
            arriving = DOSE * SURVIVAL * (1 - DISCONTINUED)
            yield pulse("dose", arriving, into=MATERNAL_ILEUM[taxon], daily=TAKING_PRODUCT, chance=ADHERENCE)
