"""The environment: home and hospital bring bacteria to the infant's mouth day by day."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN, HOSPITAL
from milkway.biology.sites import INFANT_MOUTH, residents
from milkway.biology.stomach import taken_in
from milkway.biology.taxa import S_AUREUS
from milkway.core.bounds import NOT_NEGATIVE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.model import Model, process

HOME = parameter("home_arrival", "cell/day", "cells of the home that reach the infant's mouth in a day", per=("taxon",))
WARD = parameter("hospital_arrival", "cell/day", "cells of the hospital that reach the infant's mouth in a day", per=("taxon",))
DIRT = parameter(
    "environment_contact", "dimensionless", "contact of a dyad with its environment relative to the usual", within=NOT_NEGATIVE
)
CARRIAGE = parameter(
    "s_aureus_carriage_infant",
    "dimensionless",
    "S. aureus of the infant's nose and of what it meets, relative to a usual carrier",
    within=NOT_NEGATIVE,
)
NOSE = parameter("nose_shedding", "cell/day", "S. aureus that a usual carrier's nose sheds into its mouth in a day")


@process(cites=["shao2019", "lindberg2004", "amir2013"], off="home, hospital and the infant's own nose bring it nothing")
def environment(model: Model) -> Iterator[Flow]:
    """Spores, enterococci and staphylococci of the surroundings fill what is left open; S. aureus settles in the nose."""
    yield flow(BORN * CARRIAGE * NOSE, into={INFANT_MOUTH[S_AUREUS]: 1})
    for taxon in residents(model):
        carriage = CARRIAGE if taxon == S_AUREUS else 1
        yield from taken_in(taxon, BORN * DIRT * carriage * (HOME[taxon] + WARD[taxon] * HOSPITAL))
