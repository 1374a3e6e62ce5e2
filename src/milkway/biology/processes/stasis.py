"""Stasis follows how full the breast is."""

from collections.abc import Iterator

from milkway.biology.processes.milk_secretion import CAPACITY
from milkway.biology.sites import BREASTS
from milkway.core.declare import Rate, parameter, rate
from milkway.core.model import Model, process

SPEED = parameter("stasis_speed", "1/day", "speed at which stasis follows fullness")


@process(cites=["thomsen1984"])
def stasis(model: Model) -> Iterator[Rate]:
    """Milk that stays in the breast builds up pressure within half a day."""
    for breast in BREASTS:
        yield rate(breast.stasis, toward=breast.volume / CAPACITY, at=SPEED)
