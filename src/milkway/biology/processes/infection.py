"""The infant's hazard of infection: opportunists in the gut, held back by barrier and IgA."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN
from milkway.biology.infant_immunity import BARRIER, HAZARD, iga_at_work, opportunists
from milkway.biology.sites import INFANT_GUT, Gut
from milkway.core.bounds import POSITIVE, SHARE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.expression import saturating
from milkway.core.model import Model, process

SCALE = parameter("infection_scale", "1/day", "hazard at full load without protection")
LOAD_HALF = parameter("infection_load_half", "cell/mL", "opportunists at half of the load's effect", within=POSITIVE)
BACKGROUND = parameter(
    "infection_background", "dimensionless", "hazard without opportunists as a share of full load", within=SHARE
)
BARRIER_EFFECT = parameter(
    "infection_barrier", "dimensionless", "share of the hazard that a mature barrier prevents", within=SHARE
)
IGA_EFFECT = parameter("infection_iga", "dimensionless", "share of the hazard that ample IgA prevents", within=SHARE)


@process(cites=["kramer2001"])
def infection(model: Model) -> Iterator[Flow]:
    """The cumulative hazard of infection grows each day; it is an index, not a calibrated risk."""
    load = saturating(opportunists(), LOAD_HALF * Gut(INFANT_GUT).volume) + BACKGROUND
    protection = (1 - BARRIER_EFFECT * BARRIER) * (1 - IGA_EFFECT * iga_at_work())
    yield flow(BORN * SCALE * load * protection, into={HAZARD: 1})
