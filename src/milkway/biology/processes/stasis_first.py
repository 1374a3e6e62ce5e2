"""Mastitis that opens with stasis: a blocked duct holds milk back, then bacteria grow."""

from collections.abc import Iterator

from milkway.biology.exposures import blocked
from milkway.biology.lactation import feeding
from milkway.biology.liability import EARLY_TIME, liability
from milkway.biology.onset import SPREAD, early
from milkway.biology.sites import BREASTS
from milkway.core.declare import Episode, episode, parameter
from milkway.core.model import Model, process

HAZARD = parameter("blocked_duct_hazard", "1/day", "blocked ducts per breast and day in established lactation")
DURATION = parameter("blocked_duct_duration", "day", "median duration of a blocked duct")


@process(cites=["chinastasis", "foxman2002"], disputed="stasis_first")
def stasis_first(model: Model) -> Iterator[Episode]:
    """Ducts block mostly in the first weeks and where supply is ample; feeding often is not simply protective."""
    for breast in BREASTS:
        hazard = HAZARD * early(EARLY_TIME) * feeding() * liability(breast)
        yield episode(f"{breast.side}_blocked_duct", hazard=hazard, lasts=DURATION, spread=SPREAD, sets=blocked(breast))
