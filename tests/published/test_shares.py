"""The shipped shares are those of the public tables, where these are at hand."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from milkway.published.shares import read_shares

DATA = Path(os.environ.get("MILKWAY_DATA", "../shared/data"))
GENERA = {
    "bifidobacterium": ("Bifidobacterium",),
    "bacteroides": ("Bacteroides", "Phocaeicola"),
    "opportunists": (
        *("Escherichia", "Escherichia-Shigella", "Klebsiella", "Enterobacter", "Citrobacter"),
        *("Enterococcus", "Staphylococcus"),
    ),
}
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the public tables are not here (MILKWAY_DATA)")


def _table(name):
    return pd.read_csv(DATA / name, sep="\t", index_col=0)


@pytest.fixture(scope="module")
def shao():
    genus = _table("shao2019/shao2019_microviz_taxonomy.tsv")["genus"]
    return _table("shao2019/shao2019_microviz_metadata.tsv"), genus, _table("shao2019/shao2019_microviz_table.tsv.gz")


@pytest.fixture(scope="module")
def jakobsen():
    genus = _table("jakobsen2025/taxonomy.tsv")["genus"].str.removeprefix("g__")
    return _table("jakobsen2025/metadata.tsv"), genus, _table("jakobsen2025/faeces_counts.tsv.gz").T


@pytest.fixture(scope="module")
def ecam():
    return _table("ecam/qiita10249_metadata.tsv"), _table("ecam/qiita10249_genus_relabund.tsv.gz")


def _part(reads, genus, guild):
    kept = reads.loc[:, reads.sum() > 0]
    return kept[genus.reindex(kept.index).isin(GENERA[guild])].sum() / kept.sum()


def _summed(shares, infants):
    each = shares.groupby(infants.reindex(shares.index)).mean().to_numpy()
    return len(each), float(each.mean()), float(np.std(each, ddof=1))


def _of(study):
    return [pytest.param(row, id=row.name) for row in read_shares() if row.study == study]


def _agrees(row, found):
    assert row.n == found[0]
    assert (row.mean, row.sd) == pytest.approx(found[1:], abs=5.1e-6)  # five decimals are shipped


@pytest.mark.parametrize("row", _of("shao2019"))
def test_shares_of_shao_are_those_of_its_table(row, shao):
    about, genus, reads = shao
    child = (about.family_role == "child") & (about.infant_age == row.first) & (about.birth_mode == row.birth)
    child &= about.antibiotics_current_use == "no"
    _agrees(row, _summed(_part(reads[about.index[child]], genus, row.guild), about.subject_id))


@pytest.mark.parametrize("row", _of("jakobsen2025"))
def test_shares_of_jakobsen_are_those_of_its_table(row, jakobsen):
    about, genus, reads = jakobsen
    born = about["C.section"] == {"vaginal": 0.0, "c_section": 1.0}[row.birth]
    chosen = about.index[(about.site == "infant_gut") & (about.Days == row.first) & born]
    _agrees(row, _summed(_part(reads[[name for name in chosen if name in reads]], genus, row.guild), about.subject_id))


@pytest.mark.parametrize("row", _of("bokulich2016"))
def test_shares_of_ecam_are_those_of_its_table(row, ecam):
    about, shares = ecam
    diet, delivery = {"breast": "bd", "formula": "fd"}[row.feeding], {"vaginal": "Vaginal", "c_section": "Cesarean"}[row.birth]
    fed = about.day_of_life.between(row.first, row.last) & (about.mom_child == "C") & (about.diet == diet)
    chosen = shares.index.intersection(about.index[fed & (about.delivery == delivery)])
    wanted = [name for name in GENERA[row.guild] if name in shares]
    _agrees(row, _summed(shares.loc[chosen, wanted].sum(axis=1), about.host_subject_id))
