"""Bayesian random effects on one scale, by quadrature: what like studies say of one more study.

theta_i ~ N(mu + x_i, tau^2) for study i with a known offset x_i, mu ~ normal, tau ~ half-normal or half-Cauchy, and each study
prints by its own law around theta_i. Nothing is sampled at random: tau stands at Gauss-Legendre nodes of its prior, mu and
theta_i at evenly spaced places where they can be. What is true of one more study is a mixture of normal laws.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import logsumexp, ndtr, ndtri
from scipy.stats import norm

TAUS, MUS, THETAS = 48, 121, 161
REACH = 6.5  # standard deviations of mu on either side
FAR = 6.5  # of theta
BRIDGE = 0.6  # steps of mu: the width that makes places of mu one law where tau is less than a step
DRAWS = 2000
LIGHT = 1e-7  # a part of the mixture that weighs less than so much of the whole is left out


@dataclass(frozen=True)
class Heterogeneity:
    """A prior of tau: nodes with weights that add up to one, and what it is in words."""

    tau: np.ndarray
    weight: np.ndarray
    words: str


def half_normal(scale: float, nodes: int = TAUS) -> Heterogeneity:
    """Return a half-normal prior.

    >>> found = half_normal(1.0)
    >>> round(float(found.weight @ found.tau), 3)  # sqrt(2 / pi)
    0.798
    """
    place, share = np.polynomial.legendre.leggauss(nodes)
    return Heterogeneity(scale * ndtri(0.5 + 0.25 * (place + 1)), share / 2, f"half-normal({scale:g})")


def half_cauchy_law(scale: float) -> Heterogeneity:
    """Return a half-Cauchy prior.

    >>> found = half_cauchy_law(2.0)
    >>> round(float(found.weight[found.tau < 2.0].sum()), 2)  # its median is its scale
    0.5
    """
    place, share = np.polynomial.legendre.leggauss(TAUS)
    return Heterogeneity(scale * np.tan(np.pi / 4 * (place + 1)), share / 2, f"half-Cauchy({scale:g})")


@dataclass(frozen=True)
class Observation:
    """What a study printed, on the scale of the effects.

    Attributes:
        study: key of the bibliography.
        value: estimate on the scale, by which places are chosen and, without a law, what was printed.
        error: standard error of it; 0 where no number of women or no dispersion was read, so that the value is taken as it is.
        offset: what is known to be other in this study than in the others.
        law: log likelihood at values of theta, where a normal law will not do; counts have one.
    """

    study: str
    value: float
    error: float
    offset: float = 0.0
    law: Callable[[np.ndarray], np.ndarray] | None = None


@dataclass(frozen=True)
class Mixture:
    """A mixture of normal laws of what is true in one more study.

    Attributes:
        weight: (part,) adds up to one.
        mean: (part,).
        sd: (part,).
        studies: behind it.
        evidence: log of the density of what they printed.
    """

    weight: np.ndarray
    mean: np.ndarray
    sd: np.ndarray
    studies: tuple[str, ...]
    evidence: float = 0.0

    def below(self, x: np.ndarray) -> np.ndarray:
        """Return (place,) the distribution function at places."""
        return ndtr((x[:, None] - self.mean) / self.sd) @ self.weight

    def draws(self, many: int = DRAWS, offset: float = 0.0) -> np.ndarray:
        """Return (draw,) evenly spaced quantiles, ascending, moved by an offset."""
        middle = float(self.weight @ self.mean)
        wide = sqrt(float(self.weight @ (self.sd**2 + (self.mean - middle) ** 2)))
        near = middle + wide * np.sinh(np.linspace(-4.5, 4.5, 601)) / 3  # dense in the middle, far at the ends
        function = self.below(near)
        return np.interp((np.arange(many) + 0.5) / many, function, near) + offset


def one_more(found: Sequence[Observation], heterogeneity: Heterogeneity, prior: tuple[float, float] = (0.0, 10.0)) -> Mixture:
    """Return what like studies say of one more without an offset.

    Args:
        found: studies; without any it is the prior that speaks.
        heterogeneity: prior of tau.
        prior: mean and standard deviation of mu before any study; very wide unless said otherwise.
    """
    value, error = (np.array([getattr(one, name) for one in found], dtype=float) for name in ("value", "error"))
    offset = np.array([one.offset for one in found], dtype=float)
    weights, means, sds = [], [], []
    for tau, share in zip(heterogeneity.tau, heterogeneity.weight, strict=True):
        precision = 1 / np.maximum(error**2 + tau**2, 1e-12)
        total = 1 / prior[1] ** 2 + precision.sum()
        centre = (prior[0] / prior[1] ** 2 + (precision * (value - offset)).sum()) / total
        mu = centre + np.linspace(-REACH, REACH, MUS) / sqrt(total)
        log = norm.logpdf(mu, *prior) + sum((_marginal(one, mu, float(tau)) for one in found), np.zeros(MUS))
        weights.append(log + np.log(share) + np.log(mu[1] - mu[0]))
        means.append(mu)
        sds.append(np.full(MUS, np.hypot(tau, BRIDGE * (mu[1] - mu[0]))))
    log = np.concatenate(weights)
    weight = np.exp(log - logsumexp(log))
    kept = weight > LIGHT
    studies = tuple(dict.fromkeys(one.study for one in found))
    return Mixture(
        weight[kept] / weight[kept].sum(),
        np.concatenate(means)[kept],
        np.concatenate(sds)[kept],
        studies,
        float(np.logaddexp.reduce(log)),
    )


def _marginal(one: Observation, mu: np.ndarray, tau: float) -> np.ndarray:
    """Return (mu,) the log probability of what a study printed, its own theta summed over."""
    at = mu + one.offset
    if one.law is None:
        return norm.logpdf(one.value, at, np.hypot(one.error, tau))
    # theta stands where the law and the effects agree, or as far as the effects reach where the law has no middle
    known = 1 / one.error**2 if np.isfinite(one.error) else 0.0
    sd = 1 / sqrt(known + 1 / tau**2)
    middle = (known * one.value + at / tau**2) * sd**2
    z = np.linspace(-FAR, FAR, THETAS)
    theta = middle[:, None] + sd * z
    log = one.law(theta) + norm.logpdf(theta, at[:, None], tau)
    return logsumexp(log, axis=1) + np.log(sd * (z[1] - z[0]))
