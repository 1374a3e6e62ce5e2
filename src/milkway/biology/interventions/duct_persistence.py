"""Hypothesis: the strain persists on the duct wall, since residents crowd it out less than they do its neutral kin."""

from collections.abc import Iterator

from milkway.biology.processes.wall_growth import birth_on_wall, crowding, occupancy
from milkway.biology.sites import BREASTS
from milkway.core.bounds import SHARE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.expression import larger, smaller
from milkway.core.model import Model, process

EFFECT = parameter(
    "effect_duct_persistence",
    "dimensionless",
    "share of the residents' crowding that the strain escapes; 0 is no effect",
    within=SHARE,
)


@process(cites=["jimenez2008"], disputed="duct_persistence")
def duct_persistence(model: Model) -> Iterator[Flow]:
    """A strain that lives in another niche of the wall can stay where its kin are displaced; it still limits itself."""
    for breast in BREASTS:
        for taxon in model.taxa:
            if taxon.marked:
                cells = breast.wall[taxon]
                by_others = larger(0, crowding(taxon, breast, model) - occupancy(taxon, breast))
                yield flow(EFFECT * birth_on_wall(taxon) * smaller(1, by_others), by=cells, into={cells: 1})
