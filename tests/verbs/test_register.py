"""A prediction is registered once: with rivals, rule and sums, before results are read, and never over another."""

import json
from pathlib import Path

import pytest

import milkway
from milkway.cohorts.declared import declared_parameters
from milkway.core.errors import InputError, RunError
from milkway.runs.registered import write_registered

TRIAL = "nct04032899"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    name = tmp_path_factory.mktemp("registered") / f"{TRIAL}-0.2"
    return milkway.predict(TRIAL, parameters="tables", draws=2, women=20, seed=3, register=name), name


@pytest.fixture(scope="module")
def told(found):
    return json.loads(Path(f"{found[1]}.json").read_text(encoding="utf-8"))


def test_it_holds_what_a_registered_prediction_must(found, told):
    summary = found[0].summary
    assert summary["registered"] == [f"{found[1]}.json", f"{found[1]}.md"]
    assert (told["name"], told["registry"]) == (f"{TRIAL}-0.2", "NCT04032899")
    assert f"milkway predict {TRIAL} --parameters tables --draws 2 --women 20 --seed 3 --register" in told["command"]
    assert {"date", "milkway", "code", "seed", "draws", "women", "parameter_tables", "posterior", "protocol"} <= set(told["made"])
    assert told["made"]["posterior"] is None
    assert told["prediction"]["results"] == summary["results"]
    assert "'null'" in told["rule"]


def test_every_hypothesis_and_both_rivals_are_in_it(told):
    rows = [one for one in told["prediction"]["results"] if one["name"] == "clinical_mastitis" and "arm" in one]
    assert [one["hypothesis"] for one in rows[::2]] == ["null", "competition", "immune", "both"]
    assert all(one["rival"]["median"] is not None and one["hierarchy"]["median"] is not None for one in rows)
    assert any(one["name"] == "first_mastitis" for one in told["prediction"]["results"])


def test_the_page_says_the_same_for_readers(found, told):
    page = Path(f"{found[1]}.md").read_text(encoding="utf-8")
    for part in (told["rule"], told["rivals"], told["made"]["protocol"], "naive rival", "what a maker's trial would print"):
        assert part in page


def test_a_name_that_exists_is_refused_before_anything_runs(found):
    before = Path(f"{found[1]}.json").read_bytes()
    with pytest.raises(InputError, match="no prediction is made again"):
        milkway.predict(TRIAL, register=found[1])
    with pytest.raises(RunError):  # one that came into being meanwhile
        write_registered(found[1], found[0].found.protocol, declared_parameters(), found[0].summary, "milkway predict")
    assert Path(f"{found[1]}.json").read_bytes() == before


def test_a_name_without_a_folder_and_what_is_read_cannot_be_registered(tmp_path):
    with pytest.raises(InputError) as raised:
        milkway.predict("hurtado2017", register=tmp_path / "no" / "name", published=tmp_path / "a.toml")
    found = str(raised.value)
    assert all(part in found for part in ("a name in a folder", "nothing, with register", "whose results are stated"))
