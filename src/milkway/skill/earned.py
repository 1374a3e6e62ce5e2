"""Skill and gain of a block of results: clusters weigh the same, in a cluster each occasion, in an occasion each guild.

Skill S = 1 - sum M_c / sum R_c, of distances or CRPS, where lower is better; gain G = mean over clusters of L_M - L_R in nats per
result, where higher is better. No ratio is made of log scores. Source: docs/decisions/0034-skill.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from milkway.skill.few_clusters import Difference, FewClusters, few_clusters
from milkway.skill.skill_words import Unit, word_of


@dataclass(frozen=True)
class Scored:
    """One result with the scores of a forecast and of its rival.

    Attributes:
        cluster: whose participants.
        occasion: of the cluster.
        part: of the occasion, such as a guild; results printed together are one part.
        model: score of the forecast.
        rival: score of the rival.
        error: sampling error of the difference of the two; 0 where it is not known.
    """

    cluster: str
    occasion: str
    part: str
    model: float
    rival: float
    error: float = 0.0


@dataclass(frozen=True)
class Earned:
    """What a forecast earned in a block of results.

    Attributes:
        unit: "skill" or "gain".
        value: S or G.
        differences: of the clusters, whose mean is the value.
        together: D and its interval.
        word: better, worse, no worse, or cannot tell (k).
    """

    unit: Unit
    value: float
    differences: tuple[Difference, ...]
    together: FewClusters
    word: str


def skill(results: Sequence[Scored]) -> Earned:
    """Return S of distances or CRPS; the difference of a cluster is (R_c - M_c) over the mean R_c, so that their mean is S.

    Raises:
        ValueError: there is no result, or the rival's scores add up to nothing or less, so that there is no ratio.
    """
    model, rival, error = _by_cluster(results)
    mean = float(np.mean(list(rival.values()))) if rival else 0.0
    if mean <= 0:
        raise ValueError(f"rival's scores must add up to more than 0, found a mean of {mean} over {len(rival)} clusters")
    found = tuple(Difference(name, (rival[name] - model[name]) / mean, error[name] / mean) for name in model)
    return _earned("skill", found)


def gain(results: Sequence[Scored]) -> Earned:
    """Return G of log scores.

    Raises:
        ValueError: there is no result.
    """
    model, rival, error = _by_cluster(results)
    if not model:
        raise ValueError("a gain must have a result, found none")
    return _earned("gain", tuple(Difference(name, model[name] - rival[name], error[name]) for name in model))


def _earned(unit: Unit, found: tuple[Difference, ...]) -> Earned:
    together = few_clusters(found)
    return Earned(unit, float(np.mean([one.value for one in found])), found, together, word_of(together, unit))


def _by_cluster(results: Sequence[Scored]) -> tuple[Mapping[str, float], Mapping[str, float], Mapping[str, float]]:
    """Return by cluster the mean score of the forecast, that of the rival, and the error of the difference."""
    names = tuple(dict.fromkeys(one.cluster for one in results))
    weights = {name: _weights([one for one in results if one.cluster == name]) for name in names}
    model, rival = (
        {name: sum(weight * getattr(one, which) for one, weight in weights[name]) for name in names}
        for which in ("model", "rival")
    )
    error = {name: sqrt(sum((weight * one.error) ** 2 for one, weight in weights[name])) for name in names}
    return model, rival, error


def _weights(results: Sequence[Scored]) -> list[tuple[Scored, float]]:
    """Return each result of a cluster with its weight: occasions weigh the same, and the parts of each."""
    occasions = [one.occasion for one in results]
    many = len(set(occasions))
    return [(one, 1 / (many * occasions.count(one.occasion))) for one in results]
