"""The skin of the areola carries its own bacteria."""

from collections.abc import Iterator

from milkway.biology.sites import BREASTS, residents, total
from milkway.biology.taxa import S_AUREUS
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE
from milkway.core.declare import Flow, Initial, flow, parameter
from milkway.core.expression import derived, larger
from milkway.core.model import Model, process

GROWTH = parameter("areola_growth", "1/day", "growth of a taxon on the areola", per=("taxon",))
LOSS = parameter("areola_loss", "1/day", "loss of a taxon from the areola", per=("taxon",))
CAPACITY = parameter("areola_capacity", "cell", "bacteria that one areola can carry", within=POSITIVE)
ARRIVAL = parameter("skin_arrival", "cell/day", "cells that reach an areola from the rest of the skin", per=("taxon",))
CARRIAGE = parameter(
    "s_aureus_carriage_mother",
    "dimensionless",
    "mother's carriage of S. aureus on skin, relative to a usual carrier",
    within=NOT_NEGATIVE,
)
SETTLED = parameter("initial_areola", "cell", "bacteria on an areola at the start", per=("taxon",))


@process(cites=["amir2013"])
def areola(model: Model) -> Iterator[Flow | Initial]:
    """Staphylococci settle the areola; S. aureus comes from carriage elsewhere; a marked strain crowds only itself."""
    for breast in BREASTS:
        everything = total(breast.areola[taxon] for taxon in residents(model))
        room = derived(f"{breast.side}_areola_room", larger(0, 1 - everything / CAPACITY), "dimensionless")
        for taxon in model.taxa:
            cells = breast.areola[taxon]
            carriage = CARRIAGE if taxon == S_AUREUS else 1
            yield flow(GROWTH[taxon] * room, by=cells, into={cells: 1})
            if taxon.marked:
                yield flow(GROWTH[taxon] / CAPACITY, out_of=cells, by=cells)
            yield flow(LOSS[taxon], out_of=cells)
            yield flow(ARRIVAL[taxon] * carriage, into={cells: 1})
            yield Initial(cells, SETTLED[taxon])
