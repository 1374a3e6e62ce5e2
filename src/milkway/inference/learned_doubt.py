"""How far worlds are off on a topic, learned from the results of other studies: the discrepancy, by quadrature.

A residual of a published result from the mean of worlds is normal, with its sampling error, the doubt of worlds and the
discrepancy w of its topic; w is half-Cauchy before any residual, as in the hierarchy that the mechanism is scored against.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import logsumexp, ndtri
from scipy.stats import norm

from milkway.inference.prior_scales import DISCREPANCY
from milkway.inference.targets import topic_of
from milkway.inference.women_ensemble import WomenData

NODES = 64


def discrepancy_law(
    data: WomenData, women: np.ndarray, weights: np.ndarray, topic: str, known: Sequence[bool]
) -> tuple[np.ndarray, np.ndarray]:
    """Return (node,) widths of the discrepancy of a topic and their probabilities.

    Args:
        data: results.
        women: (world, result) simulated.
        weights: (world,) that add up to one.
        topic: of the likelihood.
        known: (result,) which results are known.
    """
    place, share = np.polynomial.legendre.leggauss(NODES)
    width, log = DISCREPANCY * np.tan(np.pi / 4 * (place + 1)), np.log(share / 2)
    for i, one in enumerate(data.results):
        there = np.isfinite(women[:, i])
        if known[i] and topic_of(one) == topic and there.any():
            own = weights[there] / weights[there].sum()
            mean = own @ women[there, i]
            variance = own @ (women[there, i] - mean) ** 2
            log = log + norm.logpdf(data.value[i], mean, np.sqrt(data.error[i] ** 2 + variance + width**2))
    return width, np.exp(log - logsumexp(log))


def doubts(width: np.ndarray, probability: np.ndarray, many: int, seed: int) -> np.ndarray:
    """Return (draw,) by how much truths are off: evenly spaced normal numbers, each times a width drawn from its law."""
    chance, even = np.random.default_rng(seed), (np.arange(many) + 0.5) / many
    widths = np.interp(even, np.cumsum(probability) - probability / 2, width)
    return chance.permutation(widths) * chance.permutation(ndtri(even))


def middle(width: np.ndarray, probability: np.ndarray) -> float:
    """Return the median width.

    >>> middle(np.array([1.0, 2.0, 3.0]), np.array([0.2, 0.6, 0.2]))
    2.0
    """
    return float(np.interp(0.5, np.cumsum(probability) - probability / 2, width))
