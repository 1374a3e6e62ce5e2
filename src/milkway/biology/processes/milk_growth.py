"""Bacteria grow in milk, as far as its iron-binding and other soluble defences allow."""

from collections.abc import Iterator

from milkway.biology.breast_classes import in_milk
from milkway.biology.lactation import gland_growth
from milkway.biology.sites import BREASTS, Breast
from milkway.core.bounds import POSITIVE
from milkway.core.declare import Flow, Taxon, flow, parameter
from milkway.core.expression import Expression, derived, larger
from milkway.core.model import Model, process

GROWTH = parameter("milk_growth", "1/day", "growth of a taxon that fresh human milk with its defences permits", per=("taxon",))
CAPACITY = parameter("milk_capacity", "cell/mL", "load at which growth in milk ends", within=POSITIVE)
DEATH = parameter("milk_death", "1/day", "death of a taxon in milk", per=("taxon",))


def milk_room(breast: Breast, model: Model) -> Expression:
    """Return the room for growth in milk, 1 when nearly sterile, 0 at capacity."""
    return derived(f"{breast.side}_milk_room", larger(0, 1 - breast.load(model) / CAPACITY), "dimensionless")


def growth_in_milk(taxon: Taxon, breast: Breast, model: Model) -> Expression:
    """Return the growth of a taxon in a breast's milk (1/day)."""
    return permitted_growth(taxon) * milk_room(breast, model)


def permitted_growth(taxon: Taxon) -> Expression:
    """Return the growth that fresh milk permits in a breast with all its room (1/day)."""
    return GROWTH[in_milk(taxon)] * gland_growth()


@process(cites=["almutawif2019", "heikkila2003"])
def milk_growth(model: Model) -> Iterator[Flow]:
    """Lactoferrin and its kind slow growth in fresh milk below washout; a marked strain crowds only itself."""
    for breast in BREASTS:
        for taxon in model.taxa:
            cells = breast.milk[taxon]
            yield flow(growth_in_milk(taxon, breast, model), by=cells, into={cells: 1})
            if taxon.marked:
                yield flow(permitted_growth(taxon) / (CAPACITY * breast.volume), out_of=cells, by=cells)
            yield flow(DEATH[in_milk(taxon)], out_of=cells)
