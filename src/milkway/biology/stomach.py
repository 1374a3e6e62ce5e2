"""From the infant's mouth to a population of its colon: who survives the way, and how many found one."""

from collections.abc import Iterator

from milkway.biology.sites import INFANT_GUT, INFANT_MOUTH
from milkway.biology.taxa import (
    BACTEROIDES,
    BIFIDOBACTERIUM,
    CLOSTRIDIA,
    ENTEROBACTERIACEAE,
    ENTEROCOCCUS,
    LACTOBACILLUS,
    S_AUREUS,
    STAPHYLOCOCCUS,
    STRAIN,
    STREPTOCOCCUS,
    class_of,
    classed,
)
from milkway.core.bounds import SHARE
from milkway.core.declare import Flow, Taxon, flow, parameter
from milkway.core.expression import Expression

SURVIVAL = parameter(
    "stomach_survival",
    "dimensionless",
    "swallowed cells that reach the infant's colon alive, as a share",
    per=("taxon",),
    within=SHARE,
)
FOUNDING = parameter(
    "founding_chance",
    "dimensionless",
    "chance that a cell which reaches the infant's colon alive founds a population there",
    per=("taxon",),
    within=SHARE,
)
STRAIGHT = parameter(
    "swallowed_at_once", "dimensionless", "share of cells brought to the mouth that is swallowed at once", within=SHARE
)
PASSAGE = classed(
    tolerant=(BIFIDOBACTERIUM, LACTOBACILLUS, CLOSTRIDIA, STRAIN),
    vegetative=(BACTEROIDES, ENTEROBACTERIACEAE, ENTEROCOCCUS, STREPTOCOCCUS, STAPHYLOCOCCUS, S_AUREUS),
)


def founders(taxon: Taxon) -> Expression:
    """Return the share of swallowed cells that live on in the colon; a marked strain is counted while it passes as well."""
    survival = SURVIVAL[class_of(taxon, PASSAGE)]
    return survival if taxon.marked else survival * FOUNDING[taxon]


def taken_in(taxon: Taxon, arriving: Expression) -> Iterator[Flow]:
    """Yield the arrival of cells (cell/day) at the infant's mouth, part of them swallowed at once."""
    yield flow(arriving, into={INFANT_MOUTH[taxon]: 1 - STRAIGHT, INFANT_GUT[taxon]: STRAIGHT * founders(taxon)})
