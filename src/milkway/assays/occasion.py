"""A sampling occasion: whose samples, of which assay, on which day; it keys every draw of an assay."""

from dataclasses import dataclass

import numpy as np

from milkway.core.streams import Streams


@dataclass(frozen=True)
class Occasion:
    """Samples of several dyads, taken on one day or each on its own.

    Attributes:
        streams: all chance.
        dyads: (dyad,) identities.
        event: assay and what it measures.
        day: since birth, one for all or (dyad,).
    """

    streams: Streams
    dyads: np.ndarray
    event: str
    day: int | np.ndarray

    def uniform(self, draw: int = 0) -> np.ndarray:
        """Return (dyad,) uniform numbers."""
        return self.streams.uniform(self.event, self.dyads, self.day, draw)

    def normal(self, draw: int = 0) -> np.ndarray:
        """Return (dyad,) standard normal numbers."""
        return self.streams.normal(self.event, self.dyads, self.day, draw)
