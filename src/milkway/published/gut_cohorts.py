"""Shares of guilds in infants' stool as public cohorts have them: distributions over infants, and visits of one infant.

`data/gut_laws.csv`, `data/gut_visits.csv` and `data/gut_marks.csv` were made from the public tables by `python -m public_tables`;
their first lines say which tables, and under which licences these are.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from milkway.published.distances import log_share
from milkway.published.distribution import Distribution

GUT_GUILDS: dict[str, tuple[str, ...]] = {
    "bifidobacterium": ("bifidobacterium",),
    "bacteroides": ("bacteroides",),
    "enterobacteriaceae": ("enterobacteriaceae",),
    "clostridia": ("clostridia",),
    "enterococcus": ("enterococcus",),
    "streptococcus": ("streptococcus",),
    "staphylococcus": ("staphylococcus_cons", "s_aureus"),
    "lactobacillus": ("lactobacillus",),
}


@dataclass(frozen=True)
class GutOccasion:
    """Infants of a study, of one birth, within some days of age.

    Attributes:
        study: key of the bibliography.
        birth: "vaginal", "c_section", or "any" where the table does not say.
        antibiotic: the mark of the sample, "no" or "yes", or "any" where the table has none. Shao's, `antibiotics_current_use`,
            stays with an infant for months (`gut_marks`), and nothing says whose antibiotic it was nor when.
        first: day since birth.
        last: day since birth.
    """

    study: str
    birth: str
    antibiotic: str
    first: int
    last: int

    @property
    def day(self) -> int:
        """Return the middle of the days."""
        return (self.first + self.last) // 2


@dataclass(frozen=True)
class GuildShares:
    """Shares of a guild, among all eight, over infants.

    Attributes:
        n: infants.
        effective: Kish's effective number of them, where studies were weighted.
        cohorts: studies with their infants, in words.
        mean: of the share.
        sd: of the share.
        above_1_percent: share of infants with more than 1 % of the guild; None where infants are too few.
        quantiles: 41 of them, from the least to the most; none where infants are too few.
    """

    n: int
    effective: float
    cohorts: str
    mean: float
    sd: float
    above_1_percent: float | None
    quantiles: tuple[float, ...]

    def distribution(self, floor: float) -> Distribution:
        """Return that of log10(share + floor)."""
        return Distribution.of_quantiles(log_share(np.array(self.quantiles), floor), self.effective)


@dataclass(frozen=True)
class Visits:
    """How alike two visits of `n` infants are.

    Attributes:
        before: the first visit.
        after: the second.
        n: infants seen at both.
        rank_correlation: Spearman's, by guild; a guild that does not differ between infants has none.
        within: median Bray-Curtis dissimilarity of an infant's own visits.
        between: of one infant's first and another's second visit.
    """

    before: GutOccasion
    after: GutOccasion
    n: int
    rank_correlation: dict[str, float]
    within: float
    between: float


@dataclass(frozen=True)
class Mark:
    """Of how many infants of a study, `of`, a statement on the mark of an antibiotic holds."""

    study: str
    statement: str
    count: int
    of: int


@cache
def gut_laws(law: str = "cohort") -> dict[GutOccasion, dict[str, GuildShares]]:
    """Return the shares of every occasion by guild: of the cohort itself, of the "rival", other cohorts' infants, or "pooled".

    Pooled are two cohorts too small for quantiles of their own, under the occasion of the first; births of the second are
    unknown.

    >>> gut_laws()[GutOccasion("shao2019", "vaginal", "no", 4, 4)]["bifidobacterium"].n
    112
    """
    found: dict[GutOccasion, dict[str, GuildShares]] = {}
    for row in _rows("gut_laws.csv"):
        if row["law"] == law:
            quantiles = tuple(float(cell) for name, cell in row.items() if name[0] == "q" and cell)
            above = float(row["above_1_percent"]) if quantiles else None
            mean, sd = float(row["mean"]), float(row["sd"])
            shares = GuildShares(int(row["n"]), float(row["effective"]), row["cohorts"], mean, sd, above, quantiles)
            found.setdefault(_occasion(row, "first", "last"), {})[row["guild"]] = shares
    return found


@cache
def gut_visits() -> tuple[Visits, ...]:
    """Return how alike visits are, in the order of the file.

    >>> round(gut_visits()[0].within, 2)
    0.22
    """
    pairs: dict[tuple[GutOccasion, GutOccasion], list[dict[str, str]]] = {}
    for row in _rows("gut_visits.csv"):
        both = _occasion(row, "first", "last"), _occasion(row, "later_first", "later_last")
        pairs.setdefault(both, []).append(row)
    return tuple(_visits(*both, rows) for both, rows in pairs.items())


@cache
def gut_marks() -> tuple[Mark, ...]:
    """Return how the mark of an antibiotic persists.

    >>> gut_marks()[0]
    Mark(study='shao2019', statement='marked on day 4 and still on day 7', count=43, of=43)
    """
    return tuple(Mark(row["study"], row["statement"], int(row["count"]), int(row["of"])) for row in _rows("gut_marks.csv"))


def _visits(before: GutOccasion, after: GutOccasion, rows: list[dict[str, str]]) -> Visits:
    told = {(row["measure"], row["guild"]): float(row["value"]) for row in rows}
    ranks = {guild: value for (measure, guild), value in told.items() if measure == "rank_correlation"}
    within, between = (told[f"bray_curtis_{where}", "all"] for where in ("within", "between"))
    return Visits(before, after, int(rows[0]["n"]), ranks, within, between)


def _occasion(row: dict[str, str], first: str, last: str) -> GutOccasion:
    return GutOccasion(row["study"], row["birth"], row["antibiotic"], int(row[first]), int(row[last]))


def _rows(name: str) -> list[dict[str, str]]:
    text = files("milkway.published").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
