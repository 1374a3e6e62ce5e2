"""Mean shares of genera in infant stool, as public tables of three cohorts have them.

`data/infant_shares.csv` was made as the test of this file makes it again from the tables; an infant sampled several times
counts with the mean of its samples. Shao's infants are those who were not given antibiotics at the time. Opportunists are
Enterobacteriaceae, enterococci and staphylococci.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class ReadShare:
    """The mean share of reads of a guild over `n` infants of one birth and feeding, with its standard deviation."""

    study: str
    guild: str
    birth: str
    feeding: str
    first: int
    last: int
    n: int
    mean: float
    sd: float

    @property
    def name(self) -> str:
        """Return the name of the result."""
        days = f"day_{self.first}" if self.first == self.last else f"days_{self.first}_to_{self.last}"
        fed = "" if self.feeding == "any" else f"_{self.feeding}"
        return f"{self.study}.{self.guild}_{self.birth}{fed}_{days}"


@cache
def read_shares() -> tuple[ReadShare, ...]:
    """Return all rows.

    >>> read_shares()[0].name
    'shao2019.bifidobacterium_vaginal_day_4'
    """
    text = files("milkway.published").joinpath("data", "infant_shares.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(_row(row) for row in rows)


def _row(row: dict[str, str]) -> ReadShare:
    days, amounts = (int(row["first"]), int(row["last"]), int(row["n"])), (float(row["mean"]), float(row["sd"]))
    return ReadShare(row["study"], row["guild"], row["birth"], row["feeding"], *days, *amounts)
