"""How much the mechanism adds to the hierarchy: the weight w of M in the pool w M + (1 - w) H, uniform before any cluster.

Each left-out cluster's results have the probability w exp(L_M) + (1 - w) exp(L_H) under the pool; w is known on a grid. The
mechanism adds something only if the density of w = 0 falls below a third of what it was: a pool without it has become three times
less likely. The interval cannot say so, since that of a monotone density always touches an end, whichever way chance turned it.
Source: docs/decisions/0034-skill.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

PLACES = 2001
UNLIKELY = 1 / 3  # density of w = 0 over that before any cluster, below which the mechanism adds something


@dataclass(frozen=True)
class PoolWeight:
    """What is known of w.

    Attributes:
        median: of w.
        low: lower end of the 90 % interval of highest density.
        high: upper end.
        at_zero: density of w = 0, over that before any cluster.
    """

    median: float
    low: float
    high: float
    at_zero: float

    @property
    def sentence(self) -> str:
        """Return that the mechanism adds nothing, unless a pool without it has become unlikely."""
        return "" if self.at_zero < UNLIKELY else "In this block the mechanism adds nothing that we can see."


def pool_weight(mechanism: Sequence[float], hierarchy: Sequence[float]) -> PoolWeight:
    """Return w.

    Args:
        mechanism: (cluster,) log scores of M.
        hierarchy: (cluster,) log scores of H.

    >>> round(pool_weight([], []).median, 6)
    0.5
    """
    w = np.linspace(0.0, 1.0, PLACES)
    log = np.zeros(PLACES)
    for one, other in zip(mechanism, hierarchy, strict=True):
        most = max(one, other)
        log += np.log(np.maximum(w * np.exp(one - most) + (1 - w) * np.exp(other - most), 1e-300))
    density = np.exp(log - log.max())
    at_zero = float(density[0] / np.trapezoid(density, w))
    density /= density.sum()
    order = np.argsort(-density, kind="stable")
    inside = w[order[: int(np.searchsorted(np.cumsum(density[order]), 0.9)) + 1]]
    median = float(np.interp(0.5, np.cumsum(density) - density / 2, w))
    return PoolWeight(median, float(inside.min()), float(inside.max()), at_zero)
