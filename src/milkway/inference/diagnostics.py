"""All diagnostics of a calibration: mixing, learning, ridges, predictions, studies left out, ranks, Sobol indices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from milkway.inference.fit import Calibration
from milkway.inference.indices import Index, sobol_indices
from milkway.inference.learning import Direction, Learned, directions, learned, ridges
from milkway.inference.likelihood import Case, log_likelihoods
from milkway.inference.nuts import Draws, Effort, mixing
from milkway.inference.observed import typical_error
from milkway.inference.predictions import LeftOut, Predicted, leave_out, predict
from milkway.inference.ranks import Ranks, nuisances_of, rank, simulated_mean


@dataclass(frozen=True)
class Checks:
    """How much is checked: synthetic data sets, studies left out, effort of these fits, and endpoints of Sobol indices."""

    replicates: int
    studies: int
    effort: Effort
    endpoints: Sequence[str]


@dataclass(frozen=True)
class Diagnostics:
    """What the page of a calibration shows.

    Attributes:
        r_hat: (parameter,) of the chains.
        effective: (parameter,) effective draws.
        learned: of each parameter.
        directions: of the posterior, best seen first.
        ridges: pairs that the data see together only.
        predicted: each result.
        left_out: each study from all others.
        ranks: of simulation-based calibration.
        indices: of Sobol.
        blind: share of simulations of the second wave within 90 % of their blind prediction, and how many.
        bias: 5, 50 and 95 % of the bias, in logs.
        reporting: 5, 50 and 95 % of the chance that a trial without significance is reported.
    """

    r_hat: np.ndarray
    effective: np.ndarray
    learned: tuple[Learned, ...]
    directions: tuple[Direction, ...]
    ridges: tuple[tuple[str, str, float], ...]
    predicted: tuple[Predicted, ...]
    left_out: tuple[LeftOut, ...]
    ranks: Ranks
    indices: tuple[Index, ...]
    blind: tuple[float, int]
    bias: tuple[float, float, float]
    reporting: tuple[float, float, float]


def diagnose(found: Calibration, checks: Checks, seed: int, tell: Callable[[str, float], None]) -> Diagnostics:
    """Return the diagnostics of a calibration."""
    draws, question = found.draws, found.question
    r_hat, effective = mixing(draws)
    data, case = question.data, Case(found.seen, question.silent())
    how = (found.quadratics, found.priors, checks.effort)
    known = [one for one in checks.endpoints if one in found.emulator.names]
    tell("studies left out", 0.0)
    left_out = leave_out(data, case, *how, (by_hand(found), before_results(found, seed)), checks.studies, seed)
    tell("simulation-based calibration", 1.0)
    return Diagnostics(
        r_hat=r_hat,
        effective=effective,
        learned=learned(found.free, draws.z, draws.x),
        directions=directions(found.free, draws.z),
        ridges=ridges(found.free, draws.z),
        predicted=predict(data, found.seen, draws, found.quadratics, seed),
        left_out=left_out,
        ranks=rank(case, *how, checks.replicates, seed),
        indices=sobol_indices(found.emulator, found.free, known, seed),
        blind=_blind(found.blind),
        bias=_quantiles(draws.bias),
        reporting=_quantiles(draws.reporting),
    )


def by_hand(found: Calibration) -> np.ndarray:
    """Return (result,) log score of the tables as they are, with the same nuisances as the posterior has."""
    return pointwise_at(found, found.emulator.predict(found.tables[None])[0], found.draws)


def before_results(found: Calibration, seed: int, most: int = 400) -> np.ndarray:
    """Return (result,) log of the mean probability of each published result under draws of the priors."""
    chance, priors, emulator = np.random.default_rng(seed), found.priors, found.quadratics
    each = []
    for _ in range(most):
        nuisances = nuisances_of(priors, chance)
        mean = simulated_mean(priors, emulator, chance.standard_normal(len(priors.spike)), chance)
        shift = found.seen.favours * nuisances.bias + nuisances.copies[found.seen.guild]
        wide = np.hypot(emulator.error, nuisances.discrepancy[found.seen.topic])
        each.append(np.asarray(log_likelihoods(found.seen, mean + shift, wide, float(nuisances.spread))))
    return logsumexp(np.array(each), axis=0) - np.log(most)


def pointwise_at(found: Calibration, mean: np.ndarray, draws: Draws, most: int = 200) -> np.ndarray:
    """Return (result,) log of the mean probability of each published result if the simulated ones were these."""
    some = np.linspace(0, len(draws.z) - 1, min(most, len(draws.z))).astype(int)
    each = [
        np.asarray(
            log_likelihoods(
                found.seen,
                mean + found.seen.favours * draws.bias[i] + draws.copies[i][found.seen.guild],
                np.hypot(found.quadratics.error, draws.discrepancy[i][found.seen.topic]),
                draws.spread[i],
            )
        )
        for i in some
    ]
    return logsumexp(np.array(each), axis=0) - np.log(len(some))


def coverage(predicted: Sequence[Predicted]) -> tuple[float, float]:
    """Return the share of published results within 50 % and 90 % of their prediction."""
    inside = np.array([one.within for one in predicted])
    return float(inside[:, 0].mean()), float(inside[:, 1].mean())


def of_left_out(checked: Diagnostics) -> tuple[float, float, float]:
    """Return the mean log score per result of studies left out, of the tables tuned by hand, and of the priors."""
    weight = np.array([one.results for one in checked.left_out])
    learned, hand, before = (
        float(np.average([getattr(one, name) for one in checked.left_out], weights=weight))
        for name in ("score", "by_hand", "before")
    )
    return learned, hand, before


def failed(found: Calibration) -> tuple[int, int]:
    """Return how many sets could not be simulated, and of how many."""
    return sum(wave.failed for wave in found.waves.values()), sum(len(wave.results) for wave in found.waves.values())


def chance(found: Calibration) -> np.ndarray:
    """Return (result,) the typical sampling error of the published results on their scales."""
    return typical_error(found.seen, float(np.median(found.draws.spread)))


def _blind(blind: np.ndarray) -> tuple[float, int]:
    sound = blind[np.isfinite(blind)]
    return (float((np.abs(sound) < 1.645).mean()) if len(sound) else float("nan")), len(sound)


def _quantiles(values: np.ndarray) -> tuple[float, float, float]:
    low, middle, high = np.quantile(values, (0.05, 0.5, 0.95)).tolist()
    return low, middle, high
