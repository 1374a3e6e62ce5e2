"""The verb that forecasts a trial: whole on a small one, and its mistakes."""

import json

import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError
from milkway.reports.forecast_terminal import endpoint_table

KEYS = {
    "protocol",
    "parameters",
    "draws",
    "results",
    "infants",
    "joint",
    "plan_b",
    "withdrawals",
    "settings",
    "skill",
    "skills",
    "stool_skill",
}
KEYS |= {"provenance", "registered"}
PRINTED = """
[[result]]
endpoint = "strain_in_milk"
arm = "reuteri"
count = 14
n = 116

[[infants]]
name = "first stool"
arm = "placebo"
day = 2
n = 30
reads = 20000
background = 0.01
[infants.guilds.bifidobacterium]
quantiles = [0.0, 0.0, 0.02, 0.2, 0.9]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("predict")
    (place / "printed.toml").write_text(PRINTED, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def found(folder):
    return milkway.predict(
        "abrahamsson2009", parameters="tables", draws=2, women=20, published=folder / "printed.toml", log=folder / "log.md"
    )


def test_the_summary_has_the_keys_of_the_contract_and_is_json(found):
    assert set(found.summary) == KEYS
    assert json.loads(json.dumps(found.summary)) == found.summary
    needed = {"name", "hypothesis", "median", "interval50", "interval90", "published", "place", "rival", "hierarchy", "scored"}
    for one in found.summary["results"]:
        assert needed <= set(one)
        assert ("arm" in one) != ("contrast" in one)
        assert ("log_score" in one) != ("crps" in one)


def test_every_hypothesis_is_forecast_no_effect_first(found):
    told = dict.fromkeys(one["hypothesis"] for one in found.summary["results"])
    assert list(told) == ["null", "competition", "immune", "both"]
    assert found.summary["settings"]["scored_under"] == "null"
    assert [one["routes"] for one in found.summary["settings"]["routes"]] == ["off", "on"]


def test_a_published_count_is_scored_beside_the_rival_and_logged(found, folder):
    scored = [one for one in found.summary["results"] if one["scored"]]
    assert [(one["arm"], one["published"]["count"]) for one in scored] == [("reuteri", 14)]
    assert scored[0]["log_score"] < 0
    assert scored[0]["rival"]["log_score"] < 0
    assert found.summary["joint"][0]["log_score"] == pytest.approx(scored[0]["log_score"])
    log = (folder / "log.md").read_text(encoding="utf-8")
    assert "predict abrahamsson2009 --parameters tables --draws 2 --women 20 --seed 1" in log
    assert milkway.__version__ in log


def test_infants_of_an_arm_are_told_by_guild_under_every_hypothesis_and_scored_under_one(found, capsys):
    rows = found.summary["infants"]
    assert len(rows) == 8 * 4
    told = [one for one in rows if one["guild"] == "bifidobacterium"]
    assert [one["fair_iqd"] is not None for one in told] == [True] * 4
    assert not any(one["scored"] for one in rows)  # infants of both births have no naive rival
    assert "no naive rival" in rows[0]["rival_words"]
    found.tell()
    assert "first stool: 30 infants, any, day" in capsys.readouterr().out


def test_without_folds_no_skill_is_claimed(found, capsys):
    assert found.summary["skill"] is None
    found.tell()
    assert "not known for the tables" in capsys.readouterr().out
    table = endpoint_table(found.summary, "strain_in_milk")
    assert [row[0] for row in table.rows[:2]] == ["naive rival", "hierarchy"]  # without skill rivals are told first


def test_the_same_call_forecasts_the_same(found, folder):
    again = milkway.predict(
        "abrahamsson2009", parameters="tables", draws=2, women=20, published=folder / "printed.toml", log=folder / "log.md"
    )
    assert again.summary["results"] == found.summary["results"]


def test_all_mistakes_are_told_at_once_and_nothing_is_simulated(folder):
    wrong = folder / "wrong.toml"
    wrong.write_text(PRINTED.replace("reuteri", "reutery").replace("count = 14", "count = 140"), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        milkway.predict("abrahamsson2009", parameters="guess", draws=1, women=3, published=wrong, log=folder / "no" / "log.md")
    told = str(raised.value)
    assert all(part in told for part in ("'guess'", "draws", "women", "reutery", "140 of 116 women", "log"))


def test_the_command_refuses_them_with_status_2(folder, capsys):
    assert main(["predict", "abrahamsson2009", "--published", str(folder / "none.toml"), "--json"]) == 2
    assert "error" in json.loads(capsys.readouterr().out)


def test_more_draws_than_the_posterior_has_are_refused(posterior):
    with pytest.raises(InputError, match=f"at most {len(posterior.values) - 1}"):
        milkway.predict("abrahamsson2009", parameters="posterior", draws=1000)
    with pytest.raises(InputError, match="draws"):
        milkway.trial("hurtado2017", parameters="posterior", draws=1000)


def test_where_no_posterior_ships_one_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("milkway.inference.posterior.shipped", lambda: tmp_path)
    with pytest.raises(InputError, match="void"):
        milkway.predict("abrahamsson2009", parameters="posterior")


def test_a_file_for_results_is_written_and_never_over_another(tmp_path):
    file = tmp_path / "mine.toml"
    made = milkway.new(file, published="hurtado2017")
    assert made.summary == {"results": str(file)}
    with pytest.raises(InputError, match="exists"):
        milkway.new(file, published="hurtado2017")
    with pytest.raises(InputError, match="one of the two"):
        milkway.new(tmp_path / "b.toml", published="hurtado2017", data="hurtado2017")
