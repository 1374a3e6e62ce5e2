"""A bibliography beside the protocol: its entries may be named by protocol and population, and are printed where they are."""

import json

import pytest
from own_trials import own_tables, written

import milkway
from milkway.cli import main
from milkway.core.errors import InputError

BIB = """
@article{doe2024,
  author = {Doe, Jane},
  title = {How many of our women left},
  journal = {J Pilots},
  year = {2024},
  doi = {10.1000/1},
}

@book{roe2023,
  author = {Roe},
  title = {Women of our clinic},
  year = {2023},
}

@misc{nobody2020,
  title = {What nobody names},
}
"""
WOMEN = """
name = "ours"
about = "Women of our clinic"
who = ["lactating women"]
based_on = "general"
[[covariate]]
name = "parous"
meaning = "has borne a child before"
kind = "measured"
chance = 0.4
source = "roe2023"
locator = "p. 12"
"""


@pytest.fixture
def beside(tmp_path):
    (tmp_path / "ours.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "ours.toml").write_text(WOMEN, encoding="utf-8")
    tables = own_tables(population="ours.toml", bibliography="ours.bib")
    tables["dropout"] |= {"basis": {"kind": "measured", "source": "doe2024", "locator": "Table 2"}}
    return written(tmp_path, tables)


def test_entries_that_a_number_names_are_printed_and_others_are_not(beside, tmp_path, capsys):
    out = tmp_path / "run"
    sources = milkway.trial(beside, out=out).summary["provenance"]["sources"]
    assert {"doe2024", "roe2023"} <= set(sources)
    assert "nobody2020" not in sources
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "How many of our women left" in page
    assert "https://doi.org/10.1000/1" in page
    (tmp_path / "ours.bib").unlink()
    (tmp_path / "ours.toml").unlink()
    assert milkway.report(out).summary["provenance"]["sources"] == sources
    assert main(["cite", str(out), "--json"]) == 0
    assert "Women of our clinic" in json.loads(capsys.readouterr().out)["sources"]["roe2023"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "told"),
    [
        (
            "ours.bib",
            "@book{roe2023",
            "@book{roe2022",
            "population ours: source: found 'roe2023'; allowed: a key",
        ),
        ("ours.bib", "@misc{nobody2020", "@misc{foxman2002", "bibliography: found 'foxman2002'; allowed: another key"),
        ("ours.bib", "@misc{nobody2020", "@misc{doe2024", "ours.bib: doe2024: found a second entry"),
        ("ours.bib", "{2023},\n}", "{2023},", "3 begun, 2 read"),
        ("ours.bib", BIB, "nothing", "a BibTeX file with entries"),
        ("mine.toml", '"ours.bib"', '"ours.txt"', "BibTeX file that ends in .bib"),
        ("mine.toml", '"ours.bib"', '"theirs.bib"', "there is no "),
    ],
)
def test_what_a_bibliography_cannot_be_is_told_before_anything_runs(file, right, wrong, told, beside, tmp_path):
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert right in text
    (tmp_path / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        milkway.check(beside)
    assert told in str(raised.value)
