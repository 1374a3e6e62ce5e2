"""A protocol that samples every site: the page that shows one runs, and each sample is in the data sets as it must be."""

import re
from contextlib import chdir
from pathlib import Path

import pandas as pd
import pytest

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
