"""The maternal faecal route: at vaginal birth, and later by hand, infant and areolae receive bacteria of its mother's colon."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN, CAESAREAN, MATERNAL_ANTIBIOTIC
from milkway.biology.interventions.antibiotics import sensitivity
from milkway.biology.processes.maternal_gut import DENSITY
from milkway.biology.sites import BREASTS, INFANT_GUT, residents
from milkway.biology.stomach import founders, taken_in
from milkway.biology.taxa import (
    BACTEROIDES,
    BIFIDOBACTERIUM,
    CLOSTRIDIA,
    ENTEROBACTERIACEAE,
    ENTEROCOCCUS,
    LACTOBACILLUS,
    S_AUREUS,
    STAPHYLOCOCCUS,
    STREPTOCOCCUS,
    class_of,
    classed,
)
from milkway.core.bounds import NOT_NEGATIVE, SHARE
from milkway.core.declare import Flow, Pulse, Taxon, flow, parameter, pulse
from milkway.core.expression import Expression
from milkway.core.model import Model, process

BOLUS = parameter("faecal_bolus", "mL", "stool of the mother that the infant swallows at vaginal birth")
BIRTH_DOSE = parameter("birth_inoculum", "dimensionless", "birth inoculum of a dyad relative to the usual", within=NOT_NEGATIVE)
BY_HAND = parameter("family_faecal", "mL/day", "stool of the family that reaches the infant's mouth by hand in a day")
HAND_DOSE = parameter("family_contact", "dimensionless", "family contact of a dyad relative to the usual", within=NOT_NEGATIVE)
ON_AREOLAE = parameter(
    "family_faecal_areola",
    "dimensionless",
    "stool of the family that lands on both areolae by hand, relative to what reaches the infant's mouth",
    within=NOT_NEGATIVE,
)
IN_AIR = parameter(
    "air_survival", "dimensionless", "share of cells that live after their time on hands and things", per=("taxon",), within=SHARE
)
SPOILT = parameter(
    "antibiotic_birth",
    "dimensionless",
    "share of a fully sensitive taxon's birth inoculum that an antibiotic of the mother at birth undoes",
    within=SHARE,
)
AIR = classed(
    anaerobe=(BIFIDOBACTERIUM, BACTEROIDES),
    hardy=(CLOSTRIDIA, ENTEROBACTERIACEAE, ENTEROCOCCUS, STREPTOCOCCUS, STAPHYLOCOCCUS, S_AUREUS, LACTOBACILLUS),
)


@process(cites=["shao2019", "mitchell2020", "makino2013"], off="no bacteria of a gut reach the infant, at birth or by hand")
def maternal_faecal(model: Model) -> Iterator[Flow | Pulse]:
    """Lasting colonisers of a vaginally born infant come from the mother's gut rather than her vagina."""
    for taxon in residents(model):
        unharmed = 1 - SPOILT * sensitivity(taxon) * MATERNAL_ANTIBIOTIC
        cells = BOLUS * BIRTH_DOSE * DENSITY[taxon] * founders(taxon) * (1 - CAESAREAN) * unharmed
        yield pulse(f"maternal_faecal_{taxon.name}", cells, into=INFANT_GUT[taxon], at=BORN, thinned=True)
        by_hand = BORN * BY_HAND * HAND_DOSE * DENSITY[taxon] * _living(taxon)
        yield from taken_in(taxon, by_hand)
        for breast in BREASTS:
            yield flow(by_hand * ON_AREOLAE / len(BREASTS), into={breast.areola[taxon]: 1})


def _living(taxon: Taxon) -> Expression:
    return IN_AIR[class_of(taxon, AIR)]
