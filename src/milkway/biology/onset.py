"""When episodes of the breast begin and how long they last: the excess of the first weeks, and the spread of durations."""

from milkway.biology.lactation import age
from milkway.core.bounds import GEOMETRIC_SD, NOT_NEGATIVE
from milkway.core.declare import parameter
from milkway.core.expression import Expression, exp

EXCESS = parameter("early_excess", "dimensionless", "excess right after birth of what befalls a breast", within=NOT_NEGATIVE)
SPREAD = parameter(
    "episode_spread",
    "dimensionless",
    "geometric standard deviation of how long an episode of a breast lasts",
    within=GEOMETRIC_SD,
)


def early(time: Expression) -> Expression:
    """Return a hazard relative to established lactation; the excess falls on a time scale (day)."""
    return 1 + EXCESS * exp(0 - age() / time)
