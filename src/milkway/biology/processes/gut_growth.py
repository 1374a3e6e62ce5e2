"""Fermenting growth in both colons: bacteria turn resources into cells and acids (Monod kinetics)."""

from collections.abc import Iterator

from milkway.biology.fermentation import HALF, plenty, thriving
from milkway.biology.sites import GUTS, Gut
from milkway.biology.taxa import ACIDS, BUTYRATE, FOODS, LACTATE
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE, SHARE
from milkway.core.declare import Flow, Stock, Substance, Taxon, flow, parameter
from milkway.core.expression import Expression
from milkway.core.model import Model, process

GROWTH = parameter("gut_growth", "1/day", "largest growth rate of a taxon on a resource in the colon", per=("taxon", "resource"))
YIELD = parameter("cell_yield", "cell/micromole", "cells made from one micromole of hexose", within=POSITIVE)
PRODUCT = parameter(
    "acid_yield", "dimensionless", "acid made per hexose fermented by a taxon", per=("taxon", "resource"), within=NOT_NEGATIVE
)
FROM_LACTATE = parameter("butyrate_from_lactate", "dimensionless", "butyrate made per lactate used", within=NOT_NEGATIVE)
SETTLING = parameter(
    "visitor_settling",
    "dimensionless",
    "growth of a marked strain among a colon's residents relative to alone",
    per=("site",),
    within=SHARE,
)
VISITOR_LIMIT = parameter(
    "visitor_gut_limit", "cell/mL", "density at which growth of a marked strain in the colon has halved", within=POSITIVE
)


@process(cites=["ward2006", "cremer2017", "schwab2010"])
def gut_growth(model: Model) -> Iterator[Flow]:
    """Bacteria of the colon grow on sugars, mucin, peptides and lactate, and make acetate, lactate and butyrate."""
    for gut in GUTS:
        for taxon in model.taxa:
            for food in FOODS:
                if taxon.marked:
                    yield from _visitor(taxon, food, gut)
                else:
                    yield _resident(taxon, food, gut)


def _resident(taxon: Taxon, food: Substance, gut: Gut) -> Flow:
    each = GROWTH[taxon, food] / YIELD * thriving(taxon, gut) / (HALF[food] * gut.volume + gut.site[food])
    cells = gut.site[taxon]
    return flow(each, out_of=gut.site[food], by=cells, into={cells: YIELD, **_products(taxon, food, gut)})


def _products(taxon: Taxon, food: Substance, gut: Gut) -> dict[Stock, Expression]:
    if food == LACTATE:
        return {gut.site[BUTYRATE]: FROM_LACTATE}
    return {gut.site[acid]: PRODUCT[taxon, acid] for acid in ACIDS}


def _visitor(taxon: Taxon, food: Substance, gut: Gut) -> Iterator[Flow]:
    cells = gut.site[taxon]
    growth = SETTLING[gut.site] * GROWTH[taxon, food] * thriving(taxon, gut) * plenty(food, gut)
    yield flow(growth, by=cells, into={cells: 1})
    yield flow(growth / (VISITOR_LIMIT * gut.volume + cells), out_of=cells, by=cells)
