"""The calibration: infants' guts first, then women with those guts where asked, then worlds simulated whole; clusters left out.

Without women the numbers that their results tuned stay as the tables have them, and worlds are of infants alone. A number has
the same prior whoever is left out, since no prior carries a tuned value (`coordinates.py`), and every search begins at the middle
of the priors. So a fold is the same calibration with fewer data. How each half is searched: `halves.py`.
"""

from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief
from milkway.inference.coordinates import Number
from milkway.inference.halves import (
    APART,
    Asked,
    Half,
    Sizes,
    asked_of,
    corrected_women,
    named,
    of_infants,
    others,
    searched_women,
)
from milkway.inference.kept_sets import Bench, sets_of
from milkway.inference.whole_worlds import Worlds, world_simulator, worlds_of
from milkway.inference.women_results import WomenData
from milkway.ledger.tables import ParameterTable
from milkway.published.gut_cohorts import GutOccasion

EVERYBODY = frozenset[str]()


@dataclass(frozen=True)
class Calibrated:
    """Everything that a report of a calibration needs.

    Attributes:
        table: reference.
        known: what is uncertain.
        gut: (number,) which of it is searched for infants' guts.
        data: of women; no results where infants' guts alone are calibrated.
        occasions: of infants.
        infants: of whose guts the numbers are.
        women: whose numbers were searched; none where none of their results is fitted.
        worlds: draws of both, simulated whole.
        left_out: studies.
    """

    table: ParameterTable
    known: tuple[Number, ...]
    gut: np.ndarray
    data: WomenData
    occasions: tuple[GutOccasion, ...]
    infants: Half
    women: Half | None
    worlds: Worlds
    left_out: frozenset[str]

    __repr__ = brief

    @property
    def evaluated(self) -> int:
        """Return how many sets were simulated."""
        return sum(one.evaluated for one in (self.infants, self.women) if one is not None) + len(self.worlds.z)


def calibrate(table: ParameterTable, bench: Bench, sizes: Sizes, seed: int) -> Calibrated:
    """Return what is learned from all studies.

    Args:
        table: reference.
        bench: what sets are simulated with.
        sizes: how much.
        seed: of all chance.
    """
    asked = asked_of(table, sizes)
    infants = of_infants(asked, table, bench, sizes, seed, EVERYBODY)
    z = _with_guts(asked, sizes, seed, infants)
    women = None
    if sizes.women is not None:
        found = searched_women(asked, table, bench, sizes, sizes.women, seed, infants.found)
        drawn = corrected_women(asked, table, bench, sizes, seed, z, found, EVERYBODY)
        z = z[drawn.which]
        z[:, asked.women], women = drawn.draws, Half(found, drawn)
    worlds = _worlds(asked, table, bench, sizes, seed, z, "worlds")
    return Calibrated(table, asked.known, asked.gut, asked.data, asked.occasions, infants, women, worlds, EVERYBODY)


def women_worlds(base: Calibrated, bench: Bench, sizes: Sizes, seed: int, left_out: frozenset[str]) -> Worlds:
    """Return worlds of women alone that were not told the results of some studies; their infants' guts are those of the base.

    Draws are corrected anew from their priors; of the search on everything they have the slopes, and begin where these say.

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
    asked = asked_of(base.table, sizes)
    assert base.women is not None
    z = base.worlds.z[: sizes.fold_worlds]
    drawn = corrected_women(asked, base.table, bench, sizes, seed, z, base.women.found, left_out)
    z = z[drawn.which]
    z[:, asked.women] = drawn.draws
    return _worlds(asked, base.table, bench, sizes, seed, z, named("women's worlds", left_out), infants_too=False)


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
    asked = asked_of(base.table, sizes)
    infants = of_infants(asked, base.table, bench, sizes, seed, left_out)
    z = _with_guts(asked, sizes, seed, infants)
    if base.women is not None:  # who know none of the cohorts
        z = z[: len(base.worlds.z)]
        z[:, asked.women] = base.worlds.z[: len(z), asked.women]
    return _worlds(asked, base.table, bench, sizes, seed, z, named("infants' worlds", left_out), women_too=False)


def _refuse(left_out: frozenset[str], known: set[str], what: str) -> None:
    """Refuse to leave studies out of a half of the calibration whose other half knows them."""
    if left_out & known:
        raise ValueError(f"studies left out must have no {what}, found {sorted(left_out & known)}")


def _with_guts(asked: Asked, sizes: Sizes, seed: int, infants: Half) -> np.ndarray:
    """Return (draw, number) coordinates of draws of infants' guts with the others for which each was corrected."""
    z = others(asked, sizes, seed)[infants.drawn.which]
    z[:, asked.gut] = infants.drawn.draws
    return z


def _worlds(
    asked: Asked,
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
    data, occasions = asked.data if women_too and asked.data.results else None, asked.occasions if infants_too else ()
    whole = world_simulator(table, asked.known, data, occasions, sizes.world)
    with sets_of(name, whole, bench) as sets:
        y, _ = sets.simulated(z, range(seed + 2 * APART, seed + 2 * APART + len(z)))
    return worlds_of(z, y, 0 if data is None else len(data.results), occasions)
