"""The maternal faecal route: at vaginal birth, and later by hand, the infant receives bacteria of its mother's colon."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN, CAESAREAN
from milkway.biology.sites import INFANT_GUT, residents
from milkway.biology.stomach import SURVIVAL, taken_in
from milkway.core.bounds import NOT_NEGATIVE
from milkway.core.declare import Flow, Pulse, parameter, pulse
from milkway.core.model import Model, process

BOLUS = parameter("faecal_bolus", "cell", "maternal faecal cells that the infant swallows at vaginal birth", per=("taxon",))
BIRTH_DOSE = parameter("birth_inoculum", "dimensionless", "birth inoculum of a dyad relative to the usual", within=NOT_NEGATIVE)
BY_HAND = parameter("family_faecal", "cell/day", "cells of the family's guts that the infant takes in a day", per=("taxon",))
HAND_DOSE = parameter("family_contact", "dimensionless", "family contact of a dyad relative to the usual", within=NOT_NEGATIVE)


@process(cites=["shao2019", "mitchell2020", "makino2013"], off="no bacteria of a gut reach the infant, at birth or by hand")
def maternal_faecal(model: Model) -> Iterator[Flow | Pulse]:
    """Lasting colonisers of a vaginally born infant come from the mother's gut rather than her vagina."""
    for taxon in residents(model):
        cells = BOLUS[taxon] * BIRTH_DOSE * SURVIVAL[taxon] * (1 - CAESAREAN)
        yield pulse(f"maternal_faecal_{taxon.name}", cells, into=INFANT_GUT[taxon], at=BORN, thinned=True)
        yield from taken_in(taxon, BORN * BY_HAND[taxon] * HAND_DOSE)
