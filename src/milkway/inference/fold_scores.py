"""Published results forecast by the folds that do not know them, and scored beside both rivals, block by block.

M is what worlds of the fold say, off by the discrepancy that other clusters of the topic showed where they were left out; N
and H are as docs/decisions/0034-skill.md fixes them. Shares ill have log scores, loads and log ratios the CRPS, infants the
fair IQD. A result that stays typed in although its cluster is left out (a multiplier of a population) is not scored, and
said.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from milkway.inference.folds import Fold
from milkway.inference.learned_doubt import discrepancy_law, doubts, residuals
from milkway.inference.prior_scales import BIAS, DISCREPANCY
from milkway.inference.targets import topic_of
from milkway.inference.women_results import TWICE, WomenData
from milkway.ledger.clusters import cluster_of
from milkway.published.catalogue import Result
from milkway.published.predictive import without_noise
from milkway.published.sampling_laws import Count, Ratio
from milkway.skill.earned import Scored
from milkway.skill.hierarchy import Likelihood, hierarchy_draws, hierarchy_factor
from milkway.skill.naive import Asked, factor_effects, reference_draws
from milkway.skill.naive_evidence import Family, Reference, naive_evidence
from milkway.skill.scores import fair_crps, jackknife_error, log_score_of_counts

DRAWS = 2000
POPULATIONS = {"hurtado2017": "spain_peripartum_antibiotics"}
LIKELIHOOD = Likelihood(DISCREPANCY, BIAS)
Pair = tuple[Scored | None, Scored | None]  # beside N and beside H


@dataclass(frozen=True)
class Level:
    """What worlds of a fold say of a result: (draw,) on its scale, the world of each draw, and the same without doubt."""

    value: np.ndarray
    world: np.ndarray
    alone: np.ndarray


@dataclass(frozen=True)
class Block:
    """A block of results with the scores of M beside each rival.

    Attributes:
        name: of it.
        unit: "skill" or "gain".
        naive: against N.
        hierarchy: against H.
        left: results that are not scored, and why.
    """

    name: str
    unit: str
    naive: tuple[Scored, ...]
    hierarchy: tuple[Scored, ...]
    left: tuple[str, ...]


def level(fold: Fold, folds: Mapping[str, Fold], data: WomenData, result: Result, seed: int = 0) -> Level:
    """Return what a fold says of a result of women.

    Args:
        fold: that does not know it.
        folds: by cluster, from which it is learned how far worlds are off.
        data: of women.
        result: of the catalogue.
        seed: of which draw gets which doubt.
    """
    i = data.results.index(result)
    y = fold.worlds.women[:, i]
    sound = np.flatnonzero(np.isfinite(y))
    weight = fold.weights[sound] / fold.weights[sound].sum()
    place = np.searchsorted(np.cumsum(weight), (np.arange(DRAWS) + 0.5) / DRAWS)
    world = sound[np.minimum(place, len(sound) - 1)]
    settled = without_noise(y[world], fold.worlds.errors[world, i])
    known = [one.study not in fold.studies and (not folds or cluster_of(one.study) in folds) for one in data.results]
    width, probability = discrepancy_law(data, residuals(data, fold, folds), topic_of(result), known)
    return Level(settled + doubts(width, probability, DRAWS, seed), world, settled)


def incidence(folds: Mapping[str, Fold], data: WomenData) -> Block:
    """Return women ill, in log scores."""
    family = next(one for one in naive_evidence().families if one.name == "ill")

    def scored(reference: Reference, result: Result, found: Level) -> Pair:
        assert isinstance(result.law, Count)
        k, n = np.array([result.law.k]), np.array([result.law.n])

        def under(shares: np.ndarray) -> float:
            return log_score_of_counts(k, n, shares[:, None])

        own = expit(found.value)
        return _pair(family, reference, result, under(own), jackknife_error(lambda kept: under(own[kept]), found.world), under)

    return _block("incidence and timing", "gain", family, folds, data, scored)


def milk_loads(folds: Mapping[str, Fold], data: WomenData) -> Block:
    """Return loads of milk, in CRPS; of the loads of a study one."""
    family = next(one for one in naive_evidence().families if one.topic == "milk bacteria")

    def scored(reference: Reference, result: Result, found: Level) -> Pair:
        def under(draws: np.ndarray) -> float:
            return fair_crps(draws, result.value)

        error = jackknife_error(lambda kept: fair_crps(found.value[kept], result.value, found.world[kept]), found.world)
        return _pair(family, reference, result, fair_crps(found.value, result.value, found.world), error, under)

    return _block("milk loads", "skill", family, folds, data, scored)


def risk_factors(folds: Mapping[str, Fold], data: WomenData) -> Block:
    """Return log ratios of risk factors, in CRPS."""
    by_name = {one.name: one for one in data.results}
    naive, hierarchy, left = list[Scored](), list[Scored](), list[str]()
    for factor in naive_evidence().factors:
        result = by_name.get(factor.result)
        if factor.result in TWICE:
            left.append(f"{factor.result}: {TWICE[factor.result]}")
            continue
        if result is None or cluster_of(factor.study) not in folds:
            left.append(f"{factor.study}: nothing simulated is read for it, no sampling error is known, or it has no fold")
            continue
        assert isinstance(result.law, Ratio)
        found, printed = level(folds[cluster_of(factor.study)], folds, data, result), float(np.log(result.law.value))
        own = fair_crps(found.value, printed, found.world)
        error = jackknife_error(
            lambda kept, found=found, printed=printed: fair_crps(found.value[kept], printed, found.world[kept]), found.world
        )
        rivals = (factor_effects(factor.study).draws(), hierarchy_factor(factor.study, LIKELIHOOD).draws())
        for scores, draws in zip((naive, hierarchy), rivals, strict=True):
            part = (cluster_of(factor.study), factor.study, result.name)
            scores.append(Scored(*part, own, fair_crps(draws, printed), result.law.se, error))
    return Block("risk factors", "skill", tuple(naive), tuple(hierarchy), tuple(left))


def _block(
    name: str,
    unit: str,
    family: Family,
    folds: Mapping[str, Fold],
    data: WomenData,
    scored: Callable[[Reference, Result, Level], Pair],
) -> Block:
    by_name = {one.name: one for one in data.results}
    naive, hierarchy, left = list[Scored](), list[Scored](), list[str]()
    for reference in family.references:
        result, where = by_name.get(reference.locator.removeprefix("result ")), cluster_of(reference.study)
        if result is None or where not in folds:
            left.append(f"{reference.study}: nothing simulated is read for it, or no sampling error is known")
            continue
        found = scored(reference, result, level(folds[where], folds, data, result))
        for scores, one in zip((naive, hierarchy), found, strict=True):
            if one is not None:
                scores.append(one)
        if found[0] is None:
            left.append(f"{result.name}: nobody outside its cluster printed the like")
    return Block(name, unit, tuple(naive), tuple(hierarchy), tuple(left))


def _pair(
    family: Family,
    reference: Reference,
    result: Result,
    own: float,
    error: float | None,
    under: Callable[[np.ndarray], float],
) -> Pair:
    """Return the scores beside N and beside H."""
    study = reference.study
    asked = Asked(study, reference.days or (0, 0), POPULATIONS.get(study, "general"))
    levels: Sequence[np.ndarray | None] = (
        reference_draws(family, asked),
        hierarchy_draws(family, study, "reference", (), LIKELIHOOD).get("reference"),
    )
    part = (cluster_of(study), study, result.name)
    first, second = (None if one is None else Scored(*part, own, under(one), None, error) for one in levels)
    return first, second
