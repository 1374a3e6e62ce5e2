"""Mastitis that opens with inflammation: ducts swell and narrow first, bacteria are bystanders or come second."""

from collections.abc import Iterator

from milkway.biology.exposures import inflamed_duct
from milkway.biology.lactation import age, feeding
from milkway.biology.liability import liability
from milkway.biology.sites import BREASTS
from milkway.core.bounds import GEOMETRIC_SD, NOT_NEGATIVE, POSITIVE
from milkway.core.declare import Episode, episode, parameter
from milkway.core.expression import exp
from milkway.core.model import Model, process

HAZARD = parameter("inflamed_duct_hazard", "1/day", "sterile ductal inflammation per breast and day in established lactation")
EARLY = parameter("inflamed_duct_early", "dimensionless", "excess of that hazard right after birth", within=NOT_NEGATIVE)
EARLY_TIME = parameter("inflamed_duct_early_time", "day", "time scale on which the excess falls", within=POSITIVE)
DURATION = parameter("inflamed_duct_duration", "day", "median duration of sterile ductal inflammation")
SPREAD = parameter("inflamed_duct_spread", "dimensionless", "geometric standard deviation of the duration", within=GEOMETRIC_SD)


@process(cites=["kvist2008", "thomsen1984"], disputed="inflammation_first")
def inflammation_first(model: Model) -> Iterator[Episode]:
    """Non-infectious inflammation may come first and turn infectious in part of the cases."""
    for breast in BREASTS:
        hazard = HAZARD * (1 + EARLY * exp(0 - age() / EARLY_TIME)) * feeding() * liability(breast)
        name = f"{breast.side}_ductal_inflammation"
        yield episode(name, hazard=hazard, lasts=DURATION, spread=SPREAD, sets=inflamed_duct(breast))
