"""The two halves of a calibration, infants' guts and women: how each is searched, and how draws of it are corrected.

What no result tuned is drawn from its stated spread, and every draw of a half is corrected for its own: results move the numbers
that they alone tell, and leave what was measured elsewhere as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from milkway.inference.coordinates import Number, numbers, table_at
from milkway.inference.corrected_draws import Corrected, corrected
from milkway.inference.gauss_newton import WIDEST, Effort, Found, search
from milkway.inference.infant_counts import DAYS, published_counts, simulated_counts
from milkway.inference.infant_sets import GUT_ALONE, infants_of, read
from milkway.inference.infant_summaries import Summaries, fitted_occasions, published_summaries, simulated_summaries
from milkway.inference.kept_sets import Bench, sets_of
from milkway.inference.routes_asked import disputed
from milkway.inference.women_results import WomenData, no_women, women_data, women_simulator
from milkway.ledger.tables import ParameterTable
from milkway.published.catalogue import results
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion

APART = 1_000_000  # between the seeds of stages
OF_THE_GUT = (  # parameters of infants' guts that results of the likelihood tuned; what they do to milk is nothing
    *("gut_growth", "founding_chance", "home_arrival", "hospital_arrival", "mucosal_niche", "mucosal_growth"),
    *("oxygen_transfer_birth", "oxygen_transfer_mature", "oxygen_maturation", "lactose_spill", "milk_peptide", "infant_mucin"),
    *("family_faecal", "variation of strain_vigour", "variation of mucosal_niche"),
)


@dataclass(frozen=True)
class Sizes:
    """How much is simulated.

    Attributes:
        infants: the search of the numbers of infants' guts.
        infants_each: infants of each birth, for a set of it.
        women: the search of the numbers of women that their results tuned; none where infants' guts alone are calibrated.
        women_each: share of the usual women, for a set of it.
        corrections: of every draw of infants.
        women_corrections: of every draw of women.
        worlds: draws simulated whole.
        fold_worlds: the same of a fold.
        world: share of the usual women, and infants of each birth, in a world.
    """

    infants: Effort
    infants_each: int
    women: Effort | None
    women_each: float
    corrections: int
    women_corrections: int
    worlds: int
    fold_worlds: int
    world: tuple[float, int]

    @property
    def sets(self) -> int:
        """Return how many sets are simulated."""
        of_women = 0 if self.women is None else self.women.sets + self.women_corrections * self.worlds
        return self.infants.sets + (self.corrections + 1) * self.worlds + of_women


@dataclass(frozen=True)
class Half:
    """Of infants' guts, or of women: the end of the search, and draws of the posterior."""

    found: Found
    drawn: Corrected

    @property
    def evaluated(self) -> int:
        """Return how many sets were simulated."""
        return self.found.evaluated + self.drawn.evaluated


@dataclass(frozen=True)
class Asked:
    """What is learned and of whom: numbers, which are searched of infants' guts and of women, results, occasions of infants."""

    known: tuple[Number, ...]
    gut: np.ndarray
    women: np.ndarray
    data: WomenData
    occasions: tuple[GutOccasion, ...]


def asked_of(table: ParameterTable, sizes: Sizes) -> Asked:
    """Return what is learned and of whom, women where their numbers are searched."""
    open_keys = {one.key for one in disputed()}  # which the transfer stage asks for
    searched = OF_THE_GUT if sizes.women is None else None
    known = tuple(one for one in numbers(table, {one.study for one in results()}, searched) if not open_keys & set(one.keys))
    tuned = np.array([one.prior is not None for one in known])
    gut = tuned & np.array([one.name.split("[")[0] in OF_THE_GUT for one in known])
    return Asked(known, gut, tuned & ~gut, no_women() if sizes.women is None else women_data(), fitted_occasions())


def others(asked: Asked, sizes: Sizes, seed: int) -> np.ndarray:
    """Return (draw, number) coordinates of what no result moves, drawn from its spread; what is searched stands in the middle."""
    z = np.clip(np.random.default_rng([seed, 2 * APART]).standard_normal((sizes.worlds, len(asked.known))), -WIDEST, WIDEST)
    z[:, asked.gut | asked.women] = 0.0
    return z


def searched_women(
    asked: Asked, table: ParameterTable, bench: Bench, sizes: Sizes, effort: Effort, seed: int, infants: Found
) -> Found:
    """Return the search of the numbers of women; infants' guts stand at their best, all others as the tables have them."""
    simulator = women_simulator(table, asked.known, asked.data, sizes.women_each)
    every = np.ones(len(asked.data.results), bool)
    with sets_of("women", simulator, bench) as sets:

        def simulate(x: np.ndarray, luck: int) -> np.ndarray:
            z = np.zeros((len(x), len(asked.known)))
            z[:, asked.gut], z[:, asked.women] = infants.best, x
            return sets.alike(z, luck)[:, : len(every)]

        return search(simulate, asked.data.seen(every), int(asked.women.sum()), effort, seed + APART)


def corrected_women(
    asked: Asked,
    table: ParameterTable,
    bench: Bench,
    sizes: Sizes,
    seed: int,
    beside: np.ndarray,
    found: Found,
    left_out: frozenset[str],
) -> Corrected:
    """Return draws of the numbers of women for (draw, number) all others, from the results that are not left out."""
    which = np.array([one.study not in left_out for one in asked.data.results])
    simulator = women_simulator(table, asked.known, asked.data, sizes.women_each)
    with sets_of(named("women", left_out), simulator, bench) as sets:

        def simulate(x: np.ndarray, lucks: Sequence[int]) -> np.ndarray:
            z = beside.copy()
            z[:, asked.women] = x
            return sets.simulated(z, lucks)[0][:, : len(which)][:, which]

        z = np.zeros(len(asked.known))
        z[asked.women] = found.best
        errors = sets.alike(z[None], seed + 2 * APART)[0, len(which) :][which]  # of few women, at the end of the search
        chance = np.diag(np.nan_to_num(errors, nan=np.nanmax(errors)) ** 2)
        part, seen = found.taking(which), asked.data.seen(which)
        return corrected(simulate, seen, chance, part, len(beside), sizes.women_corrections, seed + APART)


def of_infants(asked: Asked, table: ParameterTable, bench: Bench, sizes: Sizes, seed: int, left_out: frozenset[str]) -> Half:
    """Return the search for sets whose infants are like those of the cohorts that are not left out, and draws about it."""
    known, gut, occasions = asked.known, asked.gut, asked.occasions
    kept, seen = _published(occasions, sizes.infants_each).without(left_out)
    _, alone = _published(occasions).without(left_out)
    days = tuple(sorted({*(one.day for one in occasions), *DAYS}))
    as_they_are = {one.study: np.zeros(len(GUT_GUILDS)) for one in occasions}

    def infants(z: np.ndarray, luck: int) -> np.ndarray:
        found = infants_of(table_at(table, known, z), days, sizes.infants_each, luck, GUT_ALONE)
        return np.concatenate([simulated_summaries(occasions, read(found, occasions, as_they_are)), simulated_counts(found)])

    def placed(x: np.ndarray, z: np.ndarray) -> np.ndarray:
        z[:, gut] = x
        return z

    with sets_of(named("infants", left_out), infants, bench) as sets:
        middle, beside = np.zeros((1, len(known))), others(asked, sizes, seed)
        found = search(
            lambda x, luck: sets.alike(placed(x, middle.repeat(len(x), axis=0)), luck)[:, kept],
            seen,
            int(gut.sum()),
            sizes.infants,
            seed,
        )
        drawn = corrected(
            lambda x, lucks: sets.simulated(placed(x, beside.copy()), lucks)[0][:, kept],
            alone,
            seen.covariance - alone.covariance,
            found,
            sizes.worlds,
            sizes.corrections,
            seed,
        )
    return Half(found, drawn)


def _published(occasions: Sequence[GutOccasion], simulated: int = 0) -> Summaries:
    """Return what cohorts say of infants: reads, then what PCR and culture counted."""
    return published_summaries(occasions, simulated).beside(published_counts(simulated))


def named(stage: str, left_out: frozenset[str]) -> str:
    """Return the name of a stage, which says who is left out."""
    return f"{stage} without {' '.join(sorted(left_out))[:60]}" if left_out else stage
