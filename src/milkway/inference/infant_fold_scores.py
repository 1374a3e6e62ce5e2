"""Infants' guts forecast by the folds that do not know their cohort, beside other cohorts' infants (N) and the hierarchy (H).

The forecast is one distribution over infants, of all worlds of the fold together, moved by how far these miss other cohorts
(`infant_misses.py`): whose reads the cohort's kits favour is drawn anew for it. Errors are of infants drawn again, of the
cohort and of the rival, and over worlds by the jackknife of groups.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from milkway.core.streams import Streams
from milkway.inference.fold_scores import Block
from milkway.inference.folds import Fold
from milkway.inference.infant_misses import moved_law
from milkway.ledger.clusters import cluster_of
from milkway.published.distances import fair_iqd
from milkway.published.distribution import Distribution
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion, gut_laws
from milkway.published.reads import methods
from milkway.published.resampling import REPLICATES, Moved, Redrawn, moved, places, redrawn
from milkway.skill.earned import Scored
from milkway.skill.infant_rivals import hierarchy_law

GROUPS = 16  # of worlds, each left out in turn


def infants(folds: Mapping[str, Fold]) -> Block:
    """Return every guild on every occasion of which a fold has worlds, beside N where there is one, and beside H."""
    naive, hierarchy, left = list[Scored](), list[Scored](), list[str]()
    for occasion, shares in gut_laws().items():
        found = folds.get(cluster_of(occasion.study))
        if found is None or occasion not in found.worlds.occasions or not next(iter(shares.values())).quantiles:
            continue
        rivals = gut_laws("rival").get(occasion, {})
        if not rivals:
            left.append(f"{_named(occasion)}: too few infants of other cohorts for N")
        for guild in GUT_GUILDS:
            floor = methods()[occasion.study].background
            told, law = _told(found, occasion, guild), hierarchy_law(occasion, guild, floor)
            if guild in rivals:
                naive.append(_scored(told, rivals[guild].distribution(floor)))
            if law is not None:
                hierarchy.append(_scored(told, law))
    return Block("infant gut", "skill", tuple(naive), tuple(hierarchy), tuple(left))


@dataclass(frozen=True)
class _Told:
    """What a fold says of a guild on an occasion, what is so, their distance, and its jackknife error over groups of worlds."""

    occasion: GutOccasion
    guild: str
    law: Distribution
    truth: Distribution
    distance: float
    error: float


def _told(fold: Fold, occasion: GutOccasion, guild: str) -> _Told:
    truth = gut_laws()[occasion][guild].distribution(methods()[occasion.study].background)

    def law(weights: np.ndarray) -> Distribution:
        return moved_law(fold.worlds, weights / weights.sum(), occasion, guild, fold.studies)

    groups = [np.where(np.arange(len(fold.weights)) % GROUPS == one, 0.0, fold.weights) for one in range(GROUPS)]
    without = [fair_iqd(law(weights), truth) for weights in groups if weights.sum() > 0]
    error = float(np.sqrt((len(without) - 1) * np.var(without)))
    whole = law(fold.weights)
    return _Told(occasion, guild, whole, truth, fair_iqd(whole, truth), error)


def _scored(told: _Told, rival: Distribution) -> Scored:
    """Return the fair IQD of a fold and of a rival."""
    name = _named(told.occasion)
    x = places(methods()[told.occasion.study].background)
    error = _error(told.law, told.truth, rival, f"{name} {told.guild}", x)
    own = told.distance, fair_iqd(rival, told.truth)
    return Scored(cluster_of(told.occasion.study), name, told.guild, *own, error, told.error)


def _error(law: Distribution, truth: Distribution, rival: Distribution, what: str, x: np.ndarray) -> float:
    streams = Streams(1)
    seen, others = redrawn(truth, x, streams, f"infants drawn again: {what}"), _drawn(rival, x, streams, f"rivals of {what}")
    return Moved.sum([moved(others, seen, x), moved(_drawn(law, x, streams, ""), seen, x).times(-1)]).error


def _drawn(law: Distribution, x: np.ndarray, streams: Streams, what: str) -> Redrawn:
    """Return a distribution drawn again; one that is known stays as it is."""
    if np.isfinite(law.size):
        return redrawn(law, x, streams, f"infants drawn again: {what}")
    upto = law.after(x)
    return Redrawn(upto, np.tile(upto, (REPLICATES, 1)), 10**9)


def _named(occasion: GutOccasion) -> str:
    return f"{occasion.study} {occasion.birth} {occasion.first} to {occasion.last}"
