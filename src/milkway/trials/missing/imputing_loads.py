"""Loads of women who left before the visit, drawn from a Tobit model.

It looks at arm, first sample, what was asked at entry, and the worst pain of the last week that was seen. Women who left at
about the same time have a model of their own, which asks of women who stayed what their pain was at that time.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from milkway.analysis.estimate import absent
from milkway.analysis.laws import Fit, Z
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.loads import LOG10_DIFFERENCE, log10_difference
from milkway.analysis.tobit import Values, fit_tobit
from milkway.core.streams import Streams
from milkway.trials.missing.complete_women import Women
from milkway.trials.missing.imputing import SETS, Assumed, drawn
from milkway.trials.missing.pooling import pooled

Pair = tuple[np.ndarray, np.ndarray]
GROUPS = 4


def load(first: Women, second: Women, assumed: Assumed, streams: Streams) -> Estimate:
    """Return the difference of mean log10 load of all women who are not known to have no milk, those who left imputed."""
    arms = (first, second)
    n = (int(_wanted(first).sum()), int(_wanted(second).sum()))
    if any(int((arm.sampled & ~arm.below).sum()) < 2 for arm in arms):
        return absent(LOG10_DIFFERENCE, n, "fewer than two loads above the limit in an arm")
    centres: list[float] = []
    errors: list[float] = []
    for loads, below in _completed(first, second, assumed, streams):
        found = log10_difference(loads, below)
        if found.estimate is None or found.low is None or found.high is None:
            return absent(LOG10_DIFFERENCE, n, "a completed data set without an estimate")
        centres.append(found.estimate)
        errors.append((found.high - found.low) / (2 * Z))
    return pooled(LOG10_DIFFERENCE, centres, errors, n)


@dataclass(frozen=True)
class Model:
    """The loads of women who left at about the same time, by arm: who they are, their design, and the fitted model."""

    members: Pair
    designs: Pair
    fit: Fit


def _models(first: Women, second: Women, arm: float) -> Iterator[Model]:
    """Yield a model for each group of women who left; `arm` is the value at which the first arm's are predicted."""
    left = _wanted(first) & ~first.sampled, _wanted(second) & ~second.sampled
    leaves = np.concatenate([first.leaves[left[0]], second.leaves[left[1]]])
    edges = np.unique(np.quantile(leaves, np.linspace(0, 1, GROUPS + 1))) if len(leaves) else np.zeros(0)
    for low, high in zip(np.append(-np.inf, edges[1:-1]), edges[1:] if len(edges) > 1 else edges, strict=False):
        members = (
            left[0] & (first.leaves > low) & (first.leaves <= high),
            left[1] & (second.leaves > low) & (second.leaves <= high),
        )
        day = np.median(leaves[(leaves > low) & (leaves <= high)])
        designs = _design(first, arm, first.leaves), _design(second, 0.0, second.leaves)
        yield Model(members, designs, _fit(first, second, day))


def _fit(first: Women, second: Women, day: float) -> Fit:
    """Return the Tobit model of women with a sample, given their pain before a day; the last coefficient is the log spread."""
    seen = first.sampled, second.sampled
    value = np.concatenate([first.load[seen[0]], second.load[seen[1]]])
    below = np.concatenate([first.below[seen[0]], second.below[seen[1]]])
    designs = _design(first, 1.0, np.full(len(seen[0]), day)), _design(second, 0.0, np.full(len(seen[1]), day))
    design = np.concatenate([designs[0][seen[0]], designs[1][seen[1]]])
    fitted = fit_tobit(Values(value, below, design, np.ones(len(value))))
    return Fit(np.append(fitted.coefficients, math.log(fitted.spread)), fitted.covariance)


def _completed(first: Women, second: Women, assumed: Assumed, streams: Streams) -> Iterator[tuple[Pair, Pair]]:
    """Yield loads and whether they are below the limit, by arm, in each completed data set."""
    models = tuple(_models(first, second, float(not assumed.as_reference)))
    for number in range(SETS):
        guesses = np.full(len(first.dyads), np.nan), np.full(len(second.dyads), np.nan)
        luck = streams.normal("imputed load", first.dyads, number), streams.normal("imputed load", second.dyads, number)
        for group, model in enumerate(models):
            theta = drawn(model.fit, streams, f"load {group}", number)
            mean = model.designs[0] @ theta[:-1] + assumed.shift, model.designs[1] @ theta[:-1]
            spread = math.exp(theta[-1])
            guesses[0][model.members[0]] = (mean[0] + spread * luck[0])[model.members[0]]
            guesses[1][model.members[1]] = (mean[1] + spread * luck[1])[model.members[1]]
        one, two = _filled(first, guesses[0]), _filled(second, guesses[1])
        yield (one[0], two[0]), (one[1], two[1])


def _filled(women: Women, guess: np.ndarray) -> Pair:
    """Return the loads of an arm, seen or imputed, and whether they are below the limit."""
    kept = _wanted(women)
    full = np.where(women.sampled, women.load, np.maximum(guess, women.limit))[kept]
    return 10**full, np.where(women.sampled, women.below, guess < women.limit)[kept]


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
