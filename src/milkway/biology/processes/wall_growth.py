"""Bacteria grow on the duct wall, crowd one another, shed into milk and settle from it."""

from collections.abc import Iterator

from milkway.biology.breast_classes import COCCI, MILD, on_wall
from milkway.biology.lactation import gland_growth
from milkway.biology.sites import BREASTS, Breast, residents, total
from milkway.biology.taxa import S_AUREUS, STAPHYLOCOCCUS, STREPTOCOCCUS, class_of
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE, SHARE, SOME_SHARE
from milkway.core.declare import Flow, Taxon, flow, parameter
from milkway.core.expression import Expression, derived, larger, smaller
from milkway.core.model import Model, process

GROWTH = parameter("wall_growth", "1/day", "growth of a taxon on an empty duct wall", per=("taxon",))
DEATH = parameter("wall_death", "1/day", "death of a taxon on the duct wall", per=("taxon",))
NICHE = parameter("wall_niche", "cell", "cells that the healthy wall of one breast can carry", within=POSITIVE)
NICHE_SHARE = parameter(
    "wall_niche_share", "dimensionless", "share of the healthy niche open to taxa other than cocci", within=SOME_SHARE
)
INFLAMED_NICHE = parameter("inflamed_niche", "cell", "further cells that the wall carries at full inflammation")
INVASIVE = parameter(
    "invasiveness",
    "dimensionless",
    "share of the inflamed niche open to a taxon, and its inflammatory weight in milk, relative to S. aureus",
    per=("taxon",),
    within=SHARE,
)
OTHERS = parameter(
    "crowding_among_cocci",
    "dimensionless",
    "crowding of commensal cocci by other taxa relative to their own kind's; below 1 several live side by side",
    within=NOT_NEGATIVE,
)
PRESSED = parameter(
    "crowding_of_s_aureus", "dimensionless", "crowding of S. aureus by other taxa relative to its own kind's", within=NOT_NEGATIVE
)
LIMIT = 4  # crowding beyond it hastens death no further, so that death stays finite when an inflamed niche closes
DETACHMENT = parameter("detachment", "1/day", "share of wall cells shed into milk in a day")
ATTACHMENT = parameter("attachment", "1/day", "share of milk cells that settle on an empty wall in a day")


def room(taxon: Taxon, breast: Breast) -> Expression:
    """Return how many cells of a taxon the wall can carry, more where it is inflamed and the taxon invades."""
    share = 1 if taxon in COCCI else NICHE_SHARE
    return NICHE * share + INFLAMED_NICHE * invasive(taxon) * breast.inflammation


def invasive(taxon: Taxon) -> Expression | int:
    """Return a taxon's share of the inflamed niche and its inflammatory weight, both relative to *S. aureus*."""
    return 1 if taxon == S_AUREUS else INVASIVE[class_of(taxon, MILD)]


def occupancy(taxon: Taxon, breast: Breast) -> Expression:
    """Return the cells of a taxon on the wall as a share of what the wall can carry of it."""
    return breast.wall[taxon] / room(taxon, breast)


def crowding(taxon: Taxon, breast: Breast, model: Model) -> Expression:
    """Return how far the wall is occupied for a taxon; a marked strain crowds only itself.

    Niches are nested: who keeps to a smaller part of the wall crowds another in that part alone, and is crowded there by it as
    the whole of its niche is, so that a guild counts the same whether it is one or two where others crowd as its own kind does.
    """
    crowded = [
        (1 if partner == taxon else _by_others(taxon))
        * (breast.wall[partner] / larger(room(taxon, breast), room(partner, breast)))
        for partner in residents(model)
    ]
    own = occupancy(taxon, breast) if taxon.marked else 0
    return derived(f"{breast.side}_{taxon.name}_crowding", total(crowded) + own, "dimensionless")


def _by_others(taxon: Taxon) -> Expression | int:
    return {S_AUREUS: PRESSED, STREPTOCOCCUS: OTHERS, STAPHYLOCOCCUS: OTHERS}.get(taxon, 1)


def birth_on_wall(taxon: Taxon) -> Expression:
    """Return births per cell on the wall (1/day), before crowding."""
    return GROWTH[on_wall(taxon)] * gland_growth()


@process(cites=["heikkila2003", "malka2010"], disputed="duct_wall")
def wall_growth(model: Model) -> Iterator[Flow]:
    """Milk is drained too often for planktonic life alone, so persistence needs an adherent community (a hypothesis)."""
    for breast in BREASTS:
        for taxon in model.taxa:
            wall, milk = breast.wall[taxon], breast.milk[taxon]
            crowd = crowding(taxon, breast, model)
            yield flow(birth_on_wall(taxon), by=wall, into={wall: 1})
            yield flow(birth_on_wall(taxon) * smaller(LIMIT, crowd), out_of=wall)
            yield flow(DEATH[on_wall(taxon)], out_of=wall)
            yield flow(DETACHMENT, out_of=wall, into={milk: 1})
            yield flow(ATTACHMENT * larger(0, 1 - crowd), out_of=milk, into={wall: 1})
