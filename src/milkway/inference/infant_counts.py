"""What quantitative PCR and culture say of infants' stool: who carries a taxon, and how much of it a carrier has.

Results are those of the catalogue, on the scales of women's (`targets.py`), each off by what the model is believed to miss. How a
laboratory counts is one unknown factor on all mean counts of a study (`COHORT`), and is summed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log, sqrt

import numpy as np

from milkway.cohorts.population_file import read_population
from milkway.inference.infant_summaries import COHORT, LAST, Summaries
from milkway.inference.observed import on_scale
from milkway.inference.prior_scales import DISCREPANCY, SPREAD
from milkway.inference.targets import printed
from milkway.published.catalogue import results
from milkway.published.infant_gut import CARRIED
from milkway.published.simulated_infants import Infants

STUDIES = ("nagpal2017", "lindberg2004")


@dataclass(frozen=True)
class Counted:
    """A result of the catalogue.

    Attributes:
        result: its name.
        taxon: of `simulated_infants.COUNTED`.
        day: since birth.
        vaginal: whether all infants were born so; of others the population's share was.
        load: whether it is the mean log10 of carriers; otherwise the share who carry it.
    """

    result: str
    taxon: str
    day: int
    vaginal: bool
    load: bool

    @property
    def study(self) -> str:
        """Return the study."""
        return self.result.split(".")[0]


COUNTED = (
    *(Counted(f"nagpal2017.carriers_day_{day}", "bifidobacterium", day, True, False) for day in (1, 7, 30, 90)),
    *(Counted(f"nagpal2017.bifidobacteria_day_{day}", "bifidobacterium", day, True, True) for day in (1, 7, 30, 90)),
    Counted("lindberg2004.s_aureus_month_1", "s_aureus", 30, False, False),
    Counted("lindberg2004.s_aureus_load_week_2", "s_aureus", 14, False, True),
)
DAYS = tuple(sorted({one.day for one in COUNTED}))
assert max(DAYS) <= LAST


def published_counts(simulated: int = 0) -> Summaries:
    """Return what is published.

    Args:
        simulated: infants of each birth that these are set beside, whose number adds its own chance; 0 if there is none.
    """
    known = {one.name: one for one in results()}
    value, covariance = np.zeros(len(COUNTED)), np.zeros((len(COUNTED), len(COUNTED)))
    for i, one in enumerate(COUNTED):
        result = known[one.result]
        _, value[i], error = printed(result)
        n = getattr(result.law, "n", None) or 1
        sampled = (error if np.isfinite(error) else SPREAD / sqrt(n)) ** 2
        chance = n / simulated if simulated else 0.0
        covariance[i, i] = sampled * (1 + chance) + DISCREPANCY**2
    loads = np.array([one.load for one in COUNTED])
    same = np.array([[one.study == other.study for other in COUNTED] for one in COUNTED])
    covariance += same * np.outer(loads, loads) * (COHORT / log(10.0)) ** 2
    return Summaries(tuple(one.result for one in COUNTED), tuple(one.study for one in COUNTED), value, covariance)


def simulated_counts(infants: Mapping[str, Infants]) -> np.ndarray:
    """Return (number,) the same of simulated infants; NaN where nobody carries what is counted.

    Args:
        infants: by birth, followed on `DAYS`.
    """
    caesarean = next(one.chance for one in read_population("general").covariates if one.name == "caesarean")
    assert caesarean is not None
    known = {one.name: one for one in results()}
    return np.array([_read(one, infants, 0.0 if one.vaginal else caesarean, known[one.result].law.scale) for one in COUNTED])


def _read(one: Counted, infants: Mapping[str, Infants], caesarean: float, scale: str) -> float:
    """Return a number of infants of both births, of whom a share is born by caesarean."""
    cells = {birth: some.counted(one.taxon, one.day) for birth, some in infants.items()}
    parts = [(1 - caesarean, cells["vaginal"]), (caesarean, cells["c_section"])]
    weight = np.concatenate([np.full(len(some), share / len(some)) for share, some in parts])
    there = np.concatenate([some for _, some in parts])
    carries = there > CARRIED
    if one.load:
        return float(np.average(np.log10(there[carries]), weights=weight[carries])) if weight[carries].sum() > 0 else np.nan
    n = np.array(float(len(cells["vaginal"]) if one.vaginal else len(there)))
    return float(on_scale(scale, np.array(weight[carries].sum()), n))
