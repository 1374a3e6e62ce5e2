"""A forecast of infants moved by how far worlds miss other cohorts' infants: the discrepancy of the likelihood, over age.

Worlds are fitted with a miss of their own on every occasion (`infant_summaries.py`). Here the misses of a guild are one smooth
function of the log of age (a Gaussian process; Kennedy and O'Hagan 2001, doi 10.1111/1467-9868.00294): as large as the
likelihood has them, alike at like ages, half as alike between births, and another for each cohort, which reads a guild in its
own way. The residuals of quantiles on other cohorts' occasions say how the forecast has to be moved there, and
how much stays unknown. The length over which misses are alike was chosen by the likelihood of the residuals of two folds
(0.25 to 2 were tried, at every size of a miss), when what both forecast at .47 and 1 had been seen: it is tuned, and both
cohorts are validation sets.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from milkway.inference.infant_summaries import COHORT, DECADES, laws_of
from milkway.inference.whole_worlds import Worlds
from milkway.published.distances import log_share
from milkway.published.distribution import Distribution
from milkway.published.gut_cohorts import GuildShares, GutOccasion
from milkway.published.reads import methods

MISSED = np.sqrt(2.0) * DECADES  # standard deviation of a miss, in decades: what all places have in common, and each by itself
KITS = COHORT / np.log(10.0)  # of a cohort, in decades
LENGTH = 1.0  # (tuned on shao2019 and jakobsen2025) of the log of age: misses at ages a factor of 2.7 apart are alike by .6
OTHER_BIRTH = 0.5  # (expert) correlation of misses between births
READ = 0.03  # (expert) decades: what a table of 41 quantiles leaves open
DRAWS = 24
InfantsKnown = Mapping[str, Mapping[GutOccasion, np.ndarray]]  # by guild: (quantile,) log shares of worlds, by occasion


@dataclass(frozen=True)
class Move:
    """How a forecast has to be moved: (quantile,) decades, and the standard deviation in decades of what stays unknown."""

    shift: np.ndarray
    left: float


def moved_law(worlds: Worlds, weights: np.ndarray, occasion: GutOccasion, guild: str, left_out: Collection[str]) -> Distribution:
    """Return how a guild's log share is distributed over infants, all worlds together, moved by misses of other cohorts.

    Args:
        worlds: that do not know the cohort.
        weights: (world,) that add up to one.
        occasion: forecast.
        guild: of it.
        left_out: studies whose infants may not be looked at.
    """
    floor = methods()[occasion.study].background
    simulated = {one: worlds.middle(one, guild, weights) for one in worlds.occasions if one.study not in left_out}
    move = move_of(simulated, occasion, guild, floor)
    if move is None:
        return worlds.law(occasion, guild, weights)
    told = np.sort(worlds.quantiles(occasion, guild, weights) + move.shift)  # a shift may turn neighbours around
    even = ndtri((np.arange(DRAWS) + 0.5) / DRAWS)
    return Distribution.mixture(
        [(1 / DRAWS, Distribution.of_quantiles(missed(told, move.left * one, floor), np.inf)) for one in even]
    )


def move_of(simulated: Mapping[GutOccasion, np.ndarray], occasion: GutOccasion, guild: str, floor: float) -> Move | None:
    """Return how the forecast of a guild has to be moved; None where no other cohort says anything.

    Args:
        simulated: on other cohorts' occasions (quantile,) log shares of it in a world, above the background of each.
        occasion: forecast.
        guild: of it.
        floor: background of the forecast.
    """
    others = [one for one in simulated if one.antibiotic != "yes" and laws_of(one)[guild].quantiles]
    if not others:
        return None
    misses = np.array([_miss(simulated[one], one, guild, floor) for one in others])
    among = _alike(others, others) * MISSED**2 + _same_cohort(others) * KITS**2
    errors = np.array([_error(laws_of(one)[guild], floor) for one in others])
    along = _alike([occasion], others)[0] * MISSED**2
    weight = np.linalg.solve(among + np.diag(errors**2 + READ**2), along)
    return Move(weight @ misses, float(np.sqrt(max(MISSED**2 - along @ weight, 0.0))))


def missed(logs: np.ndarray, off: float | np.ndarray, floor: float) -> np.ndarray:
    """Return log shares of which the shares are off by some decades: what is below the background stays there.

    >>> missed(np.log10(np.array([0.001, 0.011])), 1.0, 0.001).round(3).tolist()
    [-3.0, -0.996]
    """
    share = np.clip(10.0**logs - floor, 0.0, 1.0)
    return log_share(np.minimum(share * 10.0**off, 1.0), floor)


def _miss(simulated: np.ndarray, occasion: GutOccasion, guild: str, floor: float) -> np.ndarray:
    """Return (quantile,) published less simulated log shares, both above the greater of two backgrounds."""
    own = methods()[occasion.study].background
    seen = max(own, floor)
    share = np.maximum(10.0**simulated - own, 0.0)
    return log_share(np.array(laws_of(occasion)[guild].quantiles), seen) - log_share(share, seen)


def _error(shares: GuildShares, floor: float) -> float:
    """Return the standard error of a mean log share."""
    return float(np.std(log_share(np.array(shares.quantiles), floor))) / np.sqrt(max(shares.effective, 2.0))


def _alike(some: Sequence[GutOccasion], others: Sequence[GutOccasion]) -> np.ndarray:
    """Return (occasion, other) correlations of misses."""
    ages = [np.log([max(one.day, 1) for one in each]) for each in (some, others)]
    births = np.array([[1.0 if one.birth == other.birth else OTHER_BIRTH for other in others] for one in some])
    return births * np.exp(-0.5 * ((ages[0][:, None] - ages[1]) / LENGTH) ** 2)


def _same_cohort(others: Sequence[GutOccasion]) -> np.ndarray:
    return np.array([[float(one.study == other.study) for other in others] for one in others])
