"""Trials drawn from a pool that look at their data before the end: how often they claim something, and the women they need."""

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from milkway.analysis.kinds import Way
from milkway.core.streams import Streams
from milkway.planning.drawn_analyses import Trials, affordable, analyse_trials
from milkway.planning.drawn_trials import draw_trials
from milkway.planning.operating_characteristics import Estimated, binomial_error
from milkway.planning.pool_scores import Scored
from milkway.protocol.interim import Interim, women_at
from milkway.trials.stopping import SMALLEST_P


@dataclass(frozen=True)
class Looked:
    """Trials of one size with interim looks, under one hypothesis; errors are of the number of trials drawn alone.

    Attributes:
        hypothesis: of the product.
        arm: compared with the reference.
        n: women planned.
        reps: trials drawn.
        power: share of trials that stop for benefit, or for a difference where neither way is good.
        either: share that stop for benefit or harm; under no effect the type I error.
        women: mean number of women until a trial stops.
        early: share of trials that stop before the last look.
    """

    hypothesis: str
    arm: str
    n: int
    reps: int
    power: Estimated
    either: Estimated
    women: Estimated
    early: Estimated


def looked(found: Scored, interim: Interim, sizes: tuple[int, ...], reps: int, streams: Streams) -> tuple[Looked, ...]:
    """Return trials with looks, for each hypothesis, each arm with the product and each size.

    The women of a look are the first of the same trial, so that a look costs one more analysis.

    Args:
        found: an endpoint of all women of a pool.
        interim: looks of the protocol.
        sizes: women planned.
        reps: trials; fewer are drawn where an analysis is slow.
        streams: all chance of who is drawn: the same trials as without looks.
    """
    drawn = draw_trials(found.women, found.arms, found.design, max(sizes), affordable(found.measure, reps), streams)
    made: list[Looked] = []
    for hypothesis in found.scores["observed"]:
        for arm in found.others():
            for n in sizes:
                women = np.array(women_at(interim.looks, n))
                trials = [analyse_trials(found, drawn, hypothesis, arm, int(at)) for at in women]
                z = np.stack([benefit_of(one, found.measure.favourable(found.endpoint.better)) for one in trials], axis=1)
                made.append(_looked((hypothesis, arm, n), women, z, interim, found.endpoint.better))
    return tuple(made)


def benefit_of(trials: Trials, way: Way) -> np.ndarray:
    """Return (replicate,) Z of each p, positive where the estimate points the favourable way; NaN where there is no p."""
    z = -stats.norm.ppf(np.maximum(trials.p, SMALLEST_P) / 2)
    sign = {"lower": -1.0, "higher": 1.0, "neither": 1.0}[way]
    return z * np.sign(trials.centre) * sign


def stopping_places(z: np.ndarray, interim: Interim) -> tuple[np.ndarray, np.ndarray]:
    """Return the look at which each trial stops, and whether it crosses a bound there; (replicate,) each.

    Args:
        z: (replicate, look) in favour of the product; a look without Z decides nothing.
        interim: of the protocol.
    """
    crosses = np.abs(np.nan_to_num(z)) >= np.array(interim.limits)
    futile = np.zeros_like(crosses)
    if interim.futility:
        futile[:, :-1] = z[:, :-1] < np.array(interim.futility)
    stops = crosses | futile
    stops[:, -1] = True
    place = stops.argmax(axis=1)
    return place, crosses[np.arange(len(z)), place]


def _looked(named: tuple[str, str, int], women: np.ndarray, z: np.ndarray, interim: Interim, better: Way) -> Looked:
    place, crossed = stopping_places(z, interim)
    reps = len(z)
    at = z[np.arange(reps), place]
    shares = [float(one.mean()) for one in (crossed & ((at > 0) | (better == "neither")), crossed, place < len(women) - 1)]
    power, either, early = (Estimated(share, binomial_error(share, reps), 0.0) for share in shares)
    needed = women[place].astype(float)
    spread = float(needed.std(ddof=1)) / math.sqrt(reps) if reps > 1 else math.nan
    return Looked(*named, reps, power, either, Estimated(float(needed.mean()), spread, 0.0), early)
