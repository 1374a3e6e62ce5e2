"""Loads of women who left before the visit, drawn from a Tobit model.

It looks at arm, first sample, what was asked at entry, and the worst pain of the last week that was seen. Women who left at
about the same time have a model of their own, which asks of women who stayed what their pain was at that time.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from milkway.analysis.estimate import absent
from milkway.analysis.laws import Fit
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.loads import LOG10_DIFFERENCE
from milkway.analysis.missing.imputing import OWN, REFERENCE, Predict, Strategy, drawn, jump_to_reference, over_sets
from milkway.analysis.missing.likeness import too_many
from milkway.analysis.missing.women import Women
from milkway.analysis.reasons import FEW_LOADS_ABOVE
from milkway.analysis.settled_tobit import Settled, settled_tobit
from milkway.analysis.tobit import Values
from milkway.core.streams import Streams

Pair = tuple[np.ndarray, np.ndarray]
GROUPS = 4
BOUNDED = "loads of women of some kind are all below the limit: bounded by an observation a column"
PAIN = 4  # the column of pain, after which comes what was asked at entry


@dataclass(frozen=True)
class Model:
    """The loads of women who left at about the same time: who they are and what predicts, by arm; and the fitted model.

    `unlike` are those of them with something asked at entry, or pain, that nobody with a sample has.
    """

    members: Pair
    designs: tuple[Callable[[float], np.ndarray], Callable[[float], np.ndarray]]
    settled: Settled
    unlike: Pair

    @property
    def fit(self) -> Fit:
        """Return the coefficients, and last the logarithm of the spread."""
        tobit = self.settled.fit
        assert tobit is not None
        return Fit(np.append(tobit.coefficients, math.log(tobit.spread)), tobit.covariance)


def load(first: Women, second: Women, strategy: Strategy, streams: Streams) -> Estimate:
    """Return the difference of mean log10 load of all women who are not known to have no milk, those who left imputed.

    Args:
        first: women of the first arm.
        second: women of the reference arm.
        strategy: what is assumed of women who left the first arm.
        streams: all chance.
    """
    n = (int(first.wanted.sum()), int(second.wanted.sum()))
    above = [int((arm.sampled & ~arm.below).sum()) for arm in (first, second)]
    if min(above) < 2:
        return absent(LOG10_DIFFERENCE, n, FEW_LOADS_ABOVE)
    models = tuple(models_of(first, second))
    why_not = next((one.settled.why_not for one in models if one.settled.fit is None), "")
    if why_not:
        return absent(LOG10_DIFFERENCE, n, why_not)
    unlike = [sum(int(one.unlike[arm].sum()) for one in models) for arm in (0, 1)]
    if any(too_many(count, size) for count, size in zip(unlike, n, strict=True)):
        return absent(LOG10_DIFFERENCE, n, f"{sum(unlike)} women left of a kind of which nobody has a sample")

    def analysed(number: int) -> tuple[float, float] | None:
        return _difference(*impute((first, second), models, strategy, streams, number))

    return over_sets(LOG10_DIFFERENCE, analysed, n, _note(models, sum(unlike)))


def impute(
    arms: tuple[Women, Women], models: tuple[Model, ...], strategy: Strategy, streams: Streams, number: int
) -> tuple[Pair, Pair]:
    """Return log10 loads by arm, seen or imputed, and whether below the limit, in the completed data set of a number."""
    thetas = [drawn(model.fit, streams, f"load {group}", number) for group, model in enumerate(models)]

    def filled(place: int, own: Strategy) -> Pair:
        women, guess = arms[place], np.full(len(arms[place].dyads), np.nan)
        luck = streams.normal("imputed load", women.dyads, number)
        for model, theta in zip(models, thetas, strict=True):
            mean, who = own(_predicting(model.designs[place], theta)), model.members[place]
            guess[who] = (mean + math.exp(theta[-1]) * luck)[who]
        kept = women.wanted
        full = np.where(women.sampled, women.load, np.maximum(guess, women.limit))[kept]
        return full, np.where(women.sampled, women.below, guess < women.limit)[kept]

    return filled(0, strategy), filled(1, jump_to_reference)


def _predicting(designs: Callable[[float], np.ndarray], theta: np.ndarray) -> Predict:
    return lambda arm: designs(arm) @ theta[:-1]


def models_of(first: Women, second: Women) -> Iterator[Model]:
    """Yield a model for each group of women who left; where nobody left between two quantiles there is no group."""
    left = first.wanted & ~first.sampled, second.wanted & ~second.sampled
    leaves = np.concatenate([first.leaves[left[0]], second.leaves[left[1]]])
    edges = np.unique(np.quantile(leaves, np.linspace(0, 1, GROUPS + 1))) if len(leaves) else np.zeros(0)
    for low, high in zip(np.append(-np.inf, edges[1:-1]), edges[1:] if len(edges) > 1 else edges, strict=False):
        group = leaves[(leaves > low) & (leaves <= high)]
        if not len(group):
            continue
        members = (
            left[0] & (first.leaves > low) & (first.leaves <= high),
            left[1] & (second.leaves > low) & (second.leaves <= high),
        )
        data = _seen(first, second, float(np.median(group)))
        unlike = _unlike(first, members[0], OWN, data.design), _unlike(second, members[1], REFERENCE, data.design)
        yield Model(members, (_designs(first), _designs(second)), _small(settled_tobit(data), data), unlike)


def _designs(women: Women) -> Callable[[float], np.ndarray]:
    @cache
    def designs(arm: float) -> np.ndarray:
        return _design(women, arm, women.leaves)

    return designs


def _seen(first: Women, second: Women, day: float) -> Values:
    """Return the loads of women with a sample, and what predicts them given their pain before a day."""
    seen = first.sampled, second.sampled
    value = np.concatenate([first.load[seen[0]], second.load[seen[1]]])
    below = np.concatenate([first.below[seen[0]], second.below[seen[1]]])
    designs = _design(first, OWN, np.full(len(seen[0]), day)), _design(second, REFERENCE, np.full(len(seen[1]), day))
    return Values(value, below, np.concatenate([designs[0][seen[0]], designs[1][seen[1]]]), np.ones(len(value)))


def _small(found: Settled, data: Values) -> Settled:
    """Return a fit whose spread allows for the columns that were fitted, as that of least squares does."""
    if found.fit is None:
        return found
    rows = len(data.value)
    wider = rows / (rows - int(np.linalg.matrix_rank(data.design)))
    return replace(
        found, fit=replace(found.fit, spread=found.fit.spread * math.sqrt(wider), covariance=found.fit.covariance * wider)
    )


def _unlike(women: Women, members: np.ndarray, arm: float, seen: np.ndarray) -> np.ndarray:
    """Return (woman,) who of the members differs from all women with a sample in what was asked at entry or in pain."""
    asked = [0, 1, *range(PAIN, seen.shape[1])]
    _, size, along = np.linalg.svd(seen[:, asked], full_matrices=False)
    along = along[size > 1e-9 * size.max()]
    rows = _design(women, arm, women.leaves)[:, asked]
    return members & (np.abs(rows - rows @ along.T @ along).max(axis=1) > 1e-6)


def _difference(first: Pair, second: Pair) -> tuple[float, float] | None:
    """Return the difference of mean log10 load and its standard error; None where it does not exist.

    Args:
        first: log10 loads of the first arm, and whether below the limit.
        second: as first.
    """
    one, other = _mean(*first), _mean(*second)
    if one is None or other is None:
        return None
    return one[0] - other[0], math.hypot(one[1], other[1])


def _mean(value: np.ndarray, below: np.ndarray) -> tuple[float, float] | None:
    """Return the mean log10 load of an arm, which has a spread of its own, and its standard error; None where there is none."""
    if int((~below).sum()) < 2:
        return None
    data = Values(value, below, np.ones((len(value), 1)), np.ones(len(value)))
    fitted = _small(settled_tobit(data), data).fit
    return None if fitted is None else (float(fitted.coefficients[0]), math.sqrt(float(fitted.covariance[0, 0])))


def _note(models: tuple[Model, ...], unlike: int) -> str:
    """Return what must be said of the models of imputation."""
    told = [BOUNDED] if any(one.settled.bounded for one in models) else []
    return "; ".join([*told, f"{unlike} left of a kind of which nobody has a sample"] if unlike else told)


def _design(women: Women, arm: float, day: np.ndarray) -> np.ndarray:
    """Return (woman, column) what predicts a load, given pain before each woman's day.

    The first sample enters as its distance from the mean of the woman's own arm, zero where it was not seen, so that
    women who are moved to the reference arm take their distance with them (Carpenter, Roger and Kenward 2013).
    """
    known = np.isfinite(women.earlier) & (women.leaves > women.earlier_visit)
    centre = float(women.earlier[known].mean()) if known.any() else 0.0
    distance = np.where(known, women.earlier - centre, 0.0)
    columns = [np.ones(len(known)), np.full(len(known), arm), distance, ~known, women.pain_before(day), women.baseline]
    return np.column_stack(columns)
