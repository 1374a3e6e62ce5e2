"""The calibration: infants' guts first, then women with those guts, then worlds of both simulated whole; some clusters left out.

A number has the same prior whoever is left out, since no prior carries a tuned value (`coordinates.py`). So a
fold is the same calibration with fewer data. Only where its search begins is other: the tables know what is left out, so a
fold begins at the middle of the priors.
"""

from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief
from milkway.inference.coordinates import Number, coordinates_of, numbers, table_at
from milkway.inference.ensemble import Assimilated, Bench, Stage, assimilate, sets_of, spread_out
from milkway.inference.gut_search import Found, search
from milkway.inference.infant_ensemble import GUT_ALONE, infants_of, read
from milkway.inference.infant_summaries import fitted_occasions, published_summaries, simulated_summaries
from milkway.inference.whole_worlds import Worlds, world_simulator, worlds_of
from milkway.inference.women_ensemble import WomenData, women_data, women_simulator
from milkway.ledger.tables import ParameterTable
from milkway.published.catalogue import results
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion

EVERYBODY = frozenset[str]()
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
        searched: sets of a search from the middle of the priors, where something is left out.
        searched_near: of one from the tables, where nothing is.
        infants: of each birth, for a set of it.
        members: of the ensemble of women.
        women: share of the usual numbers, for a member.
        worlds: simulated whole: the first members.
        world: share of the usual women, and infants of each birth, in a world.
    """

    searched: int
    searched_near: int
    infants: int
    members: int
    women: float
    worlds: int
    world: tuple[float, int]

    @property
    def sets(self) -> int:
        """Return about how many sets are simulated."""
        return self.searched_near + 6 * self.members + self.worlds


@dataclass(frozen=True)
class Calibrated:
    """Everything that a report of a calibration needs.

    Attributes:
        table: reference.
        known: what is uncertain.
        data: of women.
        occasions: of infants.
        infants: the search.
        women: the ensemble after women.
        worlds: simulated whole.
        left_out: studies.
    """

    table: ParameterTable
    known: tuple[Number, ...]
    data: WomenData
    occasions: tuple[GutOccasion, ...]
    infants: Found
    women: Assimilated
    worlds: Worlds
    left_out: frozenset[str]

    __repr__ = brief


def calibrate(table: ParameterTable, bench: Bench, sizes: Sizes, seed: int, left_out: frozenset[str] = EVERYBODY) -> Calibrated:
    """Return what is learned from all studies that are not left out.

    Args:
        table: reference.
        bench: what sets are simulated with.
        sizes: how much.
        seed: of designs, dyads and perturbed observations.
        left_out: studies, whole clusters of them.
    """
    asked = _asked(table)
    found = searched(asked, table, bench, sizes, seed, left_out)
    data = asked.data
    design = spread_out(len(asked.known), sizes.members, seed)
    design[:, asked.gut] = found.drawn(sizes.members, seed)
    used = np.array([one.study not in left_out for one in data.results])
    may = np.repeat(~asked.gut[:, None], int(used.sum()), axis=1)
    stage = Stage(_named("women", left_out), women_simulator(table, asked.known, data, sizes.women), data.seen(used), used, may)
    women = assimilate(stage, bench, design, seed + APART)
    worlds = _worlds(asked, table, bench, sizes, seed, women.z[: sizes.worlds], _named("worlds", left_out), data)
    return Calibrated(table, asked.known, data, asked.occasions, found, women, worlds, left_out)


def infant_worlds(base: Calibrated, bench: Bench, sizes: Sizes, seed: int, left_out: frozenset[str]) -> Worlds:
    """Return worlds of infants alone, learned from all cohorts that are not left out; their mothers are those of the base.

    What women's results say of milk and feeding stays known: no cohort of infants that is left out has a result of women.

    Args:
        base: calibration on everything.
        bench: what sets are simulated with.
        sizes: how much.
        seed: as of `calibrate`.
        left_out: studies, whole clusters of them.

    Raises:
        ValueError: a study that is left out has results of women, which the base knows.
    """
    known = sorted(left_out & {one.study for one in base.data.results})
    if known:
        raise ValueError(f"studies left out must have no results of women, found {known}")
    table, asked = base.table, _asked(base.table)
    found = searched(asked, table, bench, sizes, seed, left_out)
    design = base.women.z[: sizes.worlds].copy()
    design[:, asked.gut] = found.drawn(len(design), seed)
    return _worlds(asked, table, bench, sizes, seed, design, _named("infants' worlds", left_out), None)


@dataclass(frozen=True)
class _Asked:
    """What is learned and of whom: numbers, which of them are of the infant's gut, results of women, occasions of infants."""

    known: tuple[Number, ...]
    gut: np.ndarray
    data: WomenData
    occasions: tuple[GutOccasion, ...]


def _asked(table: ParameterTable) -> _Asked:
    known = numbers(table, {one.study for one in results()})
    gut = np.array([one.prior is not None and one.name.split("[")[0] in OF_THE_GUT for one in known])
    return _Asked(known, gut, women_data(), fitted_occasions())


def _worlds(
    asked: _Asked,
    table: ParameterTable,
    bench: Bench,
    sizes: Sizes,
    seed: int,
    z: np.ndarray,
    name: str,
    data: WomenData | None,
) -> Worlds:
    whole = world_simulator(table, asked.known, data, asked.occasions, sizes.world)
    with sets_of(name, whole, bench) as sets:
        y, _ = sets.simulated(z, range(seed + 2 * APART, seed + 2 * APART + len(z)))
    return worlds_of(z, y, 0 if data is None else len(data.results), asked.occasions)


def searched(asked: _Asked, table: ParameterTable, bench: Bench, sizes: Sizes, seed: int, left_out: frozenset[str]) -> Found:
    """Return the search for sets whose infants are like those of the cohorts that are not left out."""
    known, gut, occasions = asked.known, asked.gut, asked.occasions
    published = published_summaries(occasions, sizes.infants)
    kept, value, inverse = published.without(left_out)
    days = tuple(sorted({one.day for one in occasions}))
    as_they_are = {one.study: np.zeros(len(GUT_GUILDS)) for one in occasions}

    def simulate(x: np.ndarray, luck: int) -> np.ndarray:
        z = np.zeros(len(known))
        z[gut] = x
        infants = infants_of(table_at(table, known, z), days, sizes.infants, luck, GUT_ALONE)
        return simulated_summaries(occasions, read(infants, occasions, as_they_are))

    with sets_of(_named("infants", left_out), simulate, bench) as sets:

        def height(x: np.ndarray, generation: int) -> np.ndarray:
            y, _ = sets.simulated(x, [seed + generation] * len(x))
            off = y[:, kept] - value
            density = 0.5 * np.einsum("si,ij,sj->s", off, inverse, off) + 0.5 * (x**2).sum(axis=1)
            return np.where(np.isfinite(density), density, np.inf)

        if left_out:
            return search(height, int(gut.sum()), sizes.searched, seed)
        return search(height, int(gut.sum()), sizes.searched_near, seed, coordinates_of(known, table)[gut])


def _named(stage: str, left_out: frozenset[str]) -> str:
    return f"{stage} without {' '.join(sorted(left_out))[:60]}" if left_out else stage
