"""Scores of a forecast where a result is known, with their errors over draws of the parameters.

One result of an arm counts where several speak of the same women and events. Counts are scored together over the trial: under
the mechanism by the worlds that they share, under the rivals endpoint by endpoint. Loads and other means are scored by CRPS, one
by one. Draws and trials of one parameter set are not independent, so that an error is that of the sets; rivals are known by
quadrature and have none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from milkway.analysis.kinds import COUNT, SHARE, Kind
from milkway.forecasts.forecast import AVERAGED, Forecast, Told
from milkway.forecasts.given_results import Given, Place
from milkway.skill.naive_evidence import family_of
from milkway.skill.scores import counts_under, events_under, fair_crps, jackknife_error, log_mean


@dataclass(frozen=True)
class Score:
    """A log score or a CRPS, and its error over draws of the parameters; None where that cannot be told."""

    value: float
    error: float | None


@dataclass(frozen=True)
class Joint:
    """Results that are scored together: endpoint and arm, and the log score of each forecaster; None where it says nothing."""

    places: tuple[Place, ...]
    model: Score
    naive: float
    hierarchy: float | None


def score_of(told: Told, kind: Kind, arm: str, given: Given) -> Score | None:
    """Return the log score of a count, or the CRPS of a mean; None where it cannot be had."""
    if arm not in told.truths.level:
        return None
    if kind is SHARE or kind is COUNT:
        if given.count is None or given.n is None:
            return None
        log = _under(told, kind, {arm: given})
        return Score(log_mean(log), 0.0) if told.truths.world is None else together([(told.truths.world, log)])
    printed, sets = told.printed.arms[arm], told.printed.sets

    def crps(kept: np.ndarray) -> float:
        return fair_crps(printed[kept], given.value, sets[kept])

    value = crps(np.full(len(sets), fill_value=True))
    return Score(value, 0.0 if told.truths.world is None else jackknife_error(crps, sets))


def scored_places(found: Forecast) -> tuple[Place, ...]:
    """Return the results that enter the sum: those with a rival, and of results of the same women and events the first alone.

    Arms are scored together where they are counts. Of means, which have no joint score, one of a trial counts: that of the
    reference arm where it was printed.
    """
    taken: set[tuple[str, ...]] = set()
    chosen = []
    reference = found.protocol.reference
    for one in found.endpoints:
        family = family_of(one.endpoint.score)
        for arm in sorted((arm.name for arm in found.protocol.arms), key=lambda name: name != reference):
            known = found.given.get((one.endpoint.name, arm))
            if family is None or one.naive is None or known is None:
                continue
            same = (family.scored_with, arm) if one.kind is SHARE or one.kind is COUNT else (family.scored_with,)
            if score_of(one.naive, one.kind, arm, known) is not None and same not in taken:
                taken.add(same)
                chosen.append((one.endpoint.name, arm))
    return tuple(chosen)


def joint_scores(found: Forecast) -> tuple[Joint, ...]:
    """Return the counts of the trial that are scored together; nothing where no count is scored."""
    counted = [one for one in found.endpoints if one.kind is SHARE or one.kind is COUNT]
    places = [place for place in scored_places(found) if place[0] in {one.endpoint.name for one in counted}]
    if not places:
        return ()
    parts = [(one, {arm: found.given[name, arm] for name, arm in places if name == one.endpoint.name}) for one in counted]
    parts = [(one, known) for one, known in parts if known]
    told = [(one.by[found.counted, AVERAGED], one.kind, known) for one, known in parts]
    model = together([(one.truths.world, _under(one, kind, known)) for one, kind, known in told if one.truths.world is not None])
    if model is None:
        return ()
    naive = sum(log_mean(_under(one.naive, one.kind, known)) for one, known in parts if one.naive is not None)
    hierarchy = [None if one.hierarchy is None else log_mean(_under(one.hierarchy, one.kind, known)) for one, known in parts]
    known = [one for one in hierarchy if one is not None]
    return (Joint(tuple(places), model, naive, sum(known) if len(known) == len(hierarchy) else None),)


def together(parts: Sequence[tuple[np.ndarray, np.ndarray]]) -> Score | None:
    """Return the log score of endpoints together, of which each has worlds, (draw, 2), and logs of probabilities, (draw,).

    In a world endpoints share what is true, and each has its own doubts: its probability is the mean over its draws. A world that
    one of the endpoints does not have is left out of all; without any that all have there is no score.
    """
    by_world = [_by_world(*one) for one in parts]
    shared = [world for world in by_world[0] if all(world in one for one in by_world)]
    if not shared:
        return None
    log = np.array([sum(one[world][0] for one in by_world) for world in shared])
    weight = np.array([by_world[0][world][1] for world in shared], dtype=float)
    sets = np.array([number for _, number in shared])

    def score(kept: np.ndarray) -> float:
        return float(logsumexp(log[kept], b=weight[kept]) - np.log(weight[kept].sum()))

    return Score(score(np.full(len(sets), fill_value=True)), jackknife_error(score, sets))


def _by_world(world: np.ndarray, log: np.ndarray) -> dict[tuple[int, int], tuple[float, int]]:
    """Return of each world the log of its mean probability, and how many draws it has."""
    known, place, many = np.unique(world, axis=0, return_inverse=True, return_counts=True)
    order = np.argsort(place.ravel(), kind="stable")
    each = np.split(log[order], np.cumsum(many)[:-1])
    return {(int(one[0]), int(one[1])): (log_mean(part), len(part)) for one, part in zip(known, each, strict=True)}


def _under(told: Told, kind: Kind, known: Mapping[str, Given]) -> np.ndarray:
    """Return (draw,) the log probability of all arms' counts under each draw."""
    arms = list(known)
    counts, sizes = (np.array([getattr(known[arm], name) for arm in arms]) for name in ("count", "n"))
    level = [told.truths.level[arm] for arm in arms]
    if kind is SHARE:
        return counts_under(counts, sizes, np.stack(level, axis=1))
    each = zip(counts, sizes, level, strict=True)
    return np.sum([events_under(k, n, rate, told.truths.excess) for k, n, rate in each], axis=0)
