"""Paired differences between two worlds, with an interval over dyads and one over draws of the parameters."""

from dataclasses import dataclass

import numpy as np

from milkway.verdicts.draws import LEAST_DRAWS, Draws

Z95 = 1.959963984540054  # of the standard normal distribution, 97.5 %
NIL = 1e-12


@dataclass(frozen=True)
class Interval:
    """Two ends that hold 95 %."""

    low: float
    high: float


@dataclass(frozen=True)
class Difference:
    """What a mechanism does to a quantity: the same dyads with it and without it.

    Attributes:
        given: mean with the mechanism, at the tables' medians.
        absent: mean of the same dyads without it.
        estimate: mean difference.
        over_dyads: 95 % interval of that mean, for the chance of which dyads they are.
        over_draws: interval that holds 95 % of the means of draws of the parameters; each has the chance of its few dyads too.
        dyads: pairs at the tables' medians.
        draws: draws with a pair.
    """

    given: float | None
    absent: float | None
    estimate: float | None
    over_dyads: Interval | None
    over_draws: Interval | None
    dyads: int
    draws: int


def difference(given: np.ndarray, absent: np.ndarray, draws: Draws) -> Difference:
    """Return the paired difference of a quantity between two worlds.

    Args:
        given: (dyad,) with the mechanism; NaN where it does not exist.
        absent: (dyad,) the same dyads without it.
        draws: whose parameters each dyad has.

    >>> one = difference(np.array([3.0, 5.0, np.nan]), np.array([1.0, 1.0, 1.0]), Draws(np.zeros(3, dtype=np.int64)))
    >>> one.estimate, one.dyads
    (3.0, 2)
    """
    paired = np.isfinite(given) & np.isfinite(absent)
    middle = paired & (draws.number == 0)
    change = given - absent
    means = np.array([change[there].mean() for there in _by_draw(paired, draws) if there.any()])
    return Difference(
        given=_mean(given[middle]),
        absent=_mean(absent[middle]),
        estimate=_mean(change[middle]),
        over_dyads=_of_mean(change[middle]),
        over_draws=_holding(means) if len(means) >= LEAST_DRAWS else None,
        dyads=int(middle.sum()),
        draws=len(means),
    )


def _by_draw(paired: np.ndarray, draws: Draws) -> list[np.ndarray]:
    return [paired & (draws.number == number) for number in range(1, draws.count + 1)]


def _mean(values: np.ndarray) -> float | None:
    return _plain(values.mean()) if len(values) else None


def _of_mean(values: np.ndarray) -> Interval | None:
    if len(values) < 2:
        return None
    half = Z95 * values.std(ddof=1) / np.sqrt(len(values))
    return Interval(_plain(values.mean() - half), _plain(values.mean() + half))


def _holding(means: np.ndarray) -> Interval:
    low, high = np.percentile(means, (2.5, 97.5))
    return Interval(_plain(low), _plain(high))


def _plain(value: float) -> float:
    return 0.0 if abs(value) < NIL else float(value)
