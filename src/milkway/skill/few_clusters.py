"""What few clusters say of a mean difference: a normal law between clusters whose width is itself unknown, by quadrature.

d_c ~ N(D, s_c^2 + tau^2), tau half-normal(.3), D ~ N(0, .5), d_c the paired difference of a cluster and s_c its sampling error.
Given tau, D is normal; tau is summed over its prior at Gauss-Legendre nodes. There is no bootstrap: over fewer than ten clusters
it says "better" far too often. Source: docs/decisions/0034-skill.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import logsumexp, ndtr, ndtri

from milkway.analysis.laws import root

BETWEEN = 0.3  # scale of the half-normal prior of tau
OTHERS = (0.1, 1.0)  # scales with which D is told as well
PRIOR = 0.5  # standard deviation of D before any cluster
NODES = 200
INSIDE = 0.9
MOST_FLIPPED = 16  # clusters whose signs are all flipped; more are drawn


@dataclass(frozen=True)
class Difference:
    """The paired difference of one cluster, positive where the forecast is better, and its sampling error."""

    cluster: str
    value: float
    error: float = 0.0


@dataclass(frozen=True)
class FewClusters:
    """What the clusters say together.

    Attributes:
        estimate: D, its posterior median.
        low: lower end of its 90 % interval.
        high: upper end.
        p_positive: probability that D is above 0.
        clusters: how many, k.
        sign_flip: exact one-sided p of no difference, every sign being as likely; at best 2^-k.
        dropped: least and largest D where one cluster is dropped; None with fewer than two.
        dropped_low: least lower end where one is dropped.
        dropped_high: largest upper end where one is dropped.
        narrow: D where tau is half-normal(.1).
        wide: D where tau is half-normal(1).
    """

    estimate: float
    low: float
    high: float
    p_positive: float
    clusters: int
    sign_flip: float
    dropped: tuple[float, float] | None
    dropped_low: float
    dropped_high: float
    narrow: float
    wide: float


@dataclass(frozen=True)
class Belief:
    """A mixture of normal laws of D: one of each node of tau, all of one weight before the data."""

    weight: np.ndarray
    mean: np.ndarray
    sd: np.ndarray

    def below(self, x: float) -> float:
        """Return the probability that D is below a value."""
        return float(self.weight @ ndtr((x - self.mean) / self.sd))

    def quantile(self, q: float) -> float:
        """Return a quantile of D."""
        low, high = float((self.mean - 9 * self.sd).min()), float((self.mean + 9 * self.sd).max())
        return root(lambda x: self.below(x) - q, low, high)


def few_clusters(found: Sequence[Difference]) -> FewClusters:
    """Return what clusters say together.

    Args:
        found: at least one.

    >>> few_clusters([Difference("a", 0.2), Difference("b", 0.2)]).sign_flip
    0.25
    """
    belief = believed(found)
    low, middle, high = _ends(belief)
    without = [_ends(believed([*found[:i], *found[i + 1 :]])) for i in range(len(found))] if len(found) > 1 else []
    return FewClusters(
        estimate=middle,
        low=low,
        high=high,
        p_positive=1 - belief.below(0.0),
        clusters=len(found),
        sign_flip=sign_flip(np.array([one.value for one in found])),
        dropped=(min(one[1] for one in without), max(one[1] for one in without)) if without else None,
        dropped_low=min((one[0] for one in without), default=low),
        dropped_high=max((one[2] for one in without), default=high),
        narrow=believed(found, OTHERS[0]).quantile(0.5),
        wide=believed(found, OTHERS[1]).quantile(0.5),
    )


def believed(found: Sequence[Difference], between: float = BETWEEN) -> Belief:
    """Return the posterior of D as a mixture over tau.

    Args:
        found: differences of clusters.
        between: scale of the half-normal prior of tau.
    """
    place, share = np.polynomial.legendre.leggauss(NODES)
    tau = between * ndtri(0.5 + 0.25 * (place + 1))
    d, s = (np.array([getattr(one, name) for one in found], dtype=float) for name in ("value", "error"))
    variance = s[None, :] ** 2 + tau[:, None] ** 2
    precision = 1 / PRIOR**2 + (1 / variance).sum(axis=1)
    mean = (d / variance).sum(axis=1) / precision
    # log of the marginal density of all differences: D is integrated out
    log = (
        -0.5 * np.log(variance).sum(axis=1)
        - 0.5 * np.log(precision)
        - 0.5 * ((d**2 / variance).sum(axis=1) - precision * mean**2)
    )
    log += np.log(share)
    return Belief(np.exp(log - logsumexp(log)), mean, 1 / np.sqrt(precision))


def sign_flip(values: np.ndarray) -> float:
    """Return the share of all ways to flip signs whose sum is at least the sum found (Fisher 1935), one-sided.

    >>> sign_flip(np.array([1.0, 2.0, 3.0])), sign_flip(np.array([-1.0, 1.0]))
    (0.125, 0.75)
    """
    if len(values) > MOST_FLIPPED:
        flips = np.random.default_rng(1).choice((-1.0, 1.0), size=(2**MOST_FLIPPED, len(values)))
    else:
        flips = np.array(list(product((-1.0, 1.0), repeat=len(values))))
    return float((flips @ np.abs(values) >= values.sum() - 1e-12).mean())


def _ends(belief: Belief) -> tuple[float, float, float]:
    low, middle, high = (belief.quantile(q) for q in ((1 - INSIDE) / 2, 0.5, (1 + INSIDE) / 2))
    return low, middle, high
