"""Milk is secreted into the breast, less as it fills or is inflamed."""

from collections.abc import Iterator

from milkway.biology.lactation import milk_in
from milkway.biology.processes.milk_supply import supply
from milkway.biology.sites import BREASTS
from milkway.core.bounds import POSITIVE, SHARE
from milkway.core.declare import Flow, Initial, flow, parameter
from milkway.core.expression import larger
from milkway.core.model import Model, process

SECRETION = parameter("secretion", "mL/day", "milk that an empty breast secretes in a day")
SUPPLY = parameter("milk_supply", "dimensionless", "mother's supply relative to the usual", within=POSITIVE)
CAPACITY = parameter("storage_capacity", "mL", "most milk that a breast can hold", within=POSITIVE)
IDLE = parameter("idle_secretion", "mL/day", "fluid secreted by a breast that does not lactate")
INITIAL = parameter("initial_milk_volume", "mL", "fluid in a breast in late pregnancy")
LOSS = parameter("inflammation_secretion_loss", "dimensionless", "share of secretion lost at full inflammation", within=SHARE)


@process(cites=["kent2006", "saint1984"])
def milk_secretion(model: Model) -> Iterator[Flow | Initial]:
    """A full breast stops secreting, so supply follows removal within a day."""
    for breast in BREASTS:
        space = larger(0, 1 - (breast.volume / CAPACITY) ** 4)
        lactating = SECRETION * SUPPLY * milk_in() * supply(breast) * (1 - LOSS * breast.inflammation)
        yield flow((IDLE + lactating) * space, into={breast.volume: 1})
        yield Initial(breast.volume, INITIAL)
