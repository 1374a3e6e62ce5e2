"""Mothers stop taking the product and stay in the trial: at a hazard that the protocol sets."""

from collections.abc import Iterator

from milkway.biology.exposures import DISCONTINUED, ENROLLED
from milkway.core.declare import Episode, episode, parameter
from milkway.core.model import Model, process

HAZARD = parameter("discontinuation_hazard", "1/day", "hazard of stopping the product; the protocol sets it")


@process(cites=["hurtado2017"])
def discontinuation(model: Model) -> Iterator[Episode]:
    """Who left a published trial was readable, not who stopped and stayed: nobody stops unless a protocol says so."""
    yield episode("discontinuation", hazard=HAZARD * ENROLLED, lasts=None, sets=DISCONTINUED)
