"""The infant's stomach: what share of swallowed cells reaches the colon alive."""

from collections.abc import Iterator

from milkway.biology.sites import INFANT_GUT, INFANT_MOUTH
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
STRAIGHT = parameter(
    "swallowed_at_once", "dimensionless", "share of cells brought to the mouth that is swallowed at once", within=SHARE
)


def taken_in(taxon: Taxon, arriving: Expression) -> Iterator[Flow]:
    """Yield the arrival of cells (cell/day) at the infant's mouth, part of them swallowed at once."""
    yield flow(arriving, into={INFANT_MOUTH[taxon]: 1 - STRAIGHT, INFANT_GUT[taxon]: STRAIGHT * SURVIVAL[taxon]})
