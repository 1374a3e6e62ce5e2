"""Hypothesis: the strain crowds pathogens out of the duct wall."""

from collections.abc import Iterator

from milkway.biology.processes.wall_growth import birth_on_wall, room
from milkway.biology.sites import BREASTS
from milkway.biology.taxa import PATHOGENS
from milkway.core.bounds import NOT_NEGATIVE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.expression import larger, smaller
from milkway.core.model import Model, process

EFFECT = parameter(
    "effect_competition",
    "dimensionless",
    "crowding of pathogens by the strain relative to their own kind; 0 is no effect",
    within=NOT_NEGATIVE,
)


@process(cites=["arroyo2010", "olivares2006"], disputed="competition")
def competition(model: Model) -> Iterator[Flow]:
    """Pathogens on the wall lose ground in proportion to the strain that lives beside them, as residents press each other."""
    for breast in BREASTS:
        for strain in (taxon for taxon in model.taxa if taxon.marked):
            for pathogen in PATHOGENS:
                shared = larger(room(pathogen, breast), room(strain, breast))
                pressed = smaller(1, breast.wall[strain] / shared)
                yield flow(EFFECT * birth_on_wall(pathogen) * pressed, out_of=breast.wall[pathogen])
