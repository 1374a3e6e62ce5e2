"""Mastitis that opens with stasis: a blocked duct holds milk back, then bacteria grow."""

from collections.abc import Iterator

from milkway.biology.exposures import blocked
from milkway.biology.lactation import age, feeding
from milkway.biology.liability import liability
from milkway.biology.sites import BREASTS
from milkway.core.bounds import GEOMETRIC_SD, NOT_NEGATIVE, POSITIVE
from milkway.core.declare import Episode, episode, parameter
from milkway.core.expression import exp
from milkway.core.model import Model, process

HAZARD = parameter("blocked_duct_hazard", "1/day", "blocked ducts per breast and day in established lactation")
EARLY = parameter("blocked_duct_early", "dimensionless", "excess of that hazard right after birth", within=NOT_NEGATIVE)
EARLY_TIME = parameter("blocked_duct_early_time", "day", "time scale on which the excess falls", within=POSITIVE)
DURATION = parameter("blocked_duct_duration", "day", "median duration of a blocked duct")
SPREAD = parameter("blocked_duct_spread", "dimensionless", "geometric standard deviation of the duration", within=GEOMETRIC_SD)


@process(cites=["chinastasis", "foxman2002"], disputed="stasis_first")
def stasis_first(model: Model) -> Iterator[Episode]:
    """Ducts block mostly in the first weeks and where supply is ample; feeding often is not simply protective."""
    for breast in BREASTS:
        hazard = HAZARD * (1 + EARLY * exp(0 - age() / EARLY_TIME)) * feeding() * liability(breast)
        yield episode(f"{breast.side}_blocked_duct", hazard=hazard, lasts=DURATION, spread=SPREAD, sets=blocked(breast))
