"""The likelihood of published results given an emulator, as NumPyro reads it.

A result is predicted by the emulator, plus its error, plus a discrepancy of the topic, plus, in arms that somebody with a stake
ran or did not blind, a bias. Counts are binomial or Poisson around that; their sum of normal errors is integrated by
Gauss-Hermite quadrature, so that no latent number per result is needed. A registered trial that was never reported adds the
chance of that: it is reported for sure if significant, else with a probability that is itself unknown.
"""

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
import numpyro
from jax import Array
from jax.nn import log_sigmoid, sigmoid
from jax.scipy.special import gammaln, ndtr
from jax.scipy.stats import norm
from numpyro import distributions as laws

from milkway.calibration.free import WIDEST
from milkway.calibration.observed import BELOW, BINOMIAL, POISSON, Observed

Numbers = Array | np.ndarray
NODES, HERMITE = (jnp.asarray(part) for part in np.polynomial.hermite_e.hermegauss(11))
LOG_HERMITE = jnp.log(HERMITE / HERMITE.sum())
Z95 = 1.959964


class Quadratics(NamedTuple):
    """An emulator as arrays, restricted to the free parameters: centre, scale, weights (feature, result) and error (result,)."""

    centre: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    error: np.ndarray


class Priors(NamedTuple):
    """What is believed before the data.

    Attributes:
        spike: (parameter,) probability of exactly zero; 0 where there is no spike.
        spiked: (parameter,) whether there is one.
        discrepancy: (topic,) scale of the half-Cauchy prior of model discrepancy: a model may be very wrong on a topic.
        spread: median spread of women on the scale of a mean, where none was printed; log-normal.
        spread_width: standard deviation of its logarithm.
        bias: scale of the half-normal prior of the bias, in logs.
        copies: (guild,) standard deviation of the log of reads per cell; next to 0 for no guild, which comes first.
    """

    spike: np.ndarray
    spiked: np.ndarray
    discrepancy: np.ndarray
    spread: float
    spread_width: float
    bias: float
    copies: np.ndarray


class Unreported(NamedTuple):
    """Registered trials never reported: women per arm, and the results that stand for contrast and placebo; (trial,) each."""

    treated: np.ndarray
    untreated: np.ndarray
    contrast: np.ndarray
    untreated_result: np.ndarray
    weight: np.ndarray


def coordinates_of(z: Numbers, priors: Priors) -> Array:
    """Return (..., parameter) coordinates at standard normal numbers, as `Free.coordinates` does."""
    bounded = jnp.clip(z, -WIDEST, WIDEST)
    height = jnp.maximum(0.0, (ndtr(bounded) - priors.spike) / (1 - priors.spike))
    return jnp.where(jnp.asarray(priors.spiked), height, bounded)


def predicted(x: Numbers, emulator: Quadratics) -> Array:
    """Return (result,) predictions at (parameter,) coordinates."""
    u = (x - emulator.centre) / emulator.scale
    first, second = np.triu_indices(u.shape[-1])
    basis = jnp.concatenate([jnp.ones(1), u, u[first] * u[second]])
    return basis @ emulator.weights


def log_likelihoods(seen: Observed, mean: Numbers, wide: Numbers, spread: Numbers | float) -> Array:
    """Return (result,) log probabilities.

    Args:
        seen: published results.
        mean: (result,) predictions, bias included.
        wide: (result,) standard deviation of what the predictions miss.
        spread: of women, where none was printed.
    """
    error = jnp.where(jnp.isfinite(seen.error), seen.error, spread / jnp.sqrt(jnp.maximum(seen.n, 1.0)))
    total = jnp.sqrt(wide**2 + error**2)
    normal = norm.logpdf(seen.value, mean, total)
    below = norm.logcdf((seen.value - mean) / total)
    eta = jnp.asarray(mean) + wide * NODES[:, None]
    return jnp.select(
        [seen.family == BINOMIAL, seen.family == POISSON, seen.family == BELOW],
        [_mixed(_binomial(seen, eta)), _mixed(_poisson(seen, eta)), below],
        normal,
    )


def model(seen: Observed, emulator: Quadratics, priors: Priors, unreported: Unreported) -> None:
    """State the joint probability of free parameters, nuisances and published results."""
    z = _drawn("z", laws.Normal(jnp.zeros(len(priors.spike)), 1.0).to_event(1))
    tail = _drawn("tail", laws.Normal(jnp.zeros(len(priors.discrepancy)), 1.0).to_event(1))
    discrepancy = priors.discrepancy * half_cauchy(tail)
    numpyro.deterministic("discrepancy", discrepancy)
    spread = _drawn("spread", laws.LogNormal(jnp.log(priors.spread), priors.spread_width))
    bias = _drawn("bias", laws.HalfNormal(priors.bias))
    reporting = _drawn("reporting", laws.Uniform(0.0, 1.0))
    copies = _drawn("copies", laws.Normal(0.0, jnp.asarray(priors.copies)).to_event(1))
    mean = predicted(coordinates_of(z, priors), emulator)
    wide = jnp.sqrt(emulator.error**2 + discrepancy[seen.topic] ** 2)
    found = log_likelihoods(seen, mean + seen.favours * bias + copies[seen.guild], wide, spread)
    numpyro.deterministic("prediction", mean)
    numpyro.deterministic("pointwise", found)
    numpyro.factor("results", (seen.weight * found).sum())
    numpyro.factor("silence", (unreported.weight * jnp.log1p(-_chance_of_report(mean, unreported, reporting))).sum())


def half_cauchy(tail: Array) -> Array:
    """Return standard half-Cauchy numbers of standard normal ones, in which the sampler does not get lost in the tail."""
    return jnp.tan(0.5 * jnp.pi * jnp.clip(ndtr(tail), 1e-6, 1 - 1e-4))


def _drawn(name: str, law: laws.Distribution) -> Array:
    return jnp.asarray(numpyro.sample(name, law))


def _chance_of_report(mean: Array, unreported: Unreported, reporting: Array) -> Array:
    """Return (trial,) the chance that a trial is reported: 1 - 1e-3 if significant, for a little can always go wrong."""
    base = mean[unreported.untreated_result]
    treated, untreated = sigmoid(base + mean[unreported.contrast]), sigmoid(base)
    variance = treated * (1 - treated) / unreported.treated + untreated * (1 - untreated) / unreported.untreated
    shift = (untreated - treated) / jnp.sqrt(variance)
    significant = ndtr(shift - Z95) + ndtr(-shift - Z95)
    return (1 - 1e-3) * (significant + (1 - significant) * reporting)


def _mixed(each: Array) -> Array:
    return jnp.log(jnp.sum(jnp.exp(each - each.max(axis=0) + LOG_HERMITE[:, None]), axis=0)) + each.max(axis=0)


def _binomial(seen: Observed, eta: Array) -> Array:
    no = jnp.maximum(seen.n - seen.value, 0.0)
    ways = gammaln(seen.n + 1) - gammaln(seen.value + 1) - gammaln(no + 1)
    return ways + jnp.asarray(seen.value) * log_sigmoid(eta) + no * log_sigmoid(-eta)


def _poisson(seen: Observed, eta: Array) -> Array:
    expected = eta + jnp.log(jnp.maximum(seen.n, 1e-9))
    return jnp.asarray(seen.value) * expected - jnp.exp(jnp.minimum(expected, 50.0)) - gammaln(seen.value + 1)
