"""Results of one's own scored whole on a small run, and its mistakes."""

import json
from pathlib import Path

import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError

MINE = """
study = "amir2007"
[[women_ill]]
name = "ill"
until = 56
count = 14
n = 100
[[milk]]
name = "milk"
day = 28
mean = 3.1
n = 50
[[infants]]
name = "a month"
birth = "vaginal"
day = 28
n = 40
reads = 20000
background = 0.01
[infants.guilds.bifidobacterium]
quantiles = [0.0, 0.2, 0.5, 0.8, 0.99]
mean = 0.5
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    place = tmp_path_factory.mktemp("own")
    (place / "mine.toml").write_text(MINE, encoding="utf-8")
    return milkway.qualify(results=place / "mine.toml", draws=2, size=0.01, infants=16, log=place / "log.md")


def test_each_result_has_its_place_its_score_and_both_rivals_and_is_json(found):
    assert json.loads(json.dumps(found.summary, allow_nan=False)) == found.summary
    rows = {one["name"]: one for one in found.summary["results"]}
    assert rows["ill"]["published"] == {"value": 0.14, "count": 14, "n": 100}
    assert rows["ill"]["log_score"] < 0
    assert rows["milk"]["crps"] is not None
    for one in rows.values():
        assert one["rival"] is not None
        assert one["hierarchy"] is not None
        assert one["scored"]
        assert one["inside_90"] == (0.05 <= one["place"] <= 0.95)
        assert one["inside_90"] or not one["inside_50"]


def test_guilds_are_told_and_those_that_were_printed_are_scored(found):
    scored = [one["guild"] for one in found.summary["infants"] if one["scored"]]
    assert len(found.summary["infants"]) == 8
    assert scored == ["bifidobacterium"]
    assert found.summary["coverage"]["results"] == 3


def test_a_study_that_is_typed_in_is_no_evidence(found, capsys):
    assert found.summary["fitted"]
    found.tell()
    told = capsys.readouterr().out
    assert "no evidence" in told
    assert "the naive rival is shao2019" in told
    assert "Skill: not known for the tables" in told


def test_it_is_logged(found):
    log = found.summary["log"]
    line = Path(log).read_text(encoding="utf-8").splitlines()[-1]
    assert "qualify --results mine.toml --draws 2 --size 0.01 --seed 1 --infants 16" in line
    assert "1 guilds of infants: fair IQD" in line


def test_results_of_a_protocol_are_scored_as_a_forecast_of_it_scores_them(tmp_path, capsys):
    row = '[[result]]\nendpoint = "strain_in_milk"\narm = "reuteri"\ncount = 14\nn = 116\n'
    (tmp_path / "rows.toml").write_text(row, encoding="utf-8")
    (tmp_path / "own.toml").write_text('protocol = "abrahamsson2009"\n' + row, encoding="utf-8")
    scored = milkway.qualify(results=tmp_path / "own.toml", draws=2, size=0.01, infants=10, log=tmp_path / "log.md")
    own = scored.summary
    like = milkway.predict(
        "abrahamsson2009", draws=2, women=20, published=tmp_path / "rows.toml", log=tmp_path / "log.md"
    ).summary
    arm = next(one for one in like["results"] if one["scored"])
    assert [{key: one[key] for key in arm} for one in own["arms"]] == [arm]
    assert own["joint"] == like["joint"]
    assert own["skills"] == {"strain_in_milk": like["skills"]["strain_in_milk"]}
    scored.tell()
    assert "not known for the tables" in capsys.readouterr().out


def test_all_mistakes_are_told_at_once_with_status_2(tmp_path, capsys):
    (tmp_path / "wrong.toml").write_text(MINE.replace("count = 14", "count = 140"), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        milkway.qualify(results=tmp_path / "wrong.toml", draws=1, out="page.md")
    assert {"draws", "out", "women_ill 1 count"} <= {one.where for one in raised.value.mistakes}
    assert main(["qualify", "--results", str(tmp_path / "wrong.toml"), "--json"]) == 2
    assert "140 of 100 women" in json.loads(capsys.readouterr().out)["error"]["message"]


def test_the_template_is_written_and_never_over_another_file(tmp_path, capsys):
    file = tmp_path / "own.toml"
    assert main(["new", str(file), "--own-results"]) == 0
    assert f"milkway qualify --results {file}" in capsys.readouterr().out
    with pytest.raises(InputError, match="exists"):
        milkway.new(file, own_results=True)
    with pytest.raises(InputError, match="nothing, with own_results"):
        milkway.new(tmp_path / "other.toml", own_results=True, like="hurtado2017")
