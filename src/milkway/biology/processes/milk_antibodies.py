"""Plasma cells that learnt in the mother's gut home to her breast and make milk IgA."""

from collections.abc import Iterator

from milkway.biology.lactation import prepared
from milkway.biology.milk_iga import PLASMA_CELLS, milk_iga
from milkway.core.declare import Rate, Watch, parameter, rate
from milkway.core.model import Model, process

TURNOVER = parameter("plasma_cell_turnover", "1/day", "turnover of plasma cells in the breast")


@process(cites=["wilson2004", "morteau2008"])
def milk_antibodies(model: Model) -> Iterator[Rate | Watch]:
    """Homing of IgA plasma cells (CCR10, CCL28) is well supported in mice and needs no live bacteria to travel."""
    yield rate(PLASMA_CELLS, toward=prepared(), at=TURNOVER)
    yield Watch(milk_iga(), "maternal__milk_iga")
