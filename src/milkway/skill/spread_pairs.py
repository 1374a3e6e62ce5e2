"""Two laws drawn together without knowing of each other, each by evenly spaced quantiles."""

import numpy as np

GOLDEN = (5**0.5 - 1) / 2


def apart(draws: np.ndarray) -> np.ndarray:
    """Return draws in the order in which, beside an ascending law, they make evenly spread pairs (a golden lattice).

    >>> bool(abs(np.corrcoef(apart(np.arange(1000.0)), np.arange(1000))[0, 1]) < 0.01)
    True
    """
    place = np.argsort(np.argsort((np.arange(len(draws)) * GOLDEN) % 1.0))
    return np.sort(draws)[place]
