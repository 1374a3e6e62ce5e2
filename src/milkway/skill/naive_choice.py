"""Which of two naive rivals counts: at equal follow-up, or plain; the one that predicted the other clusters better.

What grows with follow-up has two. The first brings all groups to equal follow-up by the ledger's timing. The second is plain: the
groups of the same case definition, as they stand. Each predicts the plain groups of every other cluster, that cluster and the one
of the forecast left out; clusters weigh the same. What the forecast's own cluster printed is never looked at.
Source: docs/decisions/0034-skill.md.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np

from milkway.ledger.clusters import cluster_of, members_with
from milkway.skill.naive_evidence import Family, Reference, offset_of, reference_observations
from milkway.skill.random_effects import half_normal, one_more
from milkway.skill.scores import log_score_of_counts, log_score_of_events


@cache
def better_rival(family: Family, study: str) -> Family:
    """Return the results that the rival of a study is made of: those of the better of two, or the only ones.

    Args:
        family: as it is read.
        study: whose cluster is forecast; "" for nobody's.
    """
    if not family.timed:
        return family
    first, second = scores_elsewhere(family, study), scores_elsewhere(family.plain, study)
    both = first.keys() & second.keys()
    return family.plain if sum(second[name] - first[name] for name in both) > 0 else family


def scores_elsewhere(family: Family, study: str) -> Mapping[str, float]:
    """Return by cluster the mean log score of its plain groups, each predicted from neither its own nor the study's cluster."""
    out = members_with(study)
    found: dict[str, list[float]] = {}
    for one in family.plain.references:
        score = None if one.study in out else _score(family, one, out | members_with(one.study))
        if score is not None:
            found.setdefault(cluster_of(one.study), []).append(score)
    return {name: float(np.mean(each)) for name, each in found.items()}


def _score(family: Family, one: Reference, out: frozenset[str]) -> float | None:
    others, offset = reference_observations(family, out), offset_of(family, one.days, out)
    if not others or offset is None:
        return None
    true = family.scale.back(one_more(others, half_normal(family.heterogeneity)).draws(offset=offset))
    if one.count is not None:
        return log_score_of_counts(np.array([one.count[0]]), np.array([one.count[1]]), true[:, None])
    assert one.events is not None
    return log_score_of_events(one.events[0], one.events[1], true)
