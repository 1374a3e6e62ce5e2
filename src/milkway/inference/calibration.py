"""The calibration: infants' guts first, then women with those guts, then worlds of both simulated whole; some clusters left out.

A number has the same prior whoever is left out, since no prior carries a tuned value (`coordinates.py`), and every search
begins at the middle of the priors. So a fold is the same calibration with fewer data.
"""

from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief
from milkway.inference.coordinates import Number, numbers, table_at
from milkway.inference.gauss_newton import Effort, Found, search
from milkway.inference.infant_sets import GUT_ALONE, infants_of, read
from milkway.inference.infant_summaries import fitted_occasions, published_summaries, simulated_summaries
from milkway.inference.kept_sets import Bench, sets_of
from milkway.inference.routes_asked import disputed
from milkway.inference.whole_worlds import Worlds, world_simulator, worlds_of
from milkway.inference.women_results import WomenData, women_data, women_simulator
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
        infants: the search of the numbers of infants' guts.
        infants_each: infants of each birth, for a set of it.
        women: the search of all other numbers.
        women_each: share of the usual women, for a set of it.
        worlds: draws simulated whole.
        fold_worlds: the same of a fold.
        world: share of the usual women, and infants of each birth, in a world.
    """

    infants: Effort
    infants_each: int
    women: Effort
    women_each: float
    worlds: int
    fold_worlds: int
    world: tuple[float, int]

    @property
    def sets(self) -> int:
        """Return how many sets are simulated."""
        return self.infants.sets + self.women.sets + self.worlds


@dataclass(frozen=True)
class Calibrated:
    """Everything that a report of a calibration needs.

    Attributes:
        table: reference.
        known: what is uncertain.
        gut: (number,) which of it is of infants' guts.
        data: of women.
        occasions: of infants.
        infants: the search of infants' guts.
        women: the search of all other numbers.
        worlds: draws of both, simulated whole.
        left_out: studies.
    """

    table: ParameterTable
    known: tuple[Number, ...]
    gut: np.ndarray
    data: WomenData
    occasions: tuple[GutOccasion, ...]
    infants: Found
    women: Found
    worlds: Worlds
    left_out: frozenset[str]

    __repr__ = brief


def calibrate(table: ParameterTable, bench: Bench, sizes: Sizes, seed: int) -> Calibrated:
    """Return what is learned from all studies.

    Args:
        table: reference.
        bench: what sets are simulated with.
        sizes: how much.
        seed: of all chance.
    """
    asked = _asked(table)
    infants = _searched_infants(asked, table, bench, sizes, seed, EVERYBODY)
    women = _searched_women(asked, table, bench, sizes, seed, infants, EVERYBODY)
    worlds = _worlds(asked, table, bench, sizes, seed, _drawn(asked, infants, women, sizes.worlds, seed), "worlds")
    return Calibrated(table, asked.known, asked.gut, asked.data, asked.occasions, infants, women, worlds, EVERYBODY)


def women_worlds(base: Calibrated, bench: Bench, sizes: Sizes, seed: int, left_out: frozenset[str]) -> Worlds:
    """Return worlds of women alone that were not told the results of some studies; their infants' guts are those of the base.

    Args:
        base: calibration on everything.
        bench: what sets are simulated with.
        sizes: how much.
        seed: as of `calibrate`.
        left_out: studies, whole clusters of them.

    Raises:
        ValueError: a study that is left out has infants, which the base knows.
    """
    _refuse(left_out, {one.study for one in base.occasions}, "infants")
    asked = _asked(base.table)
    women = _searched_women(asked, base.table, bench, sizes, seed, base.infants, left_out)
    z = _drawn(asked, base.infants, women, sizes.fold_worlds, seed)
    return _worlds(asked, base.table, bench, sizes, seed, z, _named("women's worlds", left_out), infants_too=False)


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
    _refuse(left_out, {one.study for one in base.data.results}, "results of women")
    asked = _asked(base.table)
    infants = _searched_infants(asked, base.table, bench, sizes, seed, left_out)
    z = _drawn(asked, infants, base.women, sizes.worlds, seed)
    return _worlds(asked, base.table, bench, sizes, seed, z, _named("infants' worlds", left_out), women_too=False)


def _refuse(left_out: frozenset[str], known: set[str], what: str) -> None:
    """Refuse to leave studies out of a half of the calibration whose other half knows them."""
    if left_out & known:
        raise ValueError(f"studies left out must have no {what}, found {sorted(left_out & known)}")


@dataclass(frozen=True)
class _Asked:
    """What is learned and of whom: numbers, which of them are of the infant's gut, results of women, occasions of infants."""

    known: tuple[Number, ...]
    gut: np.ndarray
    data: WomenData
    occasions: tuple[GutOccasion, ...]


def _asked(table: ParameterTable) -> _Asked:
    open_keys = {one.key for one in disputed()}  # which the transfer stage asks for
    known = tuple(one for one in numbers(table, {one.study for one in results()}) if not open_keys & set(one.keys))
    gut = np.array([one.prior is not None and one.name.split("[")[0] in OF_THE_GUT for one in known])
    return _Asked(known, gut, women_data(), fitted_occasions())


def _drawn(asked: _Asked, infants: Found, women: Found, many: int, seed: int) -> np.ndarray:
    """Return (draw, number) coordinates of infants' guts and of everything else."""
    z = np.empty((many, len(asked.known)))
    z[:, asked.gut], z[:, ~asked.gut] = infants.drawn(many, seed), women.drawn(many, seed + 1)
    return z


def _worlds(
    asked: _Asked,
    table: ParameterTable,
    bench: Bench,
    sizes: Sizes,
    seed: int,
    z: np.ndarray,
    name: str,
    *,
    women_too: bool = True,
    infants_too: bool = True,
) -> Worlds:
    data, occasions = asked.data if women_too else None, asked.occasions if infants_too else ()
    whole = world_simulator(table, asked.known, data, occasions, sizes.world)
    with sets_of(name, whole, bench) as sets:
        y, _ = sets.simulated(z, range(seed + 2 * APART, seed + 2 * APART + len(z)))
    return worlds_of(z, y, 0 if data is None else len(data.results), occasions)


def _searched_women(
    asked: _Asked, table: ParameterTable, bench: Bench, sizes: Sizes, seed: int, infants: Found, left_out: frozenset[str]
) -> Found:
    """Return the search of numbers other than of infants' guts, which stand at their best, for the results not left out."""
    which = np.array([one.study not in left_out for one in asked.data.results])
    simulator = women_simulator(table, asked.known, asked.data, sizes.women_each)
    with sets_of(_named("women", left_out), simulator, bench) as sets:

        def simulate(x: np.ndarray, luck: int) -> np.ndarray:
            z = np.empty((len(x), len(asked.known)))
            z[:, asked.gut], z[:, ~asked.gut] = infants.best, x
            return sets.alike(z, luck)[:, : len(which)][:, which]

        return search(simulate, asked.data.seen(which), int((~asked.gut).sum()), sizes.women, seed + APART)


def _searched_infants(
    asked: _Asked, table: ParameterTable, bench: Bench, sizes: Sizes, seed: int, left_out: frozenset[str]
) -> Found:
    """Return the search for sets whose infants are like those of the cohorts that are not left out."""
    known, gut, occasions = asked.known, asked.gut, asked.occasions
    kept, seen = published_summaries(occasions, sizes.infants_each).without(left_out)
    days = tuple(sorted({one.day for one in occasions}))
    as_they_are = {one.study: np.zeros(len(GUT_GUILDS)) for one in occasions}

    def infants(x: np.ndarray, luck: int) -> np.ndarray:
        z = np.zeros(len(known))
        z[gut] = x
        found = infants_of(table_at(table, known, z), days, sizes.infants_each, luck, GUT_ALONE)
        return simulated_summaries(occasions, read(found, occasions, as_they_are))

    with sets_of(_named("infants", left_out), infants, bench) as sets:
        return search(lambda x, luck: sets.alike(x, luck)[:, kept], seen, int(gut.sum()), sizes.infants, seed)


def _named(stage: str, left_out: frozenset[str]) -> str:
    return f"{stage} without {' '.join(sorted(left_out))[:60]}" if left_out else stage
