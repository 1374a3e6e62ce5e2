"""The contact route: some of the product reaches the infant's mouth and the areolae by hand, without passing the mother's gut."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN, DISCONTINUED, TAKING_PRODUCT
from milkway.biology.interventions.probiotic import DOSE
from milkway.biology.sites import BREASTS
from milkway.biology.stomach import taken_in
from milkway.core.bounds import NOT_NEGATIVE, SHARE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.model import Model, process

SPILLED = parameter(
    "product_contact", "1/day", "share of a daily dose that reaches the infant's mouth by contact in a day", within=SHARE
)
ON_AREOLAE = parameter(
    "product_contact_areola",
    "dimensionless",
    "product that lands on both areolae by contact, relative to what reaches an infant's mouth",
    within=NOT_NEGATIVE,
)


@process(cites=["abrahamsson2009"], off="the product reaches infant and areolae in no other way than through the mother's gut")
def contact(model: Model) -> Iterator[Flow]:
    """The rival explanation of an oral strain in milk: hands and powder, then areola, mouth and backflow.

    A mother handles her capsules from the first day on, so that her areolae hold the strain before there is a mouth to reach.
    """
    handling = TAKING_PRODUCT * (1 - DISCONTINUED)
    for taxon in model.taxa:
        if taxon.marked:
            yield from taken_in(taxon, BORN * handling * DOSE * SPILLED)
            for breast in BREASTS:
                yield flow(handling * DOSE * SPILLED * ON_AREOLAE / len(BREASTS), into={breast.areola[taxon]: 1})
