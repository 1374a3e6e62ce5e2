"""Risk of bias of a trial by the five domains of RoB 2, each judged from what could be read and nothing else."""

from collections.abc import Iterator
from typing import Literal

from pydantic.dataclasses import dataclass

from milkway.ledger.parsing import STRICT

Level = Literal["low", "some concerns", "high", "no information"]


@dataclass(config=STRICT, frozen=True)
class Judgement:
    """How a domain was judged, and what in the evidence says so."""

    level: Level
    reason: str


@dataclass(config=STRICT, frozen=True)
class RiskOfBias:
    """The domains of RoB 2; provisional, since no full text of a trial was read."""

    randomisation: Judgement
    deviations: Judgement
    missing_data: Judgement
    measurement: Judgement
    reporting: Judgement

    def __iter__(self) -> Iterator[tuple[str, Judgement]]:
        """Return domain and judgement, in the order of RoB 2."""
        names = ("randomisation", "deviations", "missing_data", "measurement", "reporting")
        return iter(tuple((name, getattr(self, name)) for name in names))

    def worst(self) -> Level:
        """Return the worst judgement; a domain without information is worse than low and better than some concerns."""
        order: tuple[Level, ...] = ("high", "some concerns", "no information", "low")
        levels = {judgement.level for _, judgement in self}
        return next(level for level in order if level in levels)
