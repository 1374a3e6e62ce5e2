"""A rating at several visits: a mixed model for repeated measures, with a mean and a spread for each arm and visit.

In each arm any two visits may be correlated in their own way, so nothing is supposed to be alike, neither visits nor arms
(docs/decisions/0008). Women who miss visits stay in: the likelihood is right if missing depends on ratings that were seen.
Without missing ratings it all comes down to Welch's test of a number for each woman, her last rating or her mean; and with
missing ones the model has no more degrees of freedom than Welch's test of the women seen would have, since where a handful of
women is seen, Satterthwaite's own make 5.8 % of trials without effect claim one (8 against 24 women of whom three in ten leave;
so bounded 5.3 %, of 33,000).
"""

import math
from dataclasses import dataclass

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent
from milkway.analysis.inverted import inverted
from milkway.analysis.kinds import NUMBERS
from milkway.analysis.measure import ROUNDING, Estimate, Measure
from milkway.analysis.outcomes import Arms
from milkway.analysis.reasons import FEW_RATINGS, RATINGS_ALIKE
from milkway.analysis.repeated_model import fit_repeated, freedom
from milkway.analysis.tested_values import straight

MODEL = "mixed model for repeated measures: covariance free by arm and visit, REML, Satterthwaite's degrees of freedom"
WITHOUT = "; visits at which an arm has fewer than two ratings, or all alike, do not take part"
# Women of an arm seen at a visit, by judgement: where ten women of whom half are seen rate pain as the model's do, 6.2 % of
# trials without effect claim one (docs/verification.md), and 8 is what nearly all of these trials are below.
FEW = 8
OF_FEW = f"; an arm has fewer than {FEW} ratings at a visit: where ratings are skewed the interval may be too narrow"
FELL_BACK = (
    "covariances over visits cannot be estimated from so few ratings: means of women seen at a visit, which are right only if"
    " missing does not depend on ratings; Satterthwaite's degrees of freedom"
)


@dataclass(frozen=True)
class Found:
    """A contrast of the arms' means over visits, with its standard error and degrees of freedom, and how it was found."""

    centre: float
    error: float
    freedom: float
    note: str


def mixed_difference(ratings: Arms) -> Estimate:
    """Return the difference of means, averaged over visits.

    Args:
        ratings: (woman, visit) in the first and second arm, NaN where missing.
    """
    return _difference(MIXED_DIFFERENCE, ratings)


def mixed_difference_last(ratings: Arms) -> Estimate:
    """Return the difference of means at the last visit; shapes as for `mixed_difference`."""
    return _difference(MIXED_DIFFERENCE_LAST, ratings)


def visit_weights(measure: Measure, visits: int) -> np.ndarray:
    """Return (visit,) how much a measure makes of each of so many visits.

    >>> visit_weights(MIXED_DIFFERENCE, 4), visit_weights(MIXED_DIFFERENCE_LAST, 2)
    (array([0.25, 0.25, 0.25, 0.25]), array([0., 1.]))
    """
    return np.eye(visits)[-1] if measure.name == MIXED_DIFFERENCE_LAST.name else np.full(visits, 1 / visits)


def of_seen(ratings: Arms, weight: np.ndarray, note: str = MODEL) -> Found:
    """Return the difference of means of the women seen at each visit; with complete ratings Welch's of a number for each woman.

    A woman's ratings are alike, so what she adds to the mean over visits is one number, whose spread is that arm's.
    """
    asked = weight > 0
    arms = [_of_arm(arm[:, asked], weight[asked]) for arm in ratings]
    own = [variance for _, variance, _ in arms]
    return Found(arms[0][0] - arms[1][0], math.sqrt(sum(own)), _welch(own, [free for _, _, free in arms]), note)


def _difference(measure: Measure, ratings: Arms) -> Estimate:
    """Return the difference of the arms' weighted means over visits."""
    n, weight = (len(ratings[0]), len(ratings[1])), visit_weights(measure, ratings[0].shape[1])
    asked = weight > 0
    if min(n) < 2 or any(np.isfinite(arm[:, asked]).sum(axis=0).min() < 2 for arm in ratings):
        return absent(measure, n, FEW_RATINGS)
    found = _modelled(ratings, weight) or of_seen(ratings, weight, FELL_BACK)
    if found.error <= ROUNDING * max(1.0, abs(found.centre)):
        return absent(measure, n, RATINGS_ALIKE)
    few = min(_fewest(arm[:, asked]) for arm in ratings) < FEW
    return inverted(measure, straight(found.centre, found.error, found.freedom), n, found.note + OF_FEW * few)


def _modelled(ratings: Arms, weight: np.ndarray) -> Found | None:
    """Return what the model finds; None where covariances cannot be estimated."""
    if all(np.isfinite(arm).all() for arm in ratings):
        return of_seen(ratings, weight)
    used = np.all([_varies(arm) for arm in ratings], axis=0)
    if not used[weight > 0].all():
        return None
    visits, arm = int(used.sum()), np.repeat([0, 1], [len(one) for one in ratings])
    design = np.eye(2 * visits).reshape(2, visits, 2 * visits)[arm]
    fitted = fit_repeated(np.concatenate(ratings)[:, used], design, arm)
    if fitted is None:
        return None
    halves = np.kron(np.eye(2), weight[used])
    contrast = halves[0] - halves[1]
    own = [float(half @ fitted.observed @ half) for half in halves]
    error = math.sqrt(contrast @ fitted.observed @ contrast)
    free = min(freedom(fitted, contrast), _welch(own, [_fewest(one[:, weight > 0]) - 1 for one in ratings]))
    note = MODEL if used.all() else MODEL + WITHOUT
    return Found(float(contrast @ fitted.coefficients), error, free, note)


def _varies(ratings: np.ndarray) -> np.ndarray:
    """Return whether an arm has two ratings that differ, at each visit; (visit,)."""
    seen = np.isfinite(ratings)
    high, low = np.where(seen, ratings, -np.inf).max(axis=0), np.where(seen, ratings, np.inf).min(axis=0)
    return high > low


def _welch(own: list[float], free: list[int]) -> float:
    """Return the degrees of freedom of a sum of two variances, by Satterthwaite, from those of each."""
    shares = sum(one**2 / many for one, many in zip(own, free, strict=True))
    return sum(own) ** 2 / shares if shares > 0 else math.inf


def _fewest(ratings: np.ndarray) -> int:
    """Return how many women of an arm are seen at the visit where the fewest are."""
    return int(np.isfinite(ratings).sum(axis=0).min())


def _of_arm(ratings: np.ndarray, weight: np.ndarray) -> tuple[float, float, int]:
    """Return an arm's mean over visits, its variance, and the degrees of freedom of that."""
    seen = np.isfinite(ratings)
    women = seen.sum(axis=0)
    means = np.where(seen, ratings, 0.0).sum(axis=0) / women
    added = np.where(seen, (ratings - means) * weight / women, 0.0).sum(axis=1)
    fewest = _fewest(ratings)
    return float(means @ weight), float(added @ added) * fewest / (fewest - 1), fewest - 1


MIXED_DIFFERENCE = Measure(
    "mixed_difference",
    "Difference over visits (mixed model)",
    NUMBERS,
    "difference",
    lambda first, second: mixed_difference(outcomes.values(first, second)),
    cost=4,
)
MIXED_DIFFERENCE_LAST = Measure(
    "mixed_difference_last",
    "Difference at the last visit (mixed model)",
    NUMBERS,
    "difference",
    lambda first, second: mixed_difference_last(outcomes.values(first, second)),
    cost=4,
)
