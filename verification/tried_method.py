"""A cell of a method for women who left: many small trials without any effect, each answered by it."""

from dataclasses import dataclass
from typing import ClassVar
from zlib import crc32

import numpy as np

from verification.incomplete_trials import Asked, answer
from verification.tried_cell import LEVEL, Found


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
        found = [answer(Asked(self.question, self.method), self.sizes, draw) for _ in range(self.trials)]
        claims = sum(one.p is not None and one.p < LEVEL for one in found)
        holds = sum(one.low is None or one.high is None or one.low <= 0 <= one.high for one in found)
        return {self.method: Found(claims, holds, sum(one.p is None for one in found), 0)}
