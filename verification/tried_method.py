"""A cell of a method for women who left: many small trials without any effect, each answered by it."""

from dataclasses import dataclass
from typing import ClassVar
from zlib import crc32

import numpy as np

from verification.incomplete_trials import Asked, answer
from verification.tally import Found, Tally


@dataclass(frozen=True)
class MethodCell:
    """Which question is answered by which method, the women of the two arms, which luck, and how many trials."""

    question: str
    method: str
    sizes: tuple[int, int]
    luck: int
    trials: int
    alike: ClassVar[bool] = True

    @property
    def name(self) -> str:
        """Return what tells it from others."""
        return f"{self.question}|{self.method}|{self.sizes[0]}:{self.sizes[1]}|{self.luck}|{self.trials}"

    def tried(self) -> dict[str, Found]:
        """Return what was found of the method."""
        draw = np.random.default_rng(crc32(self.name.encode()))
        tally = Tally()
        for _ in range(self.trials):
            tally.add(answer(Asked(self.question, self.method), self.sizes, draw))
        return {self.method: tally.found()}
