"""The contact route: some of the product reaches the infant's mouth by hand, without passing the mother's gut."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN, DISCONTINUED, TAKING_PRODUCT
from milkway.biology.interventions.probiotic import DOSE
from milkway.biology.stomach import taken_in
from milkway.core.bounds import SHARE
from milkway.core.declare import Flow, parameter
from milkway.core.model import Model, process

SPILLED = parameter(
    "product_contact", "1/day", "share of a daily dose that reaches the infant's mouth by contact in a day", within=SHARE
)


@process(cites=["abrahamsson2009"], off="the product reaches the infant in no other way than through its mother")
def contact(model: Model) -> Iterator[Flow]:
    """The rival explanation of an oral strain in milk: hands and powder, then the infant's mouth and backflow."""
    for taxon in model.taxa:
        if taxon.marked:
            taking = BORN * TAKING_PRODUCT * (1 - DISCONTINUED)
            yield from taken_in(taxon, taking * DOSE * SPILLED)
