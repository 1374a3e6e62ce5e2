"""The likelihood of published results given an emulator, as NumPyro reads it.

A result is predicted by the emulator, plus its error, plus a discrepancy of the topic, plus, in arms that somebody with a stake
ran or did not blind, a bias. Counts are binomial or Poisson around that; their sum of normal errors is integrated by
adaptive Gauss-Hermite quadrature, so that no latent number per result is needed. Nor is the discrepancy of a topic one: given
all else topics are independent, and each is summed over the half-Cauchy prior of its discrepancy at Gauss-Legendre nodes. A
registered trial that was never reported adds the chance of that: it is reported for sure if significant, else with a probability
that is itself unknown.
"""

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
import numpyro
from jax import Array, vmap
from jax.nn import sigmoid, softplus
from jax.scipy.special import gammaln, logsumexp, ndtr
from jax.scipy.stats import norm
from numpyro import distributions as laws

from milkway.inference.free import WIDEST
from milkway.inference.observed import BELOW, BINOMIAL, Observed

Numbers = Array | np.ndarray
NODES, HERMITE = (jnp.asarray(part) for part in np.polynomial.hermite_e.hermegauss(11))
LOG_HERMITE = jnp.log(HERMITE / HERMITE.sum())
WIDTHS = 16  # nodes of a discrepancy
Z95 = 1.959964


class Quadratics(NamedTuple):
    """An emulator as arrays, restricted to the free parameters.

    Attributes:
        centre: (parameter,).
        scale: (parameter,).
        weights: (feature, result).
        error: (result,) of each by itself.
        common: (factor, result) how far what is not free moves results together, per standard deviation.
    """

    centre: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    error: np.ndarray
    common: np.ndarray


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


class Case(NamedTuple):
    """Data of one posterior: published, or synthetic, results and the trials that were never reported."""

    seen: Observed
    unreported: Unreported


class Unknown(NamedTuple):
    """All that is sampled: free parameters and factors of the rest as standard normal numbers, and nuisances but discrepancy."""

    z: Array
    rest: Array
    spread: Array
    bias: Array
    reporting: Array
    copies: Array


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


def predicted_with_rest(drawn: Unknown, emulator: Quadratics, priors: Priors) -> Array:
    """Return (result,) predictions at drawn parameters and drawn factors of the rest."""
    return predicted(coordinates_of(drawn.z, priors), emulator) + drawn.rest @ jnp.asarray(emulator.common)


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
    of_means = jnp.where(seen.family == BELOW, below, normal)
    at = jnp.asarray(seen.counted)
    kept = (seen.family, seen.value, seen.n)
    family, value, n = (jnp.asarray(column)[at] for column in kept)
    counts = seen._replace(family=family, value=value, n=n)
    return of_means.at[at].set(_counted(counts, jnp.asarray(mean)[at], jnp.asarray(wide)[at]))


def half_cauchy(nodes: int = WIDTHS) -> tuple[np.ndarray, np.ndarray]:
    """Return (node,) numbers and log weights that stand for a standard half-Cauchy law.

    >>> width, log_weight = half_cauchy()
    >>> round(float(np.exp(log_weight[width < 1]).sum()), 3)  # its median is 1
    0.5
    """
    place, weight = np.polynomial.legendre.leggauss(nodes)
    return np.tan(np.pi / 4 * (place + 1)), np.log(weight / 2)


def by_width(seen: Observed, mean: Numbers, error: Numbers, scale: Numbers, spread: Numbers | float) -> Array:
    """Return (node, result) log probabilities, one row for each node of the discrepancy.

    Args:
        seen: published results.
        mean: (result,) predictions, bias included.
        error: (result,) of the emulator.
        scale: (topic,) of the prior of discrepancy.
        spread: of women, where none was printed.
    """
    width = half_cauchy()[0][:, None] * jnp.asarray(scale)[seen.topic]
    return vmap(lambda row: log_likelihoods(seen, mean, jnp.sqrt(error**2 + row**2), spread))(width)


def of_topics(seen: Observed, each: Array, topics: int) -> Array:
    """Return (node, topic) log of node weight times the probability of a topic's results, of `by_width`; results may weigh 0."""
    member = (jnp.asarray(seen.topic)[:, None] == jnp.arange(topics)) * jnp.asarray(seen.weight)[:, None]
    return jnp.asarray(half_cauchy()[1])[:, None] + each @ member


def evidence(drawn: Unknown, case: Case, emulator: Quadratics, priors: Priors) -> Array:
    """Return the log probability of the published results and of silence, given everything drawn."""
    mean = predicted_with_rest(drawn, emulator, priors)
    each = by_width(case.seen, shifted(case.seen, mean, drawn), emulator.error, priors.discrepancy, drawn.spread)
    silence = jnp.log1p(-chance_of_report(mean, case.unreported, drawn.reporting))
    told = logsumexp(of_topics(case.seen, each, len(priors.discrepancy)), axis=0)
    return told.sum() + (case.unreported.weight * silence).sum()


def shifted(seen: Observed, mean: Array, drawn: Unknown) -> Array:
    """Return (result,) predictions with the bias of trials and the reads of guilds."""
    return mean + seen.favours * drawn.bias + drawn.copies[seen.guild]


def from_prior(priors: Priors, factors: int) -> Unknown:
    """Draw all that is unknown but discrepancies, as NumPyro does."""
    return Unknown(
        z=_drawn("z", laws.Normal(jnp.zeros(len(priors.spike)), 1.0).to_event(1)),
        rest=_drawn("rest", laws.Normal(jnp.zeros(factors), 1.0).to_event(1)),
        spread=_drawn("spread", laws.LogNormal(jnp.log(priors.spread), priors.spread_width)),
        bias=_drawn("bias", laws.HalfNormal(priors.bias)),
        reporting=_drawn("reporting", laws.Uniform(0.0, 1.0)),
        copies=_drawn("copies", laws.Normal(0.0, jnp.asarray(priors.copies)).to_event(1)),
    )


def model(case: Case, emulator: Quadratics, priors: Priors) -> None:
    """State the joint probability of free parameters, nuisances and published results."""
    numpyro.factor("evidence", evidence(from_prior(priors, len(emulator.common)), case, emulator, priors))


def _drawn(name: str, law: laws.Distribution) -> Array:
    return jnp.asarray(numpyro.sample(name, law))


def chance_of_report(mean: Array, unreported: Unreported, reporting: Array) -> Array:
    """Return (trial,) the chance that a trial is reported: 1 - 1e-3 if significant, for a little can always go wrong."""
    base = mean[unreported.untreated_result]
    treated, untreated = sigmoid(base + mean[unreported.contrast]), sigmoid(base)
    variance = treated * (1 - treated) / unreported.treated + untreated * (1 - untreated) / unreported.untreated
    shift = (untreated - treated) / jnp.sqrt(variance)
    significant = ndtr(shift - Z95) + ndtr(-shift - Z95)
    return (1 - 1e-3) * (significant + (1 - significant) * reporting)


def _counted(seen: Observed, mean: Array, wide: Array) -> Array:
    """Return (result,) log probabilities of counts, binomial or Poisson, with a normal error of the log odds or log rate.

    Nodes stand where error and count agree (adaptive Gauss-Hermite quadrature, Liu and Pierce 1994): a count of a thousand
    women is far narrower than the gap between nodes that know of the error alone.
    """
    binomial, n, value = seen.family == BINOMIAL, jnp.maximum(seen.n, 1e-9), jnp.asarray(seen.value)
    missed = jnp.maximum(n - value, 0.0) + 0.5
    at = jnp.log(value + 0.5) - jnp.log(jnp.where(binomial, missed, n))
    known = 1 / (1 / (value + 0.5) + jnp.where(binomial, 1 / missed, 0.0))
    believed = 1 / jnp.maximum(wide, 1e-6) ** 2
    scale = 1 / jnp.sqrt(known + believed)
    eta = (known * at + believed * mean) * scale**2 + scale * NODES[:, None]
    each = value * eta - n * jnp.where(binomial, softplus(eta), jnp.exp(jnp.minimum(eta, 50.0)))
    shift = 0.5 * NODES[:, None] ** 2 - 0.5 * believed * (eta - mean) ** 2 + jnp.log(scale) + 0.5 * jnp.log(believed)
    ways = gammaln(n + 1) - gammaln(jnp.maximum(n - value, 0.0) + 1)
    constant = jnp.where(binomial, ways, value * jnp.log(n)) - gammaln(value + 1)
    return logsumexp(each + shift + LOG_HERMITE[:, None], axis=0) + constant
