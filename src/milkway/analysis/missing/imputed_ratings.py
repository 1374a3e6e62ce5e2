"""Arms compared over visits, ratings of women who left imputed: draw, impute, analyse, pool.

Each completed set is judged as the measure judges ratings of which none is missing: Welch's test of a number for each woman, her
last rating or her mean. Visits that are not asked for help to impute where they can, and are left out where an arm has fewer
than two ratings or all are alike.
"""

from dataclasses import dataclass

import numpy as np

from milkway.analysis.estimate import absent
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.measures.repeated import of_seen, visit_weights
from milkway.analysis.missing.imputed_visits import Drawn, Visits, impute, parameters, too_few
from milkway.analysis.missing.imputing import SETS, pooled
from milkway.analysis.missing.visit_strategies import Means
from milkway.analysis.missing.women import Women
from milkway.analysis.reasons import FEW_RATINGS, RATINGS_ALIKE
from milkway.core.streams import Streams


@dataclass(frozen=True)
class Model:
    """Both arms at the visits that take part, how much the measure makes of each, and parameters of every completed set."""

    arms: tuple[Visits, Visits]
    weight: np.ndarray
    draws: tuple[Drawn, ...]


def ratings(first: Women, second: Women, strategy: Means, streams: Streams) -> Estimate:
    """Return the difference over visits of all women randomised, those who left imputed.

    Args:
        first: women of the first arm.
        second: women of the reference arm.
        strategy: what is assumed of women who left the first arm.
        streams: all chance.
    """
    return pooled_ratings(model_of(first, second, streams), (first, second), strategy, streams)


def model_of(first: Women, second: Women, streams: Streams) -> Model | str:
    """Return what ratings are imputed from, or why they cannot be."""
    rated = first.rated, second.rated
    weight = visit_weights(first.ratings.measure, rated[0].shape[1])
    enough = np.all([np.isfinite(arm).sum(axis=0) >= 2 for arm in rated], axis=0)
    if not enough[weight > 0].all():
        return FEW_RATINGS
    used = enough & _differ(np.concatenate(rated))
    if not used[weight > 0].all():
        return RATINGS_ALIKE
    arms = _at(first, used), _at(second, used)
    return too_few(*arms) or Model(arms, weight[used], tuple(parameters(*arms, SETS, streams)))


def pooled_ratings(
    model: Model | str, women: tuple[Women, Women], strategy: Means, streams: Streams, delta: float = 0.0
) -> Estimate:
    """Return the difference over visits of a model, by Rubin's rules with the degrees of freedom of Barnard and Rubin.

    Args:
        model: of `model_of`, or why there is none.
        women: of the first and the reference arm.
        strategy: what is assumed of women who left the first arm.
        streams: all chance.
        delta: what is added to each rating that was not seen since a woman left the first arm.
    """
    measure, n = women[0].ratings.measure, (len(women[0].dyads), len(women[1].dyads))
    if isinstance(model, str):
        return absent(measure, n, model)
    return _pooled(
        measure, n, model, [impute(*model.arms, given, strategy, delta, streams, k) for k, given in enumerate(model.draws)]
    )


def _pooled(measure: Measure, n: tuple[int, int], model: Model, completed: list[tuple[np.ndarray, np.ndarray]]) -> Estimate:
    found = [of_seen(one, model.weight) for one in completed]
    freedom = float(np.mean([one.freedom for one in found]))
    return pooled(measure, [one.centre for one in found], [one.error for one in found], n, complete=freedom)


def _differ(rating: np.ndarray) -> np.ndarray:
    """Return (visit,) whether ratings are not all alike."""
    seen = np.isfinite(rating)
    high, low = np.where(seen, rating, -np.inf).max(axis=0), np.where(seen, rating, np.inf).min(axis=0)
    return high > low


def _at(women: Women, visits: np.ndarray) -> Visits:
    """Return an arm's ratings at some of the visits."""
    return Visits(women.dyads, women.rated[:, visits], women.baseline, women.there[:, visits].sum(axis=1))
