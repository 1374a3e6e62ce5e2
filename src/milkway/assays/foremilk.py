"""Foremilk: the first drops of a breast wash cells off the areola, and bring what the last feed left in the nipple's ducts.

Milk is well mixed otherwise, so hindmilk and a whole expressed breast are milk as the breast holds it.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Wash:
    """How the first drops differ.

    Attributes:
        drawn: mL taken from each breast before a feed.
        areola: share of the cells of an areola that these wash off.
        mouth: share of the cells of the infant's mouth that the last feed left in the ducts of a nipple.
    """

    drawn: float
    areola: float
    mouth: float


def foremilk(milk: np.ndarray, areola: np.ndarray, mouth: np.ndarray, wash: Wash) -> np.ndarray:
    """Return (dyad,) cell/mL of foremilk.

    Args:
        milk: (dyad,) cell/mL of milk as mixed.
        areola: (dyad,) cells of an areola, the mean of those of the breasts that are sampled.
        mouth: (dyad,) cells of the infant's mouth.
        wash: how the first drops differ.

    >>> foremilk(np.array([10.0]), np.array([1000.0]), np.array([1e6]), Wash(drawn=2.0, areola=0.01, mouth=1e-6))
    array([15.5])
    """
    return milk + (wash.areola * areola + wash.mouth * mouth) / wash.drawn
