"""Folds: what is learned when a cluster is left out, by weights of worlds where these allow it, by another calibration where not.

No prior carries a value that results had tuned (`coordinates.py`), so leaving a cluster out takes its results out and nothing
else. Worlds weigh as the inverse of how likely they made the cluster's results; weights are smoothed by a Pareto law, whose
k tells whether they can be trusted (Vehtari 2024, Pareto smoothed importance sampling). What a fold cannot forget is said by
`not_left_out`: values of populations, and rows measured by a study of the cluster, which stand in every simulation.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from milkway.core.brief import brief
from milkway.core.lazy import Later
from milkway.inference.calibration import Calibrated
from milkway.inference.infant_summaries import fitted_occasions
from milkway.inference.prior_scales import DISCREPANCY
from milkway.inference.whole_worlds import Worlds
from milkway.ledger.clusters import clusters
from milkway.published.fitted import structure_seen, typed_in

ARVIZ = Later("arviz_stats.base.array")
FEWEST = 25  # worlds: of fewer there is no tail that a Pareto law could be fitted to
TRUSTED = 0.7  # Pareto k below which weights are trusted; of few worlds less (Vehtari 2024, section 3.2.4)


@dataclass(frozen=True)
class Fold:
    """Worlds that do not know a cluster.

    Attributes:
        cluster: left out.
        studies: of it.
        worlds: simulated whole.
        weights: (world,) add up to one.
        k: Pareto's, of weights on worlds that know the cluster; NaN where it was never tried.
        refitted: whether worlds are of another calibration.
        structure: whether a miss of it was on record when mechanisms were chosen ("structure seen").
    """

    cluster: str
    studies: frozenset[str]
    worlds: Worlds
    weights: np.ndarray
    k: float
    refitted: bool
    structure: bool

    __repr__ = brief


def fold(
    cluster: str,
    base: Calibrated,
    again: Callable[[frozenset[str]], Worlds],
    infants_again: Callable[[frozenset[str]], Worlds],
) -> Fold:
    """Return the fold of a cluster.

    Args:
        cluster: name of it.
        base: calibration on everything.
        again: returns worlds that were calibrated without some studies.
        infants_again: the same of infants alone, for a cohort of infants.
    """
    studies = frozenset(next(one.studies for one in clusters() if one.name == cluster))
    seen = any(structure_seen(study) for study in studies)
    if any(one.study in studies for one in fitted_occasions()):
        return _refitted(cluster, studies, infants_again, float("nan"), structure=seen)
    weights, k = weights_without(base, studies)
    if k < min(TRUSTED, 1 - 1 / np.log10(len(base.worlds.z))):
        return Fold(cluster, studies, base.worlds, weights, k, refitted=False, structure=seen)
    return _refitted(cluster, studies, again, k, structure=seen)


def everybody(base: Calibrated) -> Fold:
    """Return the worlds that know all clusters, as a fold that leaves nobody out."""
    even = np.full(len(base.worlds.z), 1 / len(base.worlds.z))
    return Fold("", frozenset(), base.worlds, even, float("nan"), refitted=False, structure=False)


def weights_without(base: Calibrated, studies: frozenset[str]) -> tuple[np.ndarray, float]:
    """Return (world,) weights without the results of women of some studies, and Pareto's k; even weights where there are none.

    Of too few worlds k is infinite: their weights are never trusted.
    """
    data, own = base.data, np.array([one.study in studies for one in base.data.results])
    many = len(base.worlds.z)
    if not own.any():
        return np.full(many, 1 / many), -np.inf
    if many < FEWEST:
        return np.full(many, 1 / many), np.inf
    wide = np.hypot(data.error[own], DISCREPANCY)
    each = norm.logpdf(data.value[own], base.worlds.women[:, own], wide)
    log = np.where(np.isfinite(each), each, np.nanmean(each, axis=0)).sum(axis=1)  # who could not be measured says nothing
    smoothed, k = ARVIZ.array_stats.psislw(log)  # which are weights of one over the likelihood
    return np.exp(smoothed - np.logaddexp.reduce(smoothed)), float(k)


def not_left_out(studies: frozenset[str], base: Calibrated) -> tuple[str, ...]:
    """Return where studies stay typed in although they are left out: places that no coordinate with a class has taken over."""
    returned = {key for one in base.known if one.prior is not None for key in one.keys}
    return tuple(
        dict.fromkeys(
            f"{one.file}: {one.place} ({one.study})"
            for one in typed_in()
            if one.study in studies and not (one.file == "parameters" and one.place in returned)
        )
    )


def _refitted(
    cluster: str, studies: frozenset[str], again: Callable[[frozenset[str]], Worlds], k: float, *, structure: bool
) -> Fold:
    worlds = again(studies)
    return Fold(cluster, studies, worlds, np.full(len(worlds.z), 1 / len(worlds.z)), k, refitted=True, structure=structure)
