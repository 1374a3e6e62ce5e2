"""Draw from posteriors with the No-U-Turn Sampler of NumPyro, many data sets at once, and say how well the chains mixed.

A step of the sampler costs little more for sixteen chains than for one, so that synthetic data sets and studies left out go side
by side; and as compiling takes longer than sampling, all go through one program.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer import MCMC, NUTS
from numpyro.infer.initialization import init_to_uniform

from milkway.calibration.likelihood import Priors, Quadratics, Unreported, coordinates_of, model
from milkway.calibration.observed import Observed

LANES = 16  # chains side by side


@dataclass(frozen=True)
class Effort:
    """How long the sampler runs: chains, draws to warm up and to keep, and doublings of a path at most."""

    chains: int
    warmup: int
    draws: int
    depth: int = 8


class Case(NamedTuple):
    """Data of one posterior: published, or synthetic, results and the trials that were never reported."""

    seen: Observed
    unreported: Unreported


@dataclass(frozen=True)
class Draws:
    """Draws from the posterior; chains follow one another.

    Attributes:
        z: (draw, parameter) standard normal numbers.
        x: (draw, parameter) coordinates.
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
    discrepancy: np.ndarray
    spread: np.ndarray
    bias: np.ndarray
    reporting: np.ndarray
    copies: np.ndarray
    prediction: np.ndarray
    pointwise: np.ndarray
    chains: int
    divergent: int


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
    """Return (parameter,) R-hat and (parameter,) effective sample size."""
    chains = draws.z.reshape(draws.chains, -1, draws.z.shape[-1])
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
        kernel = NUTS(
            model,
            dense_mass=True,
            init_strategy=init_to_uniform(radius=1),
            target_accept_prob=0.9,
            max_tree_depth=effort.depth,
        )
        run = MCMC(kernel, num_warmup=effort.warmup, num_samples=effort.draws, progress_bar=False)
        run.run(key, case.seen, emulator, priors, case.unreported, extra_fields=("diverging",))
        return run.get_samples() | {"divergent": run.get_extra_fields()["diverging"]}

    return jax.vmap(chain)(keys, cases)


def _of(found: dict[str, np.ndarray], chains: slice, priors: Priors) -> Draws:
    """Return the draws of one case from (chain, draw, ...) of all."""
    own = {
        name: value[chains].reshape(-1, *value.shape[2:]) for name, value in found.items() if name not in {"divergent", "tail"}
    }
    x = np.asarray(coordinates_of(own["z"], priors), dtype=float)
    return Draws(**own, x=x, chains=chains.stop - chains.start, divergent=int(found["divergent"][chains].sum()))
