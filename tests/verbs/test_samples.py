"""Protocols that sample every site: the page that shows one and the example run, and each sample is in the data sets."""

import re
from contextlib import chdir
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import milkway

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def laboratory(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    page = (ROOT / "docs" / "samples.md").read_text(encoding="utf-8")
    assays, code = (re.search(rf"```{language}\n(.*?)```", page, re.DOTALL).group(1) for language in ("toml", "python"))
    (folder / "assays.toml").write_text(assays, encoding="utf-8")
    with chdir(folder):
        exec(compile(code, "samples.md", "exec"), {})
    found = pd.read_csv(folder / "every-site" / "data" / "adlb.csv")
    return found[found.HYPOTH.str.startswith("Null") & (found.ROUTES == "off")]


def of(laboratory, name):
    found = laboratory[laboratory["PARAM"] == name]
    assert len(found) == 8, sorted(laboratory.PARAM.unique())
    return found


@pytest.mark.parametrize(
    "name",
    [
        "Lactobacillus, milk_culture (log10 CFU/mL)",
        "Lactobacillus, first_drops of foremilk (log10 cells/mL)",
        "Staphylococcus, skin of areola (log10 CFU/mL)",
        "Streptococcus, mouth of infant's mouth (log10 CFU/mL)",
        "Enterobacteria, first_stool of infant's stool (log10 cells/mL)",
        "Bacteroides, her_stool of mother's stool (log10 cells/mL)",
        "Staphylococcus, water of blank (log10 cells/mL)",
        "Strain by primers of its own, first_drops of foremilk",
    ],
)
def test_every_dyad_has_every_sample(laboratory, name):
    assert of(laboratory, name).USUBJID.nunique() == 8


def test_each_site_holds_what_it_must(laboratory):
    stool = of(laboratory, "Bacteroides, her_stool of mother's stool (log10 cells/mL)").AVAL
    skin = of(laboratory, "Staphylococcus, skin of areola (log10 CFU/mL)").AVAL
    assert stool.between(7, 12).all()  # an adult's colon is densely settled
    assert skin.median() > 3  # tens of thousands of staphylococci on an areola, a third of which a swab takes


def test_the_strain_is_in_no_blank_and_contaminates_no_woman_on_placebo(laboratory):
    found = of(laboratory, "Strain by primers of its own, first_drops of foremilk")
    assert (found[found.TRT01P == "Placebo"].AVAL == 0).all()


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example that looks for a strain in milk and stool, run small."""
    folder = tmp_path_factory.mktemp("example") / "run"
    return milkway.trial(ROOT / "examples" / "milk_and_stool.toml", dyads=16, data="csv", out=folder, parameters="tables")


def test_the_example_is_analysed_from_its_data_sets_to_the_numbers_of_its_report(example):
    found = milkway.analyse(example.run.protocol, example.folder / "data").found
    assert found.results == example.run.worlds[0].results["observed"]
    assert {"strain_in_stool", "bifidobacterium_reads", "stools_share", "milk_and_stool_share", "courses"} <= set(found.results)


def test_the_report_of_the_example_tells_of_reads_and_of_pairs_and_no_placebo_pair_shares(example):
    page = (example.folder / "report.html").read_text(encoding="utf-8")
    assert "Mothers and infants who share a strain" in page
    assert "Shares of the reads of stool" in page
    truth = example.run.worlds[0].arms["placebo"].scores["oracle"]
    assert not np.nan_to_num(truth["stools_share"].value).any()
    assert not np.nan_to_num(truth["milk_and_stool_share"].value).any()
