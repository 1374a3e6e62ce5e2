"""Demand drives supply: over weeks a breast that is drained well makes more milk, one left full makes less."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN
from milkway.biology.lactation import feeding
from milkway.biology.sites import BREASTS, Breast
from milkway.core.bounds import SHARE
from milkway.core.declare import Initial, Rate, Stock, parameter, rate
from milkway.core.expression import larger, smaller, wrap
from milkway.core.model import Model, process

SPEED = parameter("supply_speed", "1/day", "adaptation of supply to demand")
FULLNESS = parameter("usual_fullness", "dimensionless", "fullness at which supply stays as it is", within=SHARE)


def supply(breast: Breast) -> Stock:
    """Return the adaptation of a breast's supply, 1 as usual."""
    return breast.latent("supply")


@process(cites=["kent2006", "cullinane2015"])
def milk_supply(model: Model) -> Iterator[Rate | Initial]:
    """More removal brings more milk (hyperlactation); without removal supply ceases."""
    for breast in BREASTS:
        demanded = smaller(1, feeding()) * larger(0, 1 + FULLNESS - breast.stasis)
        yield rate(supply(breast), toward=demanded, at=SPEED * BORN)
        yield Initial(supply(breast), wrap(1))
