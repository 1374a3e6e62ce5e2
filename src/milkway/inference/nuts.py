"""Draw from posteriors with the No-U-Turn Sampler of NumPyro, many data sets at once, and say how well the chains mixed.

A step of the sampler costs little more for sixteen chains than for one, so that synthetic data sets and studies left out go side
by side; and as compiling takes longer than sampling, all go through one program.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from numpyro import handlers
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer import MCMC, NUTS
from scipy.special import ndtri
from scipy.stats import rankdata

from milkway.core.brief import brief
from milkway.inference.likelihood import (
    Case,
    Priors,
    Quadratics,
    Unknown,
    by_width,
    coordinates_of,
    evidence,
    from_prior,
    half_cauchy,
    model,
    of_topics,
    predicted_with_rest,
    shifted,
)

LANES = 16  # chains side by side
STARTS = 200  # draws of the prior, at the best of which a chain starts


@dataclass(frozen=True)
class Effort:
    """How long the sampler runs: chains, draws to warm up and to keep, and doublings of a path at most."""

    chains: int
    warmup: int
    draws: int
    depth: int = 8


@dataclass(frozen=True)
class Draws:
    """Draws from the posterior; chains follow one another.

    Attributes:
        z: (draw, parameter) standard normal numbers.
        x: (draw, parameter) coordinates.
        rest: (draw, factor) of what is not free.
        discrepancy: (draw, topic).
        spread: (draw,).
        bias: (draw,).
        reporting: (draw,).
        copies: (draw, guild).
        prediction: (draw, result) of the emulator.
        pointwise: (draw, result) log likelihoods.
        chains: number of chains.
        divergent: draws after which the sampler lost its way.
    """

    z: np.ndarray
    x: np.ndarray
    rest: np.ndarray
    discrepancy: np.ndarray
    spread: np.ndarray
    bias: np.ndarray
    reporting: np.ndarray
    copies: np.ndarray
    prediction: np.ndarray
    pointwise: np.ndarray
    chains: int
    divergent: int

    __repr__ = brief


def sample(cases: Sequence[Case], emulator: Quadratics, priors: Priors, effort: Effort, seed: int) -> tuple[Draws, ...]:
    """Return draws of the posterior of each case; all must have arrays of the same shapes.

    Args:
        cases: data.
        emulator: of the simulation.
        priors: before the data.
        effort: of the sampler.
        seed: of the sampler.
    """
    wanted = [case for case in cases for _ in range(effort.chains)]
    keys = jax.random.split(jax.random.key(seed), len(wanted))
    parts = [
        _side_by_side(keys[i : i + LANES], wanted[i : i + LANES], emulator, priors, replace(effort, chains=LANES))
        for i in range(0, len(wanted), LANES)
    ]
    found = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return tuple(_of(found, slice(i * effort.chains, (i + 1) * effort.chains), priors) for i in range(len(cases)))


def mixing(draws: Draws) -> tuple[np.ndarray, np.ndarray]:
    """Return R-hat and effective draws of each free parameter, then of all nuisances; of normal ranks."""
    nuisances = [draws.rest, draws.spread[:, None], draws.bias[:, None], draws.reporting[:, None], draws.copies[:, 1:]]
    flat = np.concatenate([draws.z, *nuisances], axis=1)
    normal = ndtri((rankdata(flat, axis=0) - 0.375) / (len(flat) + 0.25))
    chains = normal.reshape(draws.chains, -1, flat.shape[-1])
    return np.asarray(split_gelman_rubin(chains)), np.asarray(effective_sample_size(chains))


def _side_by_side(
    keys: jax.Array, cases: Sequence[Case], emulator: Quadratics, priors: Priors, effort: Effort
) -> dict[str, np.ndarray]:
    """Return (chain, draw, ...) of at most `LANES` chains; lanes left over repeat the last, so that one program serves all."""
    idle = LANES - len(cases)
    stacked = jax.tree.map(lambda *parts: np.stack(parts), *cases, *[cases[-1]] * idle)
    lanes = jnp.concatenate([keys, jnp.repeat(keys[-1:], idle, axis=0)])
    found = _chains(lanes, stacked, emulator, priors, effort)
    return {name: np.asarray(value, dtype=float)[: len(cases)] for name, value in found.items()}


@partial(jax.jit, static_argnames=("effort",))
def _chains(keys: jax.Array, cases: Case, emulator: Quadratics, priors: Priors, effort: Effort) -> dict[str, jax.Array]:
    def chain(key: jax.Array, case: Case) -> dict[str, jax.Array]:
        start, path, last = jax.random.split(key, 3)
        kernel = NUTS(model, dense_mass=True, target_accept_prob=0.9, max_tree_depth=effort.depth)
        run = MCMC(kernel, num_warmup=effort.warmup, num_samples=effort.draws, progress_bar=False)
        where = _start(start, case, emulator, priors)
        run.run(path, case, emulator, priors, init_params=where, extra_fields=("diverging",))
        found = run.get_samples()
        keys = jax.random.split(last, effort.draws)
        rest = jax.lax.map(lambda pair: _completed(pair[0], Unknown(**pair[1]), case, emulator, priors), (keys, found))
        return found | rest | {"divergent": run.get_extra_fields()["diverging"]}

    return jax.vmap(chain)(keys, cases)


def _start(key: jax.Array, case: Case, emulator: Quadratics, priors: Priors) -> dict[str, jax.Array]:
    """Return the most probable of `STARTS` draws of the prior, as numbers without bounds, so that no chain begins in a desert."""

    def tried(one: jax.Array) -> tuple[jax.Array, Unknown]:
        with handlers.seed(rng_seed=one):
            drawn = from_prior(priors, len(emulator.common))
        return evidence(drawn, case, emulator, priors), drawn

    score, drawn = jax.lax.map(tried, jax.random.split(key, STARTS))
    best = jax.tree.map(lambda values: values[jnp.argmax(score)], drawn)
    free = {"spread": jnp.log(best.spread), "bias": jnp.log(best.bias), "reporting": jax.scipy.special.logit(best.reporting)}
    return {"z": best.z, "rest": best.rest, "copies": best.copies} | free


def _completed(key: jax.Array, drawn: Unknown, case: Case, emulator: Quadratics, priors: Priors) -> dict[str, jax.Array]:
    """Return discrepancies drawn given all else, exactly, and the predictions and log likelihoods that go with them."""
    seen, mean = case.seen, predicted_with_rest(drawn, emulator, priors)
    each = by_width(seen, shifted(seen, mean, drawn), emulator.error, priors.discrepancy, drawn.spread)
    node = jax.random.categorical(key, of_topics(seen, each, len(priors.discrepancy)), axis=0)
    pointwise = each[node[seen.topic], jnp.arange(len(mean))]
    discrepancy = jnp.asarray(priors.discrepancy) * jnp.asarray(half_cauchy()[0])[node]
    return {"discrepancy": discrepancy, "prediction": mean, "pointwise": pointwise}


def _of(found: dict[str, np.ndarray], chains: slice, priors: Priors) -> Draws:
    """Return the draws of one case from (chain, draw, ...) of all."""
    own = {name: value[chains].reshape(-1, *value.shape[2:]) for name, value in found.items() if name != "divergent"}
    x = np.asarray(coordinates_of(own["z"], priors), dtype=float)
    return Draws(**own, x=x, chains=chains.stop - chains.start, divergent=int(found["divergent"][chains].sum()))
