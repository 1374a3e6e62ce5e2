"""How alike two visits are in shares of guilds: ranks kept between infants, and dissimilarity within and between infants."""

import warnings

import numpy as np
from scipy.spatial.distance import cdist
from scipy.stats import ConstantInputWarning, spearmanr


def rank_correlations(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return (guild,) Spearman's correlation over infants; NaN where a guild is the same in all infants.

    Args:
        before: (infant, guild) shares at the first visit.
        after: (infant, guild) shares of the same infants at the second.

    >>> rank_correlations(np.array([[0.1, 0.0], [0.2, 0.0], [0.4, 0.0]]), np.array([[0.3, 0.1], [0.2, 0.2], [0.1, 0.3]]))
    array([-1., nan])
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConstantInputWarning)
        found = [spearmanr(one, other).statistic for one, other in zip(before.T, after.T, strict=True)]
    return np.array(found)


def bray_curtis(before: np.ndarray, after: np.ndarray) -> tuple[float, float]:
    """Return the median dissimilarity of an infant's own visits, and that of one infant's first and another's second.

    Args:
        before: (infant, guild) shares at the first visit.
        after: (infant, guild) shares of the same infants at the second.

    >>> bray_curtis(np.eye(3), np.eye(3))
    (0.0, 1.0)
    """
    apart = cdist(before, after, "braycurtis")
    return float(np.median(apart.diagonal())), float(np.median(apart[~np.eye(len(apart), dtype=bool)]))
