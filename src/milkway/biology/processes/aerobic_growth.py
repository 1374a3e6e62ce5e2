"""Respiring growth in the infant's colon: facultative bacteria burn lactose, else peptides, and use up oxygen."""

from collections.abc import Iterator

from milkway.biology.fermentation import HALF, OXYGEN_HALF, airy, plenty, thriving, vigour
from milkway.biology.processes.gut_growth import YIELD
from milkway.biology.sites import INFANT_GUT, Gut, residents
from milkway.biology.taxa import ENTEROBACTERIACEAE, LACTOSE, OXYGEN, PEPTIDE, S_AUREUS, STAPHYLOCOCCUS, class_of, classed
from milkway.core.bounds import POSITIVE
from milkway.core.declare import Flow, Taxon, flow, parameter
from milkway.core.model import Model, process

AEROBIC = parameter("aerobic_growth", "1/day", "largest growth rate by respiration in the colon", per=("taxon",))
GAIN = parameter("aerobic_yield_gain", "dimensionless", "cells per sugar respired relative to fermented", within=POSITIVE)
OXYGEN_YIELD = parameter("oxygen_yield", "cell/micromole", "cells made per micromole of oxygen", within=POSITIVE)
BREATHING = classed(respiring=(ENTEROBACTERIACEAE, STAPHYLOCOCCUS, S_AUREUS))


@process(cites=["versluis2022"])
def aerobic_growth(model: Model) -> Iterator[Flow]:
    """Facultative bacteria respire sugar while oxygen lasts, which clears the way for strict anaerobes."""
    for taxon in residents(model):
        yield from _respiration(taxon, Gut(INFANT_GUT))


def _respiration(taxon: Taxon, gut: Gut) -> Iterator[Flow]:
    site, cells = gut.site, gut.site[taxon]
    lacking = 1 - plenty(LACTOSE, gut)
    speed = vigour(taxon, gut) * AEROBIC[class_of(taxon, BREATHING)] * thriving(taxon, gut)
    for food, share in ((LACTOSE, 1), (PEPTIDE, lacking)):
        each = share * speed * airy(gut) / (GAIN * YIELD[site]) / (HALF * gut.volume + site[food])
        yield flow(each, out_of=site[food], by=cells, into={cells: GAIN * YIELD[site]})
    burnt = plenty(LACTOSE, gut) + lacking * plenty(PEPTIDE, gut)
    yield flow(speed * burnt / OXYGEN_YIELD / (OXYGEN_HALF * gut.volume + site[OXYGEN]), out_of=site[OXYGEN], by=cells)
