"""The verb that sizes a trial: its mistakes, and a second call that simulates nothing."""

import json

import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError
from milkway.simulation import days


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    folder = tmp_path_factory.mktemp("power")
    return folder, milkway.power("hurtado2017", n="40:80:40", reps=10, truth="protocol", pool=20, out=folder)


def test_under_no_effect_the_pool_is_the_same_woman_for_woman(first):
    _, finished = first
    null = [one for one in finished.summary["curve"] if one["hypothesis"] == "null"]
    assert all(one["truth"] == 0 and one["power"]["dyads"] == 0 for one in null)


def test_what_is_written_is_what_is_returned(first):
    folder, finished = first
    kept = json.loads((folder / "power.json").read_text())
    assert kept["curve"] == json.loads(json.dumps(finished.summary["curve"]))
    page = (folder / "power.html").read_text()
    assert "Data-generating mechanisms" in page
    assert (folder / "tables" / "power-curve-off.csv").is_file()


def test_another_range_of_sizes_simulates_nothing(first, monkeypatch):
    folder, _ = first

    def never(*_):
        raise AssertionError("a chunk was simulated")

    monkeypatch.setattr(days, "_run_chunk", never)
    again = milkway.power("hurtado2017", n="20:60:20", reps=12, target=0.9, truth="protocol", pool=20, out=folder)
    assert {one["n"] for one in again.summary["curve"]} == {20, 40, 60}


def test_every_mistake_is_told_at_once():
    with pytest.raises(InputError) as wrong:
        milkway.power("hurtado2017", n="800:100", reps=0, target=1.5, truth=1.2, pool=1, seed=-1, parameters="guess", draws=-1)
    assert {one.where for one in wrong.value.mistakes} == {
        "n", "reps", "target", "truth", "pool", "seed", "parameters", "draws",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (["--n", "2:8:2"], "n"),
        (["--endpoint", "mastitis"], "endpoint"),
        (["--routes", "away"], "routes"),
        (["--truth", "0"], "truth"),
        (["--truth", "much"], "truth"),
        (["--endpoint", "staphylococcus_load"], "truth"),
    ],
)
def test_bad_input_has_status_two_and_names_the_option(words, where, capsys):
    assert main(["power", "hurtado2017", *words, "--json"]) == 2
    assert [one["where"] for one in json.loads(capsys.readouterr().out)["error"]["mistakes"]] == [where]
