"""Mastitis that opens with inflammation: ducts swell and narrow first, bacteria are bystanders or come second."""

from collections.abc import Iterator

from milkway.biology.exposures import inflamed_duct
from milkway.biology.lactation import feeding
from milkway.biology.liability import EARLY_TIME, liability
from milkway.biology.onset import SPREAD, early
from milkway.biology.sites import BREASTS
from milkway.core.declare import Episode, episode, parameter
from milkway.core.model import Model, process

HAZARD = parameter("inflamed_duct_hazard", "1/day", "sterile ductal inflammation per breast and day in established lactation")
DURATION = parameter("inflamed_duct_duration", "day", "median duration of sterile ductal inflammation")


@process(cites=["kvist2008", "thomsen1984"], disputed="inflammation_first")
def inflammation_first(model: Model) -> Iterator[Episode]:
    """Non-infectious inflammation may come first and turn infectious in part of the cases."""
    for breast in BREASTS:
        hazard = HAZARD * early(EARLY_TIME) * feeding() * liability(breast)
        name = f"{breast.side}_ductal_inflammation"
        yield episode(name, hazard=hazard, lasts=DURATION, spread=SPREAD, sets=inflamed_duct(breast))
