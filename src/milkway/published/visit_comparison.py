"""Whether an infant stays itself: ranks kept and dissimilarity between visits, published beside simulated."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from milkway.published.alike import bray_curtis, rank_correlations
from milkway.published.gut_cohorts import GUT_GUILDS, Visits, gut_visits
from milkway.published.simulated_infants import Infants


@dataclass(frozen=True)
class VisitsCompared:
    """Two visits as published, and the same of simulated infants: correlation by guild, dissimilarity within and between."""

    visits: Visits
    rank_correlation: Mapping[str, float]
    within: float
    between: float


def visits_compared(infants: Mapping[str, Infants]) -> tuple[VisitsCompared, ...]:
    """Return each pair of visits beside simulated infants, who are given by birth."""
    return tuple(_compared(one, infants[one.before.birth]) for one in gut_visits())


def _compared(visits: Visits, infants: Infants) -> VisitsCompared:
    before, after = (infants.shares(one.study, one.day) for one in (visits.before, visits.after))
    both = ~np.isnan(before + after).any(axis=1)
    ranks = zip(GUT_GUILDS, rank_correlations(before[both], after[both]).tolist(), strict=True)
    return VisitsCompared(visits, dict(ranks), *bray_curtis(before[both], after[both]))
