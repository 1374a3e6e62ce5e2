"""Hypothesis: the strain's products slow pathogens in milk."""

from collections.abc import Iterator

from milkway.biology.processes.milk_growth import growth_in_milk
from milkway.biology.sites import BREASTS
from milkway.biology.taxa import PATHOGENS
from milkway.core.bounds import POSITIVE, SHARE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.expression import saturating
from milkway.core.model import Model, process

EFFECT = parameter(
    "effect_antagonism", "dimensionless", "share of pathogen growth in milk that ample strain stops; 0 is no effect", within=SHARE
)
HALF = parameter("antagonism_half", "cell/mL", "strain in milk at half of its antagonism", within=POSITIVE)


@process(cites=["olivares2006", "heikkila2003"], disputed="antagonism")
def antagonism(model: Model) -> Iterator[Flow]:
    """Lactobacilli can inhibit S. aureus in culture; whether they do at the numbers found in milk is open."""
    for breast in BREASTS:
        for strain in (taxon for taxon in model.taxa if taxon.marked):
            reach = saturating(breast.milk[strain] / breast.volume, HALF)
            for pathogen in PATHOGENS:
                yield flow(EFFECT * reach * growth_in_milk(pathogen, breast, model), out_of=breast.milk[pathogen])
