"""The naive rival N: what published results alone say of an arm, a contrast or a risk factor, its own cluster left out.

Shares ill are random effects on the log of the cumulative hazard, between studies half-normal(.5), at equal follow-up or plain,
whichever predicted the other clusters better (`naive_choice.py`). Contrasts
of products are random effects on log ratios of like trials, half-normal(.3), with a mean N(0, 1) before any. Risk factors without
a like study are of the hierarchy over all others. Loads are random effects on log10, strains on log odds, half-normal(1.5). An
arm with the product is its reference and the contrast, drawn together. Source: docs/decisions/0034-skill.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from milkway.cohorts.population import Covariate, Population
from milkway.cohorts.population_file import read_population
from milkway.ledger.clusters import members_with
from milkway.skill.naive_choice import better_rival
from milkway.skill.naive_evidence import Family, contrast_observations, naive_evidence, offset_of, reference_observations
from milkway.skill.random_effects import Mixture, half_normal, one_more
from milkway.skill.spread_pairs import apart

OF_CONTRASTS, CONTRAST_PRIOR = 0.3, (0.0, 1.0)
OF_FACTORS = 1.0
GENERAL = "general"


@dataclass(frozen=True)
class Asked:
    """The group whose result is forecast.

    Attributes:
        study: key of the bibliography whose cluster is left out; "" for nobody's.
        days: first and last day of follow-up since birth.
        population: whose women.
    """

    study: str
    days: tuple[float, float]
    population: str | Population = GENERAL


def reference_draws(family: Family, asked: Asked) -> np.ndarray | None:
    """Return (draw,) what is true of a group without a product, ascending; None where nobody else printed it."""
    found = _reference(family, asked)
    return None if found is None else family.scale.back(found.draws(offset=_offset(family, asked)))


def arm_draws(family: Family, asked: Asked, reference: str, others: Sequence[str]) -> Mapping[str, np.ndarray]:
    """Return (draw,) what is true of each arm, drawn together: pairs of reference and contrast, evenly spread.

    Arms with a product share one contrast, since like trials say of them the same.

    Args:
        family: of the endpoint.
        asked: the trial.
        reference: name of the reference arm.
        others: names of the arms with a product.
    """
    found = _reference(family, asked)
    if found is None:
        return {}
    if family.treated:
        return {name: family.scale.back(found.draws()) for name in others}
    own = found.draws(offset=_offset(family, asked))
    contrast = apart(contrast_effects(family, asked.study).draws())
    return {reference: family.scale.back(own)} | {name: family.scale.back(own + contrast) for name in others}


def reference_groups(family: Family, study: str) -> tuple[str, ...]:
    """Return the studies of which the rival of a study is made, each once."""
    found = reference_observations(better_rival(family, study), members_with(study))
    return tuple(dict.fromkeys(one.study for one in found))


def contrast_effects(family: Family, study: str) -> Mixture:
    """Return what like trials say of one more contrast on the scale of the family; without any it is the prior."""
    found = contrast_observations(family, members_with(study))
    return one_more(found, half_normal(OF_CONTRASTS), CONTRAST_PRIOR)


def factor_effects(study: str) -> Mixture:
    """Return what all other risk factors say of the log ratio of one more, those of the cluster of a study left out."""
    out = members_with(study)
    found = [one.observation for one in naive_evidence().factors if one.study not in out]
    return one_more(found, half_normal(OF_FACTORS), CONTRAST_PRIOR)


def _reference(family: Family, asked: Asked) -> Mixture | None:
    found = reference_observations(better_rival(family, asked.study), members_with(asked.study))
    return one_more(found, half_normal(family.heterogeneity)) if found else None


def _offset(family: Family, asked: Asked) -> float:
    if not family.timed:
        return 0.0
    out = members_with(asked.study)
    follow_up = offset_of(better_rival(family, asked.study), asked.days, out)
    assert follow_up is not None  # one of two timings is always of another cluster
    return follow_up + defining_ratio(read_population(asked.population), out)


def defining_ratio(population: Population, left_out: frozenset[str] = frozenset()) -> float:
    """Return the log of the published ratios of covariates by which a population is defined: all of its women have them, or none.

    A ratio is of those who have a covariate against those who have not; women of the cohorts are both, in the shares of the
    general population, so that what is applied is ratio / (1 + share (ratio - 1)), and 1 in place of the ratio where none has it.

    Args:
        population: whose women.
        left_out: studies whose ratios are not known.
    """
    general = {one.name: one for one in read_population(GENERAL).covariates}
    own = {one.name: one for one in population.covariates}
    found = 0.0
    for factor in naive_evidence().factors:
        if factor.study not in left_out and factor.covariate in general and factor.covariate in own:
            share, here = _chance(factor.covariate, general), _chance(factor.covariate, own)
            if here in (0.0, 1.0) and here != share:
                found += log((factor.ratio[0] if here else 1.0) / (1 + share * (factor.ratio[0] - 1)))
    return found


def _chance(name: str, covariates: Mapping[str, Covariate]) -> float:
    """Return the share of women with a yes-or-no covariate, whose chance may follow earlier ones."""
    one = covariates[name]
    assert one.chance is not None
    found, left = 0.0, 1.0
    for earlier, chance in reversed(one.chance_if.items()):  # the last one that she has decides
        share = _chance(earlier, covariates)
        found, left = found + left * share * chance, left * (1 - share)
    return found + left * one.chance
