"""A rating at several visits: a mixed model with a mean for each arm and visit, and a woman's own level.

Women who miss visits stay in: the likelihood is right if missing depends on ratings that were seen. It assumes that any two
visits of a woman are correlated alike.
"""

import math

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent, from_normal
from milkway.analysis.kinds import NUMBERS
from milkway.analysis.laws import Fit, clustered_means, mixed_means
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Arms

FELL_BACK = "the mixed model did not converge: means by visit, with errors that allow for women's own levels"


def mixed_difference(ratings: Arms) -> Estimate:
    """Return the difference of means, averaged over visits.

    Args:
        ratings: (woman, visit) in the first and second arm, NaN where missing.
    """
    visits = ratings[0].shape[1]
    return _difference(MIXED_DIFFERENCE, ratings, np.full(visits, 1 / visits))


def mixed_difference_last(ratings: Arms) -> Estimate:
    """Return the difference of means at the last visit; shapes as for `mixed_difference`."""
    visits = ratings[0].shape[1]
    return _difference(MIXED_DIFFERENCE_LAST, ratings, np.eye(visits)[-1])


def _difference(measure: Measure, ratings: Arms, weight: np.ndarray) -> Estimate:
    n = (len(ratings[0]), len(ratings[1]))
    if min(n) < 2 or any(np.isfinite(arm).sum(axis=0).min() < 2 for arm in ratings):
        return absent(measure, n, "fewer than two ratings of an arm at a visit")
    together = np.concatenate(ratings)
    if np.nanmax(np.nanstd(together, axis=0)) == 0:
        return absent(measure, n, "ratings do not differ")
    fitted, note = _fit(together, np.repeat([0, 1], n))
    contrast = np.concatenate([weight, -weight])
    variance = float(contrast @ fitted.covariance @ contrast)
    if not variance > 0:
        return absent(measure, n, "ratings do not differ within arms")
    return from_normal(measure, float(contrast @ fitted.coefficients), math.sqrt(variance), n, note)


def _fit(ratings: np.ndarray, arm: np.ndarray) -> tuple[Fit, str]:
    """Return the means by arm and visit with their covariance, and what must be said of them."""
    there = np.isfinite(ratings)
    woman, visit = np.nonzero(there)
    visits = ratings.shape[1]
    design = np.eye(2 * visits)[arm[woman] * visits + visit]
    fitted = mixed_means(ratings[there], design, woman)
    if fitted is not None:
        return fitted, "mixed model with a woman's own level"
    return clustered_means(ratings[there], design, woman), FELL_BACK


MIXED_DIFFERENCE = Measure(
    "mixed_difference",
    "Difference over visits (mixed model)",
    NUMBERS,
    "difference",
    lambda first, second: mixed_difference(outcomes.values(first, second)),
    cost=20,
)
MIXED_DIFFERENCE_LAST = Measure(
    "mixed_difference_last",
    "Difference at the last visit (mixed model)",
    NUMBERS,
    "difference",
    lambda first, second: mixed_difference_last(outcomes.values(first, second)),
    cost=20,
)
