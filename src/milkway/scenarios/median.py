"""The median dyad: every parameter at its median, every yes-or-no covariate as most women have it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class MiddleLuck:
    """Stands in for the source of chance while a cohort is drawn: every draw is the middle of its distribution."""

    seed: int

    def uniform(self, event: str, dyads: np.ndarray, index: ArrayLike = 0, draw: int = 0) -> np.ndarray:
        """Return one half per dyad, whatever the draw decides."""
        return np.full(len(dyads), 0.5)

    def normal(self, event: str, dyads: np.ndarray, index: ArrayLike = 0, draw: int = 0) -> np.ndarray:
        """Return zero per dyad, whatever the draw decides."""
        return np.zeros(len(dyads))
