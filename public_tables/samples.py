"""Stool of four public cohorts as one table: who, when, how born, marked as on antibiotics, and shares among the eight guilds.

Which samples count: Jakobsen's above 1,000 reads (below, the background is most of them). Shao's are marked by
`antibiotics_current_use` (yes or no), those that have neither left out. The tables say nothing in other cohorts that fits this.
"""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from public_tables.guilds import GUILDS, by_guild

BIRTHS = {"Vaginal": "vaginal", "Cesarean": "c_section", "vaginal": "vaginal", "c_section": "c_section"}
ABOUT = ("study", "infant", "day", "birth", "antibiotic")
LEAST_READS = 1000
DAYS_A_MONTH = 30.4
LINEAGE = re.compile(r"(?P<genus>.*) \[.*?_Bacteria_(?P<rest>.*)\]")


def samples(folder: Path) -> pd.DataFrame:
    """Return a row a sample: columns `ABOUT`, then shares of `GUILDS`, which add up to one."""
    parts = [_shao(folder / "shao2019"), _jakobsen(folder / "jakobsen2025"), _ecam(folder / "ecam"), _maled(folder / "maled")]
    found = pd.concat(parts, ignore_index=True)
    guilds = list(GUILDS)
    found[guilds] = found[guilds].div(found[guilds].sum(axis=1), axis=0)
    return found.dropna(subset=[*guilds, "day"]).reset_index(drop=True)


def shao_children(folder: Path) -> pd.DataFrame:
    """Return what is known of the samples of Shao's children that have a mark, from the folder of this study."""
    about = _table(folder / "shao2019_microviz_metadata.tsv")
    return about[(about.family_role == "child") & about.antibiotics_current_use.isin(["no", "yes"])]


def _shao(folder: Path) -> pd.DataFrame:
    reads = _table(folder / "shao2019_microviz_table.tsv.gz").T.astype(float)
    found = by_guild(reads, _table(folder / "shao2019_microviz_taxonomy.tsv")).join(shao_children(folder), how="inner")
    return _told(
        found, "shao2019", found.subject_id, found.infant_age, found.birth_mode.map(BIRTHS), found.antibiotics_current_use
    )


def _jakobsen(folder: Path) -> pd.DataFrame:
    reads = _table(folder / "faeces_counts.tsv.gz").astype(float)
    kept = reads[reads.sum(axis=1) > LEAST_READS]
    found = by_guild(kept, _table(folder / "taxonomy.tsv")).join(_table(folder / "metadata.tsv"), how="inner")
    born = np.where(found["C.section"] == 1, "c_section", "vaginal")
    return _told(found, "jakobsen2025", found.subject_id, found.Days, born, "any")


def _ecam(folder: Path) -> pd.DataFrame:
    taxa = _table(folder / "qiita10249_taxonomy.tsv").Taxon.str.split("; *", expand=True)
    taxa = taxa[[1, 2, 3, 4, 5]].set_axis(["phylum", "class", "order", "family", "genus"], axis=1)
    about = _table(folder / "qiita10249_metadata.tsv")
    reads = _table(folder / "qiita10249_asv_counts.tsv.gz").astype(float)
    found = by_guild(reads, taxa).join(about[about.mom_child == "C"], how="inner")
    return _told(found, "bokulich2016", found.host_subject_id, found.day_of_life, found.delivery.map(BIRTHS), "any")


def _maled(folder: Path) -> pd.DataFrame:
    about = _table(folder / "MALED_2yr_metadata.tsv", "Sample_Id")
    shares = _table(folder / "MALED_2yr_16S_genus_relabund.tsv.gz", "Sample_Id")
    genera = [name for name in shares.columns if LINEAGE.fullmatch(name)]
    lineages = pd.DataFrame([_lineage(name) for name in genera], index=genera)
    numbers = shares[genera].apply(pd.to_numeric, errors="coerce").fillna(0.0)
    found = by_guild(numbers, lineages).join(about, how="inner")
    return _told(found, "maled", found.Participant_Id, found.age_months * DAYS_A_MONTH, "any", "any")


def _table(path: Path, index: str | int = 0) -> pd.DataFrame:
    """Return a table by its first column, or by another of which only the first row of each value counts."""
    found = pd.read_csv(path, sep="\t", low_memory=False)
    key = found.columns[index] if isinstance(index, int) else index
    return found.drop_duplicates(key).set_index(key)


def _lineage(name: str) -> dict[str, str]:
    """Return the ranks of a genus as MicrobiomeDB names it: `Genus [ID_Bacteria_Phylum_Class_Order_Family]`."""
    found = LINEAGE.fullmatch(name)
    assert found is not None
    return dict(zip(("phylum", "class", "order", "family"), found["rest"].split("_"), strict=False)) | {"genus": found["genus"]}


def _told(
    found: pd.DataFrame,
    study: str,
    infant: pd.Series,
    day: pd.Series,
    birth: pd.Series | np.ndarray | str,
    antibiotic: pd.Series | str,
) -> pd.DataFrame:
    about = {"study": study, "infant": infant.astype(str), "day": day.astype(float), "birth": birth, "antibiotic": antibiotic}
    return found.assign(**about)[[*ABOUT, *GUILDS]]
