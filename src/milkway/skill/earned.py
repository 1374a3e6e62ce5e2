"""Skill and gain of a block of results: clusters weigh the same, in a cluster each occasion, in an occasion each guild.

Skill S = 1 - sum M_c / sum R_c, of distances or CRPS, where lower is better; gain G = mean over clusters of L_M - L_R in nats per
result, where higher is better. No ratio is made of log scores. Source: docs/decisions/0034-skill.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

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
        error: sampling error of the difference of the two, such as of infants drawn again; None where it is not known.
        over_draws: jackknife error of the difference over draws of the parameters; None where there are none or it is not known.
    """

    cluster: str
    occasion: str
    part: str
    model: float
    rival: float
    error: float | None = None
    over_draws: float | None = None

    @property
    def known(self) -> bool:
        """Return whether an error is known at all."""
        return self.error is not None or self.over_draws is not None


@dataclass(frozen=True)
class Earned:
    """What a forecast earned in a block of results.

    Attributes:
        unit: "skill" or "gain".
        value: S or G.
        differences: of the clusters, whose mean is the value.
        together: D and its interval.
        over_draws: error of the value over draws of the parameters, which all clusters share.
        word: better, worse, no worse, or cannot tell (k).
    """

    unit: Unit
    value: float
    differences: tuple[Difference, ...]
    together: FewClusters
    over_draws: float
    word: str


def skill(results: Sequence[Scored]) -> Earned:
    """Return S of distances or CRPS; the difference of a cluster is (R_c - M_c) over the mean R_c, so that their mean is S.

    Raises:
        ValueError: there is no result, or the rival's scores add up to nothing or less, so that there is no ratio.
    """
    clusters = _by_cluster(results)
    mean = float(np.mean([one.rival for one in clusters])) if clusters else 0.0
    if mean <= 0:
        raise ValueError(f"rival's scores must add up to more than 0, found a mean of {mean} over {len(clusters)} clusters")
    found = tuple(Difference(one.name, (one.rival - one.model) / mean, one.error / mean) for one in clusters)
    return _earned("skill", found, clusters, mean)


def gain(results: Sequence[Scored]) -> Earned:
    """Return G of log scores.

    Raises:
        ValueError: there is no result.
    """
    clusters = _by_cluster(results)
    if not clusters:
        raise ValueError("a gain must have a result, found none")
    return _earned("gain", tuple(Difference(one.name, one.model - one.rival, one.error) for one in clusters), clusters, 1.0)


@dataclass(frozen=True)
class _Cluster:
    """Mean scores of a cluster, the error of their difference, the part of it over draws, and whether all of it is known."""

    name: str
    model: float
    rival: float
    error: float
    over_draws: float
    known: bool


def _earned(unit: Unit, found: tuple[Difference, ...], clusters: Sequence[_Cluster], scale: float) -> Earned:
    together = few_clusters(found)
    over_draws = float(np.mean([one.over_draws for one in clusters])) / scale  # clusters share the draws
    word = word_of(together, unit, over_draws, known=all(one.known for one in clusters))
    return Earned(unit, float(np.mean([one.value for one in found])), found, together, over_draws, word)


def _by_cluster(results: Sequence[Scored]) -> list[_Cluster]:
    """Return each cluster; errors of guilds and occasions of the same infants are taken as fully correlated, so that they add."""
    found = []
    for name in dict.fromkeys(one.cluster for one in results):
        weights = _weights([one for one in results if one.cluster == name])
        model, rival, error, over_draws = (
            sum(weight * value(one) for one, weight in weights)
            for value in (
                lambda one: one.model,
                lambda one: one.rival,
                lambda one: hypot(one.error or 0.0, one.over_draws or 0.0),
                lambda one: one.over_draws or 0.0,
            )
        )
        found.append(_Cluster(name, model, rival, error, over_draws, all(one.known for one, _ in weights)))
    return found


def _weights(results: Sequence[Scored]) -> list[tuple[Scored, float]]:
    """Return each result of a cluster with its weight: occasions weigh the same, and the parts of each."""
    occasions = [one.occasion for one in results]
    many = len(set(occasions))
    return [(one, 1 / (many * occasions.count(one.occasion))) for one in results]
