"""Trials drawn from a pool that look at their data before the end: how often they claim something, and the women they need."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from milkway.analysis.confidence_curve import SMALLEST_P
from milkway.analysis.group_sequential import information_of, rising
from milkway.analysis.kinds import Way
from milkway.analysis.measure import Measure
from milkway.core.streams import Streams
from milkway.planning.drawn_analyses import Trials, affordable, analyse_trials
from milkway.planning.drawn_trials import draw_trials
from milkway.planning.operating_characteristics import Estimated, binomial_error
from milkway.planning.pool_scores import Scored
from milkway.protocol.interim import Interim, women_at

PARTS = 200  # in which information is told


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
        futile: share that stop as futile, which are among the early ones.
    """

    hypothesis: str
    arm: str
    n: int
    reps: int
    power: Estimated
    either: Estimated
    women: Estimated
    early: Estimated
    futile: Estimated


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
                z = np.stack([benefit_of(one, found.measure, found.endpoint.better) for one in trials], axis=1)
                limits = limits_of(np.stack([one.arms for one in trials], axis=1), interim)
                places = stopping_places(z, limits, interim.futility)
                made.append(_looked((hypothesis, arm, n), women, z, places, found.endpoint.better))
    return tuple(made)


def benefit_of(trials: Trials, measure: Measure, better: Way) -> np.ndarray:
    """Return (replicate,) Z of each p, positive where the estimate lies the favourable way; NaN where there is no p."""
    z = -stats.norm.ppf(np.maximum(trials.p, SMALLEST_P) / 2)
    sign = {"lower": -1.0, "higher": 1.0, "neither": 1.0}[measure.favourable(better)]
    return z * np.sign(trials.centre - measure.null) * sign


def limits_of(women: np.ndarray, interim: Interim) -> np.ndarray:
    """Return (replicate, look) bounds of |Z|, each trial's from the women whom it analyses.

    The share of the last look's information that an earlier one had is rounded, so that few bounds are worked out: the level of
    a trial is right to 1e-4.

    Args:
        women: (replicate, look, arm) analysed.
        interim: of the protocol.
    """
    reached = np.array([information_of(one) for one in women.tolist()])
    shares = np.maximum.accumulate(np.maximum(np.round(reached / reached[:, -1:] * PARTS), 1), axis=1) / PARTS
    apart, which = np.unique(shares, axis=0, return_inverse=True)
    return np.array([interim.limits_at(rising(one)) for one in apart.tolist()])[which.ravel()]


def stopping_places(z: np.ndarray, limits: np.ndarray, futility: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Return the look at which each trial stops, and whether it crosses a bound there; (replicate,) each.

    Args:
        z: (replicate, look) in favour of the product; a look without Z decides nothing.
        limits: (replicate, look) bounds of |Z|.
        futility: Z below which each look but the last is futile; none where futility stops no trial.
    """
    crosses = np.abs(np.nan_to_num(z)) >= limits
    futile = np.zeros_like(crosses)
    if futility:
        futile[:, :-1] = z[:, :-1] < np.array(futility)
    stops = crosses | futile
    stops[:, -1] = True
    place = stops.argmax(axis=1)
    return place, crosses[np.arange(len(z)), place]


def _looked(
    named: tuple[str, str, int], women: np.ndarray, z: np.ndarray, places: tuple[np.ndarray, np.ndarray], better: Way
) -> Looked:
    place, crossed = places
    reps = len(z)
    at, early = z[np.arange(reps), place], place < len(women) - 1
    told = (crossed & ((at > 0) | (better == "neither")), crossed, early, early & ~crossed)
    power, either, stopped, futile = (
        Estimated(share, binomial_error(share, reps), 0.0) for share in (float(one.mean()) for one in told)
    )
    needed = women[place].astype(float)
    spread = float(needed.std(ddof=1)) / math.sqrt(reps) if reps > 1 else math.nan
    return Looked(*named, reps, power, either, Estimated(float(needed.mean()), spread, 0.0), stopped, futile)
