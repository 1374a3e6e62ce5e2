"""What is asked of the disputed route and of a product before any result: what may be zero, and how wide its rivals are drawn."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np


@dataclass(frozen=True)
class Disputed:
    """What may be exactly zero.

    Attributes:
        key: of the row.
        spike: probability of zero.
        most: largest.
        kind: of the prior.
        why: it is as it is.
        least: smallest beside zero, of a log-uniform slab; 0 of a uniform one.
    """

    key: str
    spike: float
    most: float
    kind: str
    why: str
    least: float = 0.0

    def value(self, u: np.ndarray) -> np.ndarray:
        """Return values at (draw,) uniform numbers.

        >>> Disputed("a", 0.5, 4.0, "expert", "").value(np.array([0.25, 0.75])).tolist()
        [0.0, 2.0]
        """
        height = np.maximum(0.0, (u - self.spike) / (1 - self.spike))
        slab = self.least * (self.most / self.least) ** height if self.least else self.most * height
        return np.where(height > 0, slab, 0.0)


@cache
def disputed() -> tuple[Disputed, ...]:
    """Return what may be zero, in file order."""
    return tuple(Disputed(**one) for one in routes()["disputed"])


@cache
def routes() -> dict:
    """Return what `routes.toml` says."""
    return tomllib.loads(files("milkway.inference").joinpath("data", "routes.toml").read_text(encoding="utf-8"))
