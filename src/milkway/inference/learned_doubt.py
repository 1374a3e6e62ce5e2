"""How far worlds are off on a topic, learned from published results that they did not know: the discrepancy, by quadrature.

A residual of a published result from the mean of worlds is normal, with its sampling error, the doubt of worlds and the
discrepancy w of its topic; w is half-Cauchy before any residual, as in the hierarchy that the mechanism is scored against.
Worlds that were fitted to a result are too near to it; so a result is taken from the fold without its cluster where there is
one. That fold knows whatever cluster is forecast at the moment, which the width of one residual hardly shows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp, ndtri
from scipy.stats import norm

from milkway.inference.folds import Fold
from milkway.inference.prior_scales import DISCREPANCY
from milkway.inference.targets import topic_of
from milkway.inference.women_results import WomenData
from milkway.ledger.clusters import cluster_of

NODES = 64
TOLD = 16  # quantiles of a law that are told


@dataclass(frozen=True)
class Residuals:
    """How far results lie from worlds.

    Attributes:
        off: (result,) published less the mean of worlds; NaN where nobody could be measured.
        variance: (result,) of sampling, and between worlds without the chance of few simulated women.
    """

    off: np.ndarray
    variance: np.ndarray


def residuals(data: WomenData, fold: Fold, folds: Mapping[str, Fold]) -> Residuals:
    """Return residuals of all results, each from worlds that do not know it where there are such.

    Args:
        data: results.
        fold: whose worlds stand for results of clusters without a fold.
        folds: by cluster.
    """
    off, variance = np.full(len(data.results), np.nan), np.full(len(data.results), np.nan)
    for i, one in enumerate(data.results):
        own = folds.get(cluster_of(one.study), fold)
        y, error, weight = own.worlds.women[:, i], own.worlds.errors[:, i], own.weights
        there = np.isfinite(y) & (weight > 0)
        if there.any():
            weight = weight[there] / weight[there].sum()
            mean = weight @ y[there]
            between = weight @ ((y[there] - mean) ** 2 - np.nan_to_num(error[there]) ** 2)
            off[i], variance[i] = data.value[i] - mean, data.error[i] ** 2 + max(float(between), 0.0)
    return Residuals(off, variance)


def discrepancy_law(data: WomenData, found: Residuals, topic: str, known: Sequence[bool]) -> tuple[np.ndarray, np.ndarray]:
    """Return (node,) widths of the discrepancy of a topic and their probabilities.

    Args:
        data: results.
        found: how far they lie from worlds.
        topic: of the likelihood.
        known: (result,) which results may be used.
    """
    place, share = np.polynomial.legendre.leggauss(NODES)
    width, log = DISCREPANCY * np.tan(np.pi / 4 * (place + 1)), np.log(share / 2)
    for i, one in enumerate(data.results):
        if known[i] and topic_of(one) == topic and np.isfinite(found.off[i]):
            log = log + norm.logpdf(found.off[i], 0.0, np.sqrt(found.variance[i] + width**2))
    return width, np.exp(log - logsumexp(log))


def discrepancies(data: WomenData, found: Residuals) -> dict[str, tuple[float, ...]]:
    """Return by topic evenly spaced quantiles of how far worlds are off."""
    every, even = [True] * len(data.results), (np.arange(TOLD) + 0.5) / TOLD
    laws = {topic: discrepancy_law(data, found, topic, every) for topic in dict.fromkeys(topic_of(one) for one in data.results)}
    return {topic: tuple(np.round(np.interp(even, _places(law[1]), law[0]), 4).tolist()) for topic, law in laws.items()}


def doubts(width: np.ndarray, probability: np.ndarray, many: int, seed: int) -> np.ndarray:
    """Return (draw,) by how much truths are off: evenly spaced normal numbers, each times a width drawn from its law."""
    chance, even = np.random.default_rng(seed), (np.arange(many) + 0.5) / many
    widths = np.interp(even, _places(probability), width)
    return chance.permutation(widths) * chance.permutation(ndtri(even))


def _places(probability: np.ndarray) -> np.ndarray:
    """Return (node,) the middle of each node's part of the whole.

    >>> _places(np.array([0.2, 0.6, 0.2])).round(2).tolist()
    [0.1, 0.5, 0.9]
    """
    return np.cumsum(probability) - probability / 2
