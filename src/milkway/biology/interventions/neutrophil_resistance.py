"""Hypothesis: neutrophils spare the strain, so it outlives pathogens in an inflamed breast."""

from collections.abc import Iterator

from milkway.biology.processes.neutrophils import WALL_SHARE, killed
from milkway.biology.sites import BREASTS
from milkway.core.bounds import SHARE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.model import Model, process

EFFECT = parameter(
    "effect_neutrophil_resistance", "dimensionless", "share of killing that the strain escapes; 0 is no effect", within=SHARE
)


@process(cites=["malka2010"], disputed="neutrophil_resistance")
def neutrophil_resistance(model: Model) -> Iterator[Flow]:
    """Cells of the strain that escape killing are added back; with full resistance killing and escape cancel."""
    for breast in BREASTS:
        for taxon in model.taxa:
            if taxon.marked:
                spared = EFFECT * killed(taxon, breast)
                yield flow(spared, by=breast.milk[taxon], into={breast.milk[taxon]: 1})
                yield flow(spared * WALL_SHARE, by=breast.wall[taxon], into={breast.wall[taxon]: 1})
