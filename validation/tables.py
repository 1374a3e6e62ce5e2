"""Shares of genera in infant stool from public tables, by birth and age (read from MILKWAY_DATA or ../shared/data)."""

import os
from functools import cache
from pathlib import Path

import pandas as pd

GENERA = {
    "bifidobacterium": ("Bifidobacterium",),
    "bacteroides": ("Bacteroides", "Phocaeicola"),
    "opportunists": (
        *("Escherichia", "Escherichia-Shigella", "Klebsiella", "Enterobacter", "Citrobacter"),
        *("Enterococcus", "Staphylococcus"),
    ),
}


def folder() -> Path | None:
    """Return where the public tables are, or None."""
    place = Path(os.environ.get("MILKWAY_DATA", "../shared/data"))
    return place if place.is_dir() else None


@cache
def shao(group: str, day: int, birth: str) -> float:
    """Return the mean share in Shao 2019 at a day of life; birth is 'vaginal' or 'c_section'."""
    place = _place() / "shao2019"
    about = pd.read_csv(place / "shao2019_microviz_metadata.tsv", sep="\t", index_col=0)
    genus = pd.read_csv(place / "shao2019_microviz_taxonomy.tsv", sep="\t", index_col=0)["genus"]
    reads = pd.read_csv(place / "shao2019_microviz_table.tsv.gz", sep="\t", index_col=0)
    chosen = about.index[(about.family_role == "child") & (about.infant_age == day) & (about.birth_mode == birth)]
    return _share(reads[chosen], genus, group)


@cache
def jakobsen(group: str, day: int, caesarean: float) -> float:
    """Return the mean share in Jakobsen 2025 at a day of life; caesarean is 0 or 1."""
    place = _place() / "jakobsen2025"
    about = pd.read_csv(place / "metadata.tsv", sep="\t", index_col=0)
    genus = pd.read_csv(place / "taxonomy.tsv", sep="\t", index_col=0)["genus"].str.removeprefix("g__")
    reads = pd.read_csv(place / "faeces_counts.tsv.gz", sep="\t", index_col=0).T
    chosen = about.index[(about.site == "infant_gut") & (about.Days == day) & (about["C.section"] == caesarean)]
    return _share(reads[[sample for sample in chosen if sample in reads]], genus, group)


@cache
def ecam(group: str, diet: str, delivery: str, first: int = 25, last: int = 130) -> float:
    """Return the mean share over infants of ECAM (Bokulich 2016) between two days; diet is 'bd' (breast) or 'fd' (formula)."""
    place = _place() / "ecam"
    about = pd.read_csv(place / "qiita10249_metadata.tsv", sep="\t", index_col=0)
    shares = pd.read_csv(place / "qiita10249_genus_relabund.tsv.gz", sep="\t", index_col=0)
    age = about.day_of_life.between(first, last)
    chosen = about[age & (about.mom_child == "C") & (about.diet == diet) & (about.delivery == delivery)]
    wanted = [name for name in GENERA[group] if name in shares]
    return float(
        shares.loc[shares.index.intersection(chosen.index), wanted].sum(axis=1).groupby(about.host_subject_id).mean().mean()
    )


def _share(reads: pd.DataFrame, genus: pd.Series, group: str) -> float:
    kept = reads.loc[:, reads.sum() > 0]
    return float((kept[genus.reindex(kept.index).isin(GENERA[group])].sum() / kept.sum()).mean())


def _place() -> Path:
    place = folder()
    assert place is not None
    return place
