"""Published results in what worlds of the posterior would print: the posterior predictive check, without an emulator.

Worlds and sampling alone make an interval: what the model misses was learned from the very same results, and would widen any
interval until it holds them.

How many lie in their 90 % interval is set against beta-binomials, one a cluster: results of a cluster go together, and how
much is learned from the same table (analysis of variance of inside and outside). Widths are printed, since a wide interval
holds anything.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import betabinom, binom

from milkway.inference.calibration import Calibrated
from milkway.inference.fold_scores import level
from milkway.inference.folds import everybody
from milkway.inference.observed import natural
from milkway.ledger.clusters import cluster_of
from milkway.published.catalogue import Result

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class CheckedResult:
    """A published result and quantiles (`LEVELS`) of what such a study would print, on their own scale, and its place in them."""

    result: Result
    published: float
    quantiles: tuple[float, ...]
    place: float

    @property
    def within(self) -> tuple[bool, bool]:
        """Return whether it lies in the 50 % and in the 90 % interval."""
        return 0.25 <= self.place <= 0.75, 0.05 <= self.place <= 0.95


@dataclass(frozen=True)
class Checked:
    """All results, shares inside, and the two-sided p of the number inside 90 %, with the correlation that was learned."""

    results: tuple[CheckedResult, ...]
    within_50: float
    within_90: float
    correlation: float
    p_within_90: float


def checked_worlds(found: Calibrated) -> Checked:
    """Return every result of women in its prediction by worlds that know it.

    Args:
        found: the calibration.
    """
    whole = everybody(found)
    rows = list[CheckedResult]()
    for i, one in enumerate(found.data.results):
        told = level(whole, {}, found.data, one)
        luck = ndtri(np.random.default_rng(i).permutation((np.arange(len(told.value)) + 0.5) / len(told.value)))
        printed = told.alone + found.data.error[i] * luck
        place = float((printed < found.data.value[i]).mean())
        own = [natural(found.data.scales[i], values) for values in (printed, found.data.value[i])]
        rows.append(CheckedResult(one, float(own[1]), tuple(np.quantile(own[0], LEVELS).tolist()), place))
    inside = {name: [one.within[1] for one in rows if cluster_of(one.result.study) == name] for name in _clusters(rows)}
    correlation = together(list(inside.values()))
    half, most = (float(np.mean([one.within[k] for one in rows])) for k in (0, 1))
    p = p_of_inside([(sum(one), len(one)) for one in inside.values()], 0.9, correlation)
    return Checked(tuple(rows), half, most, correlation, p)


def together(groups: list[list[bool]]) -> float:
    """Return how much results of a cluster go together: the intraclass correlation by analysis of variance, at least 0.

    >>> together([[True, True], [False, False]]), together([[True, False], [False, True]])
    (1.0, 0.0)
    """
    sizes, every = np.array([len(one) for one in groups]), np.concatenate([np.array(one, float) for one in groups])
    many, whole = len(groups), len(every)
    if many < 2 or whole <= many or every.var() == 0:
        return 0.0
    means = np.array([np.mean(one) for one in groups])
    between = float((sizes * (means - every.mean()) ** 2).sum()) / (many - 1)
    within = float(sum(((np.array(one, float) - mean) ** 2).sum() for one, mean in zip(groups, means, strict=True))) / (
        whole - many
    )
    usual = (whole - (sizes**2).sum() / whole) / (many - 1)
    return float(np.clip((between - within) / (between + (usual - 1) * within), 0.0, 1.0))


def p_of_inside(counts: list[tuple[int, int]], share: float, correlation: float) -> float:
    """Return the two-sided p of how many results lie inside.

    Args:
        counts: of each cluster, results inside and results.
        share: that should be inside.
        correlation: within clusters.

    >>> round(p_of_inside([(9, 10)], 0.9, 0.0), 3)
    1.0
    """
    law = np.ones(1)
    for _, n in counts:
        alike = min(max(correlation, 1e-6), 1 - 1e-6)
        a, b = share * (1 / alike - 1), (1 - share) * (1 / alike - 1)
        inside = np.arange(n + 1)
        alone = correlation < 1e-6 or n == 1
        law = np.convolve(law, binom.pmf(inside, n, share) if alone else betabinom.pmf(inside, n, a, b))
    at = law[sum(k for k, _ in counts)]
    return float(min(1.0, law[law <= at * (1 + 1e-9)].sum()))


def _clusters(rows: list[CheckedResult]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cluster_of(one.result.study) for one in rows))
