"""What is read of the women, or infants, of one draw: the numbers that a forecast is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

FEWEST = 2  # draws, without which nothing is forecast


@dataclass(frozen=True)
class Women:
    """Women of a draw in one arm.

    Attributes:
        value: (woman,) mean over the times that she leaves; NaN where she is never analysed. Of a load its log10.
        analysed: share of women who are analysed, over the times that they leave.
    """

    value: np.ndarray
    analysed: float


@dataclass(frozen=True)
class Cell:
    """Something predicted, by its name, in an arm of a route setting under a hypothesis."""

    setting: str
    hypothesis: str
    endpoint: str
    arm: str


Simulated = Mapping[Cell, Sequence[Women]]
