"""Drawn trials analysed as the protocol says, each by the analysis that a real trial would have."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from milkway.analysis.estimate import on_scale
from milkway.analysis.kinds import SHARE
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Outcomes
from milkway.planning.drawn_trials import Draws
from milkway.planning.pool_scores import Scored


@dataclass(frozen=True)
class Trials:
    """Analyses of trials of one size; ratios are natural logarithms, NaN where there is no estimate or no p.

    Attributes:
        centre: (replicate,) estimate.
        low: (replicate,) lower bound.
        high: (replicate,) upper bound.
        p: (replicate,).
        analysed: (replicate,) women in both arms.
        arms: (replicate, arm) women in each.
    """

    centre: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray
    analysed: np.ndarray
    arms: np.ndarray


def affordable(measure: Measure, reps: int) -> int:
    """Return how many trials are analysed: a share of those asked for where one analysis takes milliseconds.

    Measured on one core, 225 women an arm: loads below a limit and a mixed model 5 ms, a negative binomial 7 ms, all others under
    2 ms, and shares of women up to 5 ms, but once for equal counts.

    >>> from milkway.analysis.registry import MEASURES
    >>> affordable(MEASURES["risk_difference"], 1000), affordable(MEASURES["mixed_difference"], 1000)
    (1000, 250)
    """
    return max(1, reps // measure.cost)


def analyse_trials(scored: Scored, draws: Draws, hypothesis: str, arm: str, n: int) -> Trials:
    """Return the analyses of all replicates at one size.

    Args:
        scored: an endpoint of the pool.
        draws: trials of at least `n` women.
        hypothesis: of the pool.
        arm: compared with the reference.
        n: women in each trial.
    """
    first, second = scored.pair("observed", hypothesis, arm)
    names = [one.name for one in scored.arms]
    number, reference = names.index(arm), names.index(scored.reference)
    found = [
        analysed(scored.measure, first.taking(draws.of_arm(rep, number, n)), second.taking(draws.of_arm(rep, reference, n)))
        for rep in range(len(draws.woman))
    ]
    rows = np.array([(*on_scale(one), math.nan if one.p is None else one.p, sum(one.n)) for one in found])
    centre, low, high, p, women = rows.T
    return Trials(centre, low, high, p, women, np.array([one.n for one in found]))


def analysed(measure: Measure, first: Outcomes, second: Outcomes) -> Estimate:
    """Return the contrast of two arms; shares are analysed once for equal counts."""
    if measure.kind is SHARE and not measure.by_centre:
        return of_counts(measure, _counts(first), _counts(second))
    return measure.between(first, second)


def _counts(score: Outcomes) -> tuple[int, int]:
    return int(np.nansum(score.value)), int(np.isfinite(score.value).sum())


@lru_cache(maxsize=100_000)
def of_counts(measure: Measure, first: tuple[int, int], second: tuple[int, int]) -> Estimate:
    """Return the contrast of two arms of which women with the event and all women are known."""
    return measure.between(_women(*first), _women(*second))


def _women(count: int, n: int) -> Outcomes:
    value = np.arange(n) < count
    return Outcomes(value.astype(float), np.zeros(n), value)
