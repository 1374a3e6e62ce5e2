"""Fermenting growth in both colons: bacteria turn resources into cells and acids (Monod kinetics)."""

from collections.abc import Iterator

from milkway.biology.fermentation import HALF, plenty, thriving, vigour
from milkway.biology.sites import GUTS, MATERNAL_GUT, Gut
from milkway.biology.taxa import (
    ACIDS,
    BACTEROIDES,
    BIFIDOBACTERIUM,
    BUTYRATE,
    CLOSTRIDIA,
    ENTEROBACTERIACEAE,
    ENTEROCOCCUS,
    FOODS,
    LACTATE,
    LACTOBACILLUS,
    S_AUREUS,
    STAPHYLOCOCCUS,
    STRAIN,
    STREPTOCOCCUS,
    class_of,
    classed,
)
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE, SHARE
from milkway.core.declare import Flow, Stock, Substance, Taxon, flow, parameter
from milkway.core.expression import Expression
from milkway.core.model import Model, process

GROWTH = parameter("gut_growth", "1/day", "largest growth rate of a taxon on a resource in the colon", per=("taxon", "resource"))
GROWING = classed(enteric=(ENTEROBACTERIACEAE, ENTEROCOCCUS), minor=(STAPHYLOCOCCUS, S_AUREUS, LACTOBACILLUS, STRAIN))
YIELD = parameter("cell_yield", "cell/micromole", "cells made from one micromole of hexose", per=("site",), within=POSITIVE)
PRODUCT = parameter(
    "acid_yield", "dimensionless", "acid made per hexose fermented by a taxon", per=("taxon", "resource"), within=NOT_NEGATIVE
)
LACTATE_YIELD = parameter("lactate_yield", "dimensionless", "cells made per lactate used relative to hexose", within=POSITIVE)
FROM_LACTATE = parameter("butyrate_from_lactate", "dimensionless", "butyrate made per lactate used", within=NOT_NEGATIVE)
SETTLING = parameter(
    "visitor_settling", "dimensionless", "growth of a marked strain among a mother's residents relative to alone", within=SHARE
)
VISITOR_LIMIT = parameter(
    "visitor_gut_limit", "cell/mL", "density at which growth of a marked strain in the colon has halved", within=POSITIVE
)
FERMENTING = classed(
    bifid_shunt=(BIFIDOBACTERIUM,),
    propionic=(BACTEROIDES,),
    butyric=(CLOSTRIDIA,),
    mixed_acid=(ENTEROBACTERIACEAE, STAPHYLOCOCCUS, S_AUREUS),
    homolactic=(ENTEROCOCCUS, STREPTOCOCCUS, LACTOBACILLUS),
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
    made = YIELD[gut.site] * LACTATE_YIELD if food == LACTATE else YIELD[gut.site]
    speed = vigour(taxon, gut) * _growth(taxon, food) * thriving(taxon, gut)
    cells = gut.site[taxon]
    each = speed / made / (HALF * gut.volume + gut.site[food])
    return flow(each, out_of=gut.site[food], by=cells, into={cells: made, **_products(taxon, food, gut)})


def _products(taxon: Taxon, food: Substance, gut: Gut) -> dict[Stock, Expression]:
    if food == LACTATE:
        return {gut.site[BUTYRATE]: FROM_LACTATE}
    return {gut.site[acid]: PRODUCT[class_of(taxon, FERMENTING), acid] for acid in ACIDS}


def _growth(taxon: Taxon, food: Substance) -> Expression:
    return GROWTH[class_of(taxon, GROWING), food.name]


def _visitor(taxon: Taxon, food: Substance, gut: Gut) -> Iterator[Flow]:
    cells, settling = gut.site[taxon], SETTLING if gut.site == MATERNAL_GUT else 1
    growth = settling * _growth(taxon, food) * thriving(taxon, gut) * plenty(food, gut)
    yield flow(growth, by=cells, into={cells: 1})
    yield flow(growth / (VISITOR_LIMIT * gut.volume + cells), out_of=cells, by=cells)
