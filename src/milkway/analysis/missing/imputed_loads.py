"""Loads of women who left before the visit, drawn from a Tobit model.

It looks at arm, first sample, what was asked at entry, and the worst pain of the last week that was seen. Women who left at
about the same time have a model of their own, which asks of women who stayed what their pain was at that time.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from milkway.analysis.estimate import absent
from milkway.analysis.laws import Fit, Z
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.loads import LOG10_DIFFERENCE, difference_of_logs
from milkway.analysis.missing.imputing import OWN, REFERENCE, Predict, Strategy, drawn, jump_to_reference, over_sets
from milkway.analysis.missing.women import Women
from milkway.analysis.tobit import Values, fit_tobit
from milkway.core.streams import Streams

Pair = tuple[np.ndarray, np.ndarray]
GROUPS = 4


@dataclass(frozen=True)
class Model:
    """The loads of women who left at about the same time: who they are and what predicts, by arm; and the fitted model."""

    members: Pair
    designs: tuple[Callable[[float], np.ndarray], Callable[[float], np.ndarray]]
    fit: Fit


def load(first: Women, second: Women, strategy: Strategy, streams: Streams) -> Estimate:
    """Return the difference of mean log10 load of all women who are not known to have no milk, those who left imputed.

    Args:
        first: women of the first arm.
        second: women of the reference arm.
        strategy: what is assumed of women who left the first arm.
        streams: all chance.
    """
    n = (int(_wanted(first).sum()), int(_wanted(second).sum()))
    above = [int((arm.sampled & ~arm.below).sum()) for arm in (first, second)]
    if min(above) < 2:
        return absent(LOG10_DIFFERENCE, n, "fewer than two loads above the limit in an arm")
    models = tuple(_models(first, second))
    if any(sum(above) < len(model.fit.coefficients) - 1 for model in models):
        return absent(LOG10_DIFFERENCE, n, "fewer loads above the limit than the model of imputation has columns")

    def analysed(number: int) -> tuple[float, float] | None:
        (one, one_below), (two, two_below) = impute((first, second), models, strategy, streams, number)
        found = difference_of_logs((one, two), (one_below, two_below))
        if found.estimate is None or found.low is None or found.high is None:
            return None
        return found.estimate, (found.high - found.low) / (2 * Z)

    return over_sets(LOG10_DIFFERENCE, analysed, n)


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
        kept = _wanted(women)
        full = np.where(women.sampled, women.load, np.maximum(guess, women.limit))[kept]
        return full, np.where(women.sampled, women.below, guess < women.limit)[kept]

    return filled(0, strategy), filled(1, jump_to_reference)


def _predicting(designs: Callable[[float], np.ndarray], theta: np.ndarray) -> Predict:
    return lambda arm: designs(arm) @ theta[:-1]


def _models(first: Women, second: Women) -> Iterator[Model]:
    """Yield a model for each group of women who left; where nobody left between two quantiles there is no group."""
    left = _wanted(first) & ~first.sampled, _wanted(second) & ~second.sampled
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
        yield Model(members, (_designs(first), _designs(second)), _fit(first, second, float(np.median(group))))


def _designs(women: Women) -> Callable[[float], np.ndarray]:
    @cache
    def designs(arm: float) -> np.ndarray:
        return _design(women, arm, women.leaves)

    return designs


def _fit(first: Women, second: Women, day: float) -> Fit:
    """Return the Tobit model of women with a sample, given their pain before a day; the last coefficient is the log spread."""
    seen = first.sampled, second.sampled
    value = np.concatenate([first.load[seen[0]], second.load[seen[1]]])
    below = np.concatenate([first.below[seen[0]], second.below[seen[1]]])
    designs = _design(first, OWN, np.full(len(seen[0]), day)), _design(second, REFERENCE, np.full(len(seen[1]), day))
    design = np.concatenate([designs[0][seen[0]], designs[1][seen[1]]])
    fitted = fit_tobit(Values(value, below, design, np.ones(len(value))))
    return Fit(np.append(fitted.coefficients, math.log(fitted.spread)), fitted.covariance)


def _wanted(women: Women) -> np.ndarray:
    """Return (woman,) whether she has a sample, or left before the visit and was breastfeeding then."""
    return women.sampled | (women.gone_before_visit & (women.ceased >= women.leaves))


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
