"""The environment: home and hospital bring bacteria to the infant's mouth day by day."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN, HOSPITAL
from milkway.biology.sites import residents
from milkway.biology.stomach import taken_in
from milkway.biology.taxa import S_AUREUS
from milkway.core.bounds import NOT_NEGATIVE
from milkway.core.declare import Flow, parameter
from milkway.core.model import Model, process

HOME = parameter("home_arrival", "cell/day", "cells of the home that reach the infant's mouth in a day", per=("taxon",))
WARD = parameter("hospital_arrival", "cell/day", "cells of the hospital that reach the infant's mouth in a day", per=("taxon",))
DIRT = parameter(
    "environment_contact", "dimensionless", "contact of a dyad with its environment relative to the usual", within=NOT_NEGATIVE
)
CARRIAGE = parameter(
    "s_aureus_carriage_infant",
    "dimensionless",
    "S. aureus that the infant meets, relative to a usual carrier",
    within=NOT_NEGATIVE,
)


@process(cites=["shao2019", "lindberg2004"], off="home and hospital are sterile for the infant")
def environment(model: Model) -> Iterator[Flow]:
    """Spores, enterococci and staphylococci of the surroundings fill what birth and family leave open."""
    for taxon in residents(model):
        carriage = CARRIAGE if taxon == S_AUREUS else 1
        yield from taken_in(taxon, BORN * DIRT * carriage * (HOME[taxon] + WARD[taxon] * HOSPITAL))
