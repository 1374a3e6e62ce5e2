"""Worlds: draws of what was learned, each simulated whole, which is all that a posterior, a check or a forecast reads.

A world is one vector: every result of women and its Monte-Carlo error, then of every occasion and guild the quantiles of
log10(share + background) over infants. So nothing that is said of the posterior is said of an emulator.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.inference.coordinates import Number, table_at
from milkway.inference.infant_sets import WHOLE, infants_of, read
from milkway.inference.infant_summaries import COHORT
from milkway.inference.women_results import WomenData, women_simulator
from milkway.ledger.tables import ParameterTable
from milkway.published.distances import log_share
from milkway.published.distribution import PROBABILITIES, Distribution, quantile_table
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion
from milkway.published.reads import methods

POINTS = len(PROBABILITIES)


@dataclass(frozen=True)
class Worlds:
    """Simulated worlds.

    Attributes:
        z: (world, number) coordinates.
        women: (world, result) on their scales; NaN where nothing could be measured.
        errors: (world, result) Monte-Carlo errors of these.
        places: (world, occasion, guild, quantile) of log10(share + background).
        occasions: in order.
    """

    z: np.ndarray
    women: np.ndarray
    errors: np.ndarray
    places: np.ndarray
    occasions: tuple[GutOccasion, ...]

    __repr__ = brief

    def law(self, occasion: GutOccasion, guild: str, weights: np.ndarray) -> Distribution:
        """Return how a guild's log share is distributed over infants of all worlds, by weights of worlds that add up to one."""
        found = self.places[:, self.occasions.index(occasion), list(GUT_GUILDS).index(guild)]
        return Distribution.mixture([(w, Distribution.of_quantiles(q, np.inf)) for w, q in zip(weights, found, strict=True) if w])

    def quantiles(self, occasion: GutOccasion, guild: str, weights: np.ndarray) -> np.ndarray:
        """Return (quantile,) of the same law, read off the quantiles of worlds."""
        found = self.places[weights > 0, self.occasions.index(occasion), list(GUT_GUILDS).index(guild)]
        inside = np.where((np.arange(POINTS) == 0) | (np.arange(POINTS) == POINTS - 1), 0.5, 1.0)  # the ends count half
        return quantile_table(found.reshape(-1), (weights[weights > 0][:, None] * inside).reshape(-1))

    def middle(self, occasion: GutOccasion, guild: str, weights: np.ndarray) -> np.ndarray:
        """Return (quantile,) the mean over worlds of their quantiles, which is as wide as infants of one world are."""
        return weights @ self.places[:, self.occasions.index(occasion), list(GUT_GUILDS).index(guild)]

    def taking(self, which: np.ndarray) -> "Worlds":
        """Return some worlds."""
        return Worlds(self.z[which], self.women[which], self.errors[which], self.places[which], self.occasions)


def world_simulator(
    table: ParameterTable,
    known: Sequence[Number],
    data: WomenData | None,
    occasions: Sequence[GutOccasion],
    sizes: tuple[float, int],
) -> Callable[[np.ndarray, int], np.ndarray]:
    """Return what simulates a world.

    Args:
        table: reference.
        known: numbers.
        data: of women; none where infants alone are wanted.
        occasions: of infants; none where women alone are wanted.
        sizes: share of the usual women, and infants of each birth.
    """
    women = None if data is None else women_simulator(table, known, data, sizes[0])
    days = tuple(sorted({one.day for one in occasions}))

    def simulate(z: np.ndarray, seed: int) -> np.ndarray:
        told = [] if women is None else [women(z, seed)]
        if occasions:
            infants = infants_of(table_at(table, known, z[: len(known)]), days, sizes[1], seed, WHOLE)
            shares = read(infants, occasions, _kits({one.study for one in occasions}, seed))
            for one in occasions:
                logs = log_share(shares[one], methods()[one.study].background)
                told += [quantile_table(logs[:, i]) for i in range(len(GUT_GUILDS))]
        return np.concatenate(told)

    return simulate


def worlds_of(z: np.ndarray, y: np.ndarray, results: int, occasions: Sequence[GutOccasion]) -> Worlds:
    """Return the worlds of (world, number) coordinates and (world, entry) vectors; those that failed are left out."""
    sound = np.isfinite(y[:, 2 * results :]).all(axis=1) & np.isfinite(y).any(axis=1)
    places = y[sound, 2 * results :].reshape(int(sound.sum()), len(occasions), len(GUT_GUILDS), POINTS)
    return Worlds(z[sound], y[sound, :results], y[sound, results : 2 * results], places, tuple(occasions))


def _kits(studies: Collection[str], seed: int) -> dict[str, np.ndarray]:
    """Return by study (guild,) log of its reads per cell, drawn from their prior."""
    streams = Streams(seed)
    return {one: COHORT * streams.normal(f"reads per cell of {one}", np.arange(len(GUT_GUILDS))) for one in studies}
