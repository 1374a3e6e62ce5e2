"""How much the mechanism adds to the hierarchy: the weight w of M in the pool w M + (1 - w) H, uniform before any cluster.

Each left-out cluster's results have the probability w exp(L_M) + (1 - w) exp(L_H) under the pool; w is known on a grid. An
interval that holds 0 says that in this block the mechanism adds nothing that can be seen. Source: docs/decisions/0034-skill.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

PLACES = 2001
NOTHING = 0.01  # a lower end below a hundredth holds 0: no interval of a density on (0, 1) reaches it


@dataclass(frozen=True)
class PoolWeight:
    """Median and 90 % interval of w: that of the highest density, which can hold 0."""

    median: float
    low: float
    high: float

    @property
    def sentence(self) -> str:
        """Return what an interval that holds 0 means, else nothing."""
        return "In this block the mechanism adds nothing that we can see." if self.low < NOTHING else ""


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
    density /= density.sum()
    order = np.argsort(-density, kind="stable")
    inside = w[order[: int(np.searchsorted(np.cumsum(density[order]), 0.9)) + 1]]
    median = float(np.interp(0.5, np.cumsum(density) - density / 2, w))
    return PoolWeight(median, float(inside.min()), float(inside.max()))
