"""The skin of the areola carries its own bacteria."""

from collections.abc import Iterator

from milkway.biology.breast_classes import on_skin
from milkway.biology.sites import BREASTS
from milkway.biology.taxa import S_AUREUS
from milkway.core.bounds import NOT_NEGATIVE
from milkway.core.declare import Flow, Initial, flow, parameter
from milkway.core.model import Model, process

LOAD = parameter("areola_load", "cell", "usual bacteria of a taxon on one areola", per=("taxon",))
TURNOVER = parameter(
    "areola_turnover", "1/day", "share of an areola's bacteria that is lost and replaced from other skin in a day"
)
CARRIAGE = parameter(
    "s_aureus_carriage_mother",
    "dimensionless",
    "S. aureus on the mother's areolae, relative to a usual carrier",
    within=NOT_NEGATIVE,
)


@process(cites=["amir2013"])
def areola(model: Model) -> Iterator[Flow | Initial]:
    """Skin holds its usual bacteria whatever a feed takes or leaves within a day; other bacteria come to it and go."""
    for breast in BREASTS:
        for taxon in model.taxa:
            cells = breast.areola[taxon]
            usual = LOAD[on_skin(taxon)] * (CARRIAGE if taxon == S_AUREUS else 1)
            if not taxon.marked:
                yield flow(TURNOVER * usual, into={cells: 1})
                yield Initial(cells, usual)
            yield flow(TURNOVER, out_of=cells)
