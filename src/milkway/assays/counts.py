"""What a laboratory reports of counts that may be too low to be known."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Counts:
    """What the laboratory reports of one group at one visit.

    Attributes:
        sampled: (dyad,) whether there was a sample.
        colonies: (dyad,) colonies on the counted plate.
        dilution: (dyad,) 1, 0.1, 0.01, ... of the sample.
        value: (dyad,) cell/mL; the limit where below it, NaN without a sample.
        below: (dyad,) whether the count is below the limit.
    """

    sampled: np.ndarray
    colonies: np.ndarray
    dilution: np.ndarray
    value: np.ndarray
    below: np.ndarray
