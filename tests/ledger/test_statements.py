"""Statements and their findings as they are entered: what is wrong is told at once, with file and line."""

import csv
import os
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from milkway.core.errors import InputError
from milkway.ledger.quantities import read_quantities
from milkway.ledger.statements import read_statements
from milkway.ledger.studies import read_studies

KNOWN = frozenset(read_studies()) | frozenset(read_quantities())
ARTICLE = Path(os.environ.get("MILKWAY_DATA", "../shared/data")).parent / "source-article.txt"
DATA = Path(str(files("milkway.ledger").joinpath("data")))
WRONG = """id = "a"
quote = "b"

[[part]]
id = "c"
says = "d"
population = "e"
exposure = "f"
outcome = "g"

[[part.finding]]
id = "nowhere"
direction = "for"
shown_by = "seen"
rated_by = "reader"
certainty = "low"
same_outcome = true
same_exposure = true
same_population = true
because = "h"

[[part]]
id = "nobody"
says = "d"
population = "e"
exposure = "f"
outcome = "g"
"""


def read(folder, text):
    (folder / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_statements(KNOWN, folder)
    return str(caught.value)


def test_no_locator_and_a_part_that_nobody_judges_are_both_told_with_their_lines(tmp_path):
    told = read(tmp_path, WRONG)
    assert "a.toml line 11 part[1].finding[1] locator" in told
    assert "a.toml line 22 part[2]: found a part that nobody judges" in told


def test_a_missing_direction_an_unknown_key_and_a_rating_outside_its_scale_are_told_at_once(tmp_path):
    text = WRONG.replace('direction = "for"\n', "").replace('certainty = "low"', 'certainty = "sure"\nweight = 3')
    told = read(tmp_path, text)
    assert all(f"a.toml line 11 part[1].finding[1].{key}" in told for key in ("direction", "certainty", "weight"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('shown_by = "test"', "the p of the test"),
        ('shown_by = "interval"', "an estimate with its interval"),
        ('shown_by = "events"', "events and women of both arms"),
        ('shown_by = "seen"\nledger = "nothing"', "a study or quantity of the ledger"),
        ('shown_by = "events"\nwanted = "more"\nevents = [5, 3, 0, 0]', "no more events than women"),
    ],
)
def test_what_shows_a_finding_must_stand_beside_it(tmp_path, change, said):
    assert said in read(tmp_path, WRONG.replace('shown_by = "seen"', change))


def test_a_source_that_is_not_in_the_ledger_is_named():
    with pytest.raises(InputError, match="hurtado2017"):
        read_statements(KNOWN - {"hurtado2017"})


def test_every_rated_finding_of_the_first_edition_is_still_a_finding_or_a_property_of_one():
    statements = read_statements(KNOWN)
    for row in csv.DictReader((DATA / "first_rating.csv").read_text(encoding="utf-8").splitlines()):
        named = {one.id for one in statements[row["statement"]].findings}
        assert row["finding"] in named or row["finding"] == "maldonado2015_dose_response"


def test_a_row_of_the_ledger_that_is_no_finding_says_why_and_is_none():
    rows = tomllib.loads((DATA / "not_findings.toml").read_text(encoding="utf-8"))["row"]
    used = {one.ledger for statement in read_statements(KNOWN).values() for one in statement.findings}
    assert all(one["id"] in read_quantities() and one["because"] for one in rows)
    assert used.isdisjoint({one["id"] for one in rows})


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the source article is not here (MILKWAY_DATA)")
def test_quotes_are_of_the_article_word_for_word():
    article = " ".join(ARTICLE.read_text(encoding="utf-8").split())
    for statement in read_statements(KNOWN).values():
        assert " ".join(statement.quote.split()) in article
