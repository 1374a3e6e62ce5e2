"""What two laws truly differ by in a measure: theory on many women who neither leave nor fall below a limit.

No measure is asked what it would find itself. A hazard ratio is had of the shares free of the event at the end, which is right
for hazards that are proportional, in any steps of days.
"""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
from scipy import stats

from milkway.analysis.measure import Measure
from milkway.analysis.measures.binary import ODDS_RATIO
from milkway.analysis.measures.hazards import HAZARD_RATIO
from milkway.analysis.measures.logrank import LOG_RANK
from milkway.analysis.measures.repeated import MIXED_DIFFERENCE_LAST
from milkway.analysis.measures.restricted_mean import RESTRICTED_MEAN_DIFFERENCE
from milkway.analysis.measures.subdistribution import SUBDISTRIBUTION_HAZARD_RATIO
from milkway.analysis.measures.win_odds import WIN_ODDS
from milkway.analysis.outcomes import Outcomes
from verification.edge_laws import Law

MANY = 200_000  # women: 80 times closer to the truth than the largest arm


@cache
def true_contrast(measure: Measure, law: Law) -> float:
    """Return the truth of a measure: 0 or 1 where the arms are alike."""
    if law.alike:
        return 1.0 if measure.is_ratio else 0.0
    draw = np.random.default_rng(11)
    first, reference = (arm(draw, MANY, complete=True).known() for arm in (law.first, law.reference))
    if measure in TRUTHS:
        return TRUTHS[measure](first, reference)
    return measure.kind.truth(first, reference, ratio=measure.is_ratio)


def _odds(first: Outcomes, reference: Outcomes) -> float:
    one, other = (arm.value.mean() / (1 - arm.value.mean()) for arm in (first, reference))
    return float(one / other)


def _wins(first: Outcomes, reference: Outcomes) -> float:
    won = stats.mannwhitneyu(first.value, reference.value).statistic / (len(first.value) * len(reference.value))
    return float(won / (1 - won))


def _hazards(first: Outcomes, reference: Outcomes) -> float:
    one, other = (math.log1p(-arm.seen.mean()) for arm in (first, reference))
    return one / other


def _days(first: Outcomes, reference: Outcomes) -> float:
    return float(first.time.mean() - reference.time.mean())


def _last(first: Outcomes, reference: Outcomes) -> float:
    return float(first.value[:, -1].mean() - reference.value[:, -1].mean())


TRUTHS: dict[Measure, Callable[[Outcomes, Outcomes], float]] = {
    ODDS_RATIO: _odds,
    WIN_ODDS: _wins,
    HAZARD_RATIO: _hazards,
    LOG_RANK: _hazards,
    SUBDISTRIBUTION_HAZARD_RATIO: _hazards,  # without a competing event it is the hazard ratio
    RESTRICTED_MEAN_DIFFERENCE: _days,
    MIXED_DIFFERENCE_LAST: _last,
}
