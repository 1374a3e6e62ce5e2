"""How many bifidobacteria, and how many cells in all, a gram of an infant's stool holds: days 1 to 90 beside Nagpal 2017."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

import numpy as np

from milkway.published.catalogue import results
from milkway.published.distances import mean_crps, spread
from milkway.published.distribution import Distribution
from milkway.published.gut_cohorts import GUT_GUILDS
from milkway.published.infant_gut import CARRIED
from milkway.published.sampling_laws import Count, Mean
from milkway.published.simulated_infants import DAYS, Infants

COUNTED_ON = (1, 7, 30, 90)
LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Carried:
    """Bifidobacteria of vaginally born infants on a day.

    Attributes:
        day: since birth.
        carriers: share of infants with more than `CARRIED` cells per g: published, simulated.
        mean: of log10 cells per g of carriers: published, simulated.
        sd: of the same.
        crps: expected score of simulated against published infants, in powers of ten; an infant who is no carrier counts as at
            the limit of detection, carriers are published as a normal law.
        flat: of the rival, which has the share of carriers, mean and standard deviation that the other days have on average.
        perfect: of the published law itself, below which no forecast can be.
    """

    day: int
    carriers: tuple[float, float]
    mean: tuple[float, float]
    sd: tuple[float, float]
    crps: float
    flat: float
    perfect: float


@dataclass(frozen=True)
class Total:
    """The 5, 50 and 95 % of log10 of all cells per g on a day."""

    birth: str
    day: int
    quantiles: tuple[float, ...]


def carried(infants: Infants) -> tuple[Carried, ...]:
    """Return the days on which bifidobacteria were counted, beside infants born vaginally."""
    known = {one.name: one.law for one in results() if one.study == "nagpal2017"}
    printed = {
        day: _printed(*(known[f"nagpal2017.{what}_day_{day}"] for what in ("carriers", "bifidobacteria"))) for day in COUNTED_ON
    }
    found: list[Carried] = []
    for day, (carriers, mean, sd) in printed.items():
        cells = infants.per_gram(day)[:, list(GUT_GUILDS).index("bifidobacterium")]
        logs = np.log10(cells[cells > CARRIED])
        truth = _law(carriers, mean, sd)
        others = np.mean([one for other, one in printed.items() if other != day], axis=0)
        found.append(
            Carried(
                day=day,
                carriers=(carriers, len(logs) / len(cells)),
                mean=(mean, float(logs.mean()) if len(logs) else nan),
                sd=(sd, float(logs.std(ddof=1)) if len(logs) > 1 else nan),
                crps=mean_crps(Distribution.of_sample(np.log10(np.maximum(cells, CARRIED))), truth),
                flat=mean_crps(_law(*others), truth),
                perfect=spread(truth),
            )
        )
    return tuple(found)


def totals(infants: Mapping[str, Infants]) -> tuple[Total, ...]:
    """Return how many cells of all guilds a gram holds, by birth and day; an empty gut counts as one cell per g."""
    return tuple(
        Total(birth, day, tuple(np.log10(np.maximum(np.quantile(some.per_gram(day).sum(axis=1), LEVELS), 1.0)).tolist()))
        for birth, some in infants.items()
        for day in DAYS
    )


def _printed(counted: object, law: object) -> tuple[float, float, float]:
    """Return the share of carriers, and the mean and standard deviation of log10 of their cells per g."""
    assert isinstance(counted, Count)
    assert isinstance(law, Mean)
    assert law.sd is not None
    return counted.k / counted.n, law.value, law.sd


def _law(carriers: float, mean: float, sd: float) -> Distribution:
    """Return the distribution over all infants, those who are no carriers at the limit of detection."""
    return Distribution.mixture(
        [(1 - carriers, Distribution.of_sample(np.log10([CARRIED]))), (carriers, Distribution.normal(mean, sd))]
    )
