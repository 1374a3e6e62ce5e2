"""Mothers in a trial add formula: at a hazard that the protocol sets, and for ever."""

from collections.abc import Iterator

from milkway.biology.exposures import ENROLLED, FORMULA
from milkway.core.declare import Episode, episode, parameter
from milkway.core.model import Model, process

HAZARD = parameter("formula_hazard", "1/day", "hazard of adding formula; the protocol sets it")


@process(cites=["scott2008"])
def formula(model: Model) -> Iterator[Episode]:
    """Formula makes up what milk does not cover; that it also makes mothers feed less is not in the model."""
    yield episode("formula", hazard=HAZARD * ENROLLED, lasts=None, sets=FORMULA)
