"""Diet: fibre that the mother adds, resistant starch among it, reaches her colon."""

from collections.abc import Iterator

from milkway.biology.exposures import FIBRE_SUPPLEMENT
from milkway.biology.processes.maternal_resources import SUPPLY
from milkway.biology.sites import MATERNAL_GUT
from milkway.biology.taxa import FIBRE
from milkway.core.declare import Flow, flow
from milkway.core.model import Model, process


@process(cites=["cremer2017"])
def diet(model: Model) -> Iterator[Flow]:
    """More fibre makes more acids, butyrate among them."""
    yield flow(FIBRE_SUPPLEMENT * SUPPLY[FIBRE], into={MATERNAL_GUT[FIBRE]: 1})
