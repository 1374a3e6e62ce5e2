"""The infant's gut: who carries bifidobacteria and S. aureus and how many, and shares of guilds by birth, feeding and age.

Shares of reads are those that the cohort's sequencing finds in simulated stool (`reads.py`); infants have genera that the model
lacks.
"""

from collections.abc import Callable, Mapping

import numpy as np

from milkway.published.reading import Reading, mean, share
from milkway.published.reads import share_of_reads
from milkway.published.shares import ReadShare, read_shares
from milkway.published.simulated_women import World, load

CARRIED = 10**3  # cells per g that a quantitative assay of stool detects, from what its authors report elsewhere
SHOWN = {
    "bifidobacterium": ("bifidobacterium",),
    "bacteroides": ("bacteroides",),
    "opportunists": ("enterobacteriaceae", "enterococcus", "staphylococcus"),
}


def _carriers(taxon: str, day: int, *, vaginal: bool) -> Callable[[World], Reading]:
    def read(world: World) -> Reading:
        return share((world.gut(taxon, day) > CARRIED)[_born(world, "vaginal" if vaginal else "any")])

    return read


def _load(taxon: str, day: int, *, vaginal: bool) -> Callable[[World], Reading]:
    """Return the reader of the mean log10 of carriers."""

    def read(world: World) -> Reading:
        cells = world.gut(taxon, day)
        return mean(load(cells[(cells > CARRIED) & _born(world, "vaginal" if vaginal else "any")]))

    return read


def _early_bacteroides(world: World) -> Reading:
    return share((world.gut("bacteroides", 7) > CARRIED)[_born(world, "c_section")])


def _part(row: ReadShare) -> Callable[[World], Reading]:
    """Return the reader of a mean share of a guild among infants of one birth, who are fed as those of the cohort."""
    day = (row.first + row.last) // 2 - (row.first + row.last) // 2 % 5 if row.last > row.first else row.first

    def read(world: World) -> Reading:
        fed = world.feeding(day) if row.feeding == "breast" or (row.feeding == "any" and day > 21) else np.True_
        found = share_of_reads(world, SHOWN[row.guild], day, row.study)
        return mean(found[_born(world, row.birth) & fed & ~np.isnan(found)])

    return read


def _born(world: World, birth: str) -> np.ndarray:
    caesarean = world.covariate("caesarean") > 0
    return {"vaginal": ~caesarean, "c_section": caesarean, "any": np.ones(len(caesarean), dtype=bool)}[birth]


READERS: Mapping[str, Callable[[World], Reading]] = {
    **{f"nagpal2017.carriers_day_{day}": _carriers("bifidobacterium", day, vaginal=True) for day in (1, 7, 30, 90, 180)},
    **{f"nagpal2017.bifidobacteria_day_{day}": _load("bifidobacterium", day, vaginal=True) for day in (1, 7, 30, 90, 180)},
    "lindberg2004.s_aureus_month_1": _carriers("s_aureus", 30, vaginal=False),
    "lindberg2004.s_aureus_load_week_2": _load("s_aureus", 14, vaginal=False),
    "mitchell2020.bacteroides_after_caesarean": _early_bacteroides,
    **{row.name: _part(row) for row in read_shares()},
}
