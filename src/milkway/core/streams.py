"""Random draws that are keyed, not consumed: each is a function of (seed, dyad, event, index, draw) and of nothing else.

The generator is Philox4x32-10 (Salmon 2011, salmon2011). The same dyad sees the same luck in every arm, chunk and cohort size.
"""

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri  # pyright: ignore[reportMissingTypeStubs]  SciPy ships no types

from milkway.core.philox import fill_uniform


def event_code(event: str) -> int:
    """Return the 32-bit code of an event's name (CRC-32), the same on every machine and in every run."""
    return zlib.crc32(event.encode())


@dataclass(frozen=True)
class Streams:
    """The source of all chance in a run."""

    seed: int

    def uniform(self, event: str, dyads: np.ndarray, index: ArrayLike = 0, draw: int = 0) -> np.ndarray:
        """Return one uniform number in (0, 1) per dyad.

        Args:
            event: what the draw decides, in words.
            dyads: (dyad,) identity of each dyad, not its position.
            index: which occurrence, such as the day; one for all or one per dyad.
            draw: further draws of one event.
        """
        out, indices = np.empty(len(dyads)), np.empty(len(dyads), dtype=np.int64)
        indices[:] = index
        fill_uniform(out, self.seed, np.ascontiguousarray(dyads, dtype=np.int64), event_code(event), indices, draw)
        return out

    def normal(self, event: str, dyads: np.ndarray, index: ArrayLike = 0, draw: int = 0) -> np.ndarray:
        """Return one standard normal number per dyad, keyed as in `uniform`."""
        return ndtri(self.uniform(event, dyads, index, draw))
