"""Infants of a set of numbers, simulated without what their guts do not feel, and read as each cohort sequenced.

Processes of the breast are left out: milk and areola bring a hundredth of what founds in the gut, and a set costs a
third. Worlds are simulated whole. How a cohort's reads of a guild are off, by its kits and its infants,
is an unknown factor of each cohort and guild.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from milkway.assays.occasion import Occasion
from milkway.assays.sequencing import sequenced_shares
from milkway.cohorts.population_file import read_population
from milkway.inference.infant_summaries import Read
from milkway.ledger.tables import ParameterTable
from milkway.published.gut_cohorts import GutOccasion, gut_laws
from milkway.published.reads import assay, methods
from milkway.published.simulated_infants import NO_COURSE, WORDS, How, Infants, simulated_infants
from milkway.simulation.solver import Solver

WITHOUT = (
    "killed_bacteria,wall_growth,areola,skin,retrograde,neutrophils,inflammation,stasis,stasis_first,inflammation_first,"
    "breast_abscess,nipple_damage,local_signs,systemic_signs,care,milk_growth,contact,probiotic,outside_probiotic,"
    "duct_persistence,competition,antagonism,immunomodulation,neutrophil_resistance,maternal_ileum,cessation,discontinuation"
)
SOLVER = Solver(tolerance=1e-3, longest_step=1.0, chunk=128, threads=1)
OTHER = {"vaginal": "c_section", "c_section": "vaginal"}
GUT_ALONE = How(f"complete without {WITHOUT}", SOLVER)
WHOLE = How("complete", SOLVER)


def infants_of(table: ParameterTable, days: tuple[int, ...], n: int, seed: int, how: How) -> Mapping[str, Infants]:
    """Return infants of both births."""
    return {birth: simulated_infants(birth, table, n, seed, _silent, days, NO_COURSE, how) for birth in WORDS}


def read(infants: Mapping[str, Infants], occasions: Sequence[GutOccasion], effects: Mapping[str, np.ndarray]) -> Read:
    """Return by occasion (infant, guild) shares of reads.

    Args:
        infants: by birth.
        occasions: wanted.
        effects: by study (guild,) log of reads per cell.
    """
    return {one: _read(infants, one, effects[one.study]) for one in occasions}


def _read(infants: Mapping[str, Infants], occasion: GutOccasion, effect: np.ndarray) -> np.ndarray:
    """Return infants of the birth of an occasion; half of those of a pooled one are of either, as the population has them."""
    own = _shares(infants[occasion.birth], occasion, effect)
    if occasion not in gut_laws("pooled"):
        return own
    caesarean = next(one.chance for one in read_population("general").covariates if one.name == "caesarean")
    assert caesarean is not None
    other = _shares(infants[OTHER[occasion.birth]], occasion, effect)
    share = 0.5 * (caesarean if occasion.birth == "vaginal" else 1 - caesarean)
    return np.concatenate([own, other[: round(len(own) * share / (1 - share))]])


def _shares(infants: Infants, occasion: GutOccasion, effect: np.ndarray) -> np.ndarray:
    method = assay(methods()[occasion.study])
    place = Occasion(infants.streams, infants.dyads, f"sequencing {occasion.study}", occasion.day)
    shares = sequenced_shares(infants.on(occasion.day) * np.exp(effect), method, place)
    return shares[~np.isnan(shares).any(axis=1)]


def _silent(*_: object) -> None:
    pass
