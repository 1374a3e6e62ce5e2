"""The hierarchy H: Milkway's own likelihood with every simulated mean replaced by one constant per kind of result.

A result of a kind is the constant plus a discrepancy, N(0, w^2) with w half-Cauchy, plus, in a contrast that somebody with a
stake ran or did not blind, a half-normal bias toward the product; counts are binomial or Poisson around that. Follow-up is not
told apart, since only a simulated mean would know of it. Both scales are those of the likelihood that it is handed.
Source: docs/decisions/0034-skill.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from milkway.ledger.clusters import members_with
from milkway.ledger.studies import read_studies
from milkway.skill.links import LOG_HAZARD, LOG_ODDS, PLAIN, Link
from milkway.skill.naive_evidence import Family, contrast_observations, naive_evidence, reference_observations
from milkway.skill.random_effects import LIGHT, Mixture, Observation, half_cauchy_law, half_normal, one_more
from milkway.skill.spread_pairs import apart

BIASES = 8  # nodes of the bias


@dataclass(frozen=True)
class Likelihood:
    """What H takes from the likelihood of the mechanism.

    Attributes:
        discrepancy: scale of the half-Cauchy prior of what a mean misses, in log odds, logs and decades.
        bias: scale of the half-normal prior of the bias of an arm, in logs.
    """

    discrepancy: float
    bias: float


def hierarchy_draws(
    family: Family, study: str, reference: str, others: Sequence[str], likelihood: Likelihood
) -> Mapping[str, np.ndarray]:
    """Return (draw,) what is true of each arm under H, the cluster of a study left out; nothing where nobody else printed it.

    Args:
        family: of the endpoint.
        study: key of the bibliography.
        reference: name of the reference arm.
        others: names of the arms with a product, which share one contrast.
        likelihood: of the mechanism.
    """
    kind, out = _as_predicted(family), members_with(study)
    found = reference_observations(kind, out)
    if not found:
        return {}
    law = one_more(found, half_cauchy_law(likelihood.discrepancy))
    if family.treated:
        return {name: kind.scale.back(law.draws()) for name in others}
    own, contrast = law.draws(), apart(hierarchy_contrast(kind, study, likelihood).draws())
    return {reference: kind.scale.back(own)} | {name: kind.scale.back(own + contrast) for name in others}


def hierarchy_contrast(family: Family, study: str, likelihood: Likelihood) -> Mixture:
    """Return what H says of one more contrast of a product, biased as its own study would be.

    The bias is summed over at nodes of its prior, each weighing as much as the contrasts are likely under it.

    Args:
        family: of the endpoint.
        study: whose cluster is left out, and whose stake the contrast has.
        likelihood: of the mechanism.
    """
    found = contrast_observations(family, members_with(study))
    nodes, parts = half_normal(likelihood.bias, BIASES), list[Mixture]()
    for bias in nodes.tau / (np.log(10.0) if family.scale is PLAIN else 1.0):  # of loads, which are decades
        moved = [Observation(one.study, one.value, one.error, stake(one.study) * family.favours * bias, one.law) for one in found]
        law = one_more(moved, half_cauchy_law(likelihood.discrepancy), (0.0, 1.0))
        parts.append(Mixture(law.weight, law.mean + stake(study) * family.favours * bias, law.sd, law.studies, law.evidence))
    log = np.log(nodes.weight) + np.array([one.evidence for one in parts])
    share = np.exp(log - log.max())
    share /= share.sum()
    weight, mean, sd = (
        np.concatenate(each)
        for each in (
            [own * one.weight for own, one in zip(share, parts, strict=True)],
            [one.mean for one in parts],
            [one.sd for one in parts],
        )
    )
    kept = weight > LIGHT
    return Mixture(weight[kept] / weight[kept].sum(), mean[kept], sd[kept], parts[0].studies, float(log.max()))


def hierarchy_factor(study: str, likelihood: Likelihood) -> Mixture:
    """Return what H says of the log ratio of one more risk factor, the cluster of a study left out."""
    out = members_with(study)
    found = [one.observation for one in naive_evidence().factors if one.study not in out]
    return one_more(found, half_cauchy_law(likelihood.discrepancy), (0.0, 1.0))


@cache
def stake(study: str) -> int:
    """Return 1 where somebody with a stake ran a study or eyes were open, 0 where it was public and blinded.

    >>> stake("hurtado2017")
    1
    """
    known = read_studies().get(study)
    return 0 if known is not None and known.sponsor == "public" and known.blinding.startswith(("double", "quadruple")) else 1


def _as_predicted(family: Family) -> Family:
    """Return the family on the scale on which the mechanism predicts it, its follow-up not told apart."""
    scale: Link = LOG_ODDS if family.scale is LOG_HAZARD else family.scale
    return family.on(scale)
