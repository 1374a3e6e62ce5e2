"""Bacteria grow in milk, as far as its iron-binding and other soluble defences allow."""

from collections.abc import Iterator

from milkway.biology.lactation import gland_growth
from milkway.biology.sites import BREASTS, Breast
from milkway.core.bounds import POSITIVE, SHARE
from milkway.core.declare import Flow, Taxon, flow, parameter
from milkway.core.expression import Expression, derived, larger
from milkway.core.model import Model, process

GROWTH = parameter("milk_growth", "1/day", "growth of a taxon in milk without defences", per=("taxon",))
PERMITTED = parameter(
    "milk_permitted", "dimensionless", "share of that growth which fresh human milk permits", per=("taxon",), within=SHARE
)
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
    return GROWTH[taxon] * PERMITTED[taxon] * gland_growth()


@process(cites=["tatini1976", "heikkila2003"])
def milk_growth(model: Model) -> Iterator[Flow]:
    """Growth in warm milk far outruns washout; lactoferrin and its kind slow it; a marked strain crowds only itself."""
    for breast in BREASTS:
        for taxon in model.taxa:
            cells = breast.milk[taxon]
            yield flow(growth_in_milk(taxon, breast, model), by=cells, into={cells: 1})
            if taxon.marked:
                yield flow(permitted_growth(taxon) / (CAPACITY * breast.volume), out_of=cells, by=cells)
            yield flow(DEATH[taxon], out_of=cells)
