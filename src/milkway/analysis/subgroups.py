"""An endpoint in each level of a covariate, with the interaction: whether the contrast of two arms differs between levels.

A level is described and its contrast estimated with an interval. No p is told of a level unless it is a claim that was planned,
so that many subgroups do not make many claims.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from milkway.analysis.estimate import average
from milkway.analysis.interaction import interaction
from milkway.analysis.laws import holm_adjusted
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.result import Contrast, Result, analysed
from milkway.core.brief import brief

INTERACTION = "interaction"
Claim = tuple[int, str, str]


@dataclass(frozen=True)
class Levels:
    """An endpoint by level of a covariate.

    Attributes:
        names: of the levels.
        results: the endpoint's leading contrast in each.
        interactions: of each arm with the reference: the second level against the first, or p of one value for all.
    """

    names: tuple[str, ...]
    results: tuple[Result, ...]
    interactions: tuple[Contrast, ...]

    __repr__ = brief


def in_levels(
    score: str,
    measure: Measure,
    arms: Mapping[str, tuple[Outcomes, np.ndarray]],
    names: Sequence[str],
    reference: str,
) -> Levels:
    """Return an endpoint in each level of a covariate, and its interactions.

    Args:
        score: that it is.
        measure: the leading contrast.
        arms: outcomes of the women of each arm, and the number of each woman's level; (woman,).
        names: of the levels.
        reference: the arm that the others are compared with.
    """
    found = tuple(
        analysed(score, (measure,), {name: one.taking(level == number) for name, (one, level) in arms.items()}, reference)
        for number in range(len(names))
    )
    together = zip(*(one.contrasts for one in found), strict=True)
    apart = [Contrast(same[0].arm, reference, interaction(measure, [one.found for one in same], names)) for same in together]
    return Levels(tuple(names), found, tuple(apart))


def one_for_all(interactions: list[Estimate], weights: list[float]) -> Estimate:
    """Return interactions averaged over settings; of more than two levels the largest p, as of every average."""
    ps = [one.p for one in interactions if one.p is not None]
    if len(ps) == len(interactions) and all(one.estimate is None for one in interactions):
        return replace(interactions[0], p=max(ps))
    return average(interactions, weights)


def adjusted_claims(whole: Result, levels: Sequence[Levels], planned: Sequence[bool]) -> dict[Claim, float]:
    """Return p, adjusted by Holm's procedure, of every claim that is planned of levels beside those of all women.

    Args:
        whole: the endpoint in all women; the leading contrast of each arm is a claim.
        levels: of each covariate.
        planned: whether levels and interaction of each covariate are claims.

    Returns:
        By number of the covariate, name of the level or `INTERACTION`, and arm; what has no p is left out.
    """
    found: dict[Claim, float | None] = {}
    for one in whole.contrasts:
        found.setdefault((-1, "", one.arm), one.found.claim)
    for number, one in enumerate(levels):
        if planned[number]:
            for name, result in zip(one.names, one.results, strict=True):
                found |= {(number, name, each.arm): each.found.claim for each in result.contrasts}
            found |= {(number, INTERACTION, each.arm): each.found.p for each in one.interactions}
    adjusted = holm_adjusted([1.0 if p is None else p for p in found.values()])
    return {claim: p for claim, p in zip(found, adjusted, strict=True) if claim[0] >= 0 and found[claim] is not None}
