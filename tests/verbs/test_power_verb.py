"""The verb that sizes a trial: its mistakes, and a second call that simulates nothing."""

import json
import shutil
from pathlib import Path

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

    monkeypatch.setattr(days, "run_chunk", never)
    again = milkway.power("hurtado2017", n="20:60:20", reps=12, target=0.9, truth="protocol", pool=20, out=folder)
    assert {one["n"] for one in again.summary["curve"]} == {20, 40, 60}


@pytest.fixture
def again(first, tmp_path):
    return Path(shutil.copytree(first[0], tmp_path / "run"))


def test_pages_are_drawn_again_from_the_numbers_to_the_byte(again):
    before = {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    numbers = json.loads((again / "power.json").read_text(encoding="utf-8"))
    (again / "power.html").unlink()
    shutil.rmtree(again / "tables")
    found = milkway.report(again)
    assert {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()} == before
    assert found.summary == numbers | {"report": str(again / "power.html")}
    assert repr(found) == f"<power of hurtado2017 drawn again, in {again}>"
    assert main(["report", str(again)]) == 0


@pytest.mark.parametrize(
    ("altered", "found"),
    [
        ({"version": "0.0.9", "seed": 7}, ["numbers of milkway 0.0.9", "7"]),
        ({"by_routes": [{}]}, ["no such numbers (KeyError('curve'))"]),
        ({"by_routes": 3}, ["no such numbers (TypeError(\"'int' object is not iterable\"))"]),
    ],
)
def test_numbers_that_are_not_those_of_the_run_are_refused_and_nothing_is_drawn(again, capsys, altered, found):
    numbers = json.loads((again / "power.json").read_text(encoding="utf-8"))
    (again / "power.json").write_text(json.dumps(numbers | altered), encoding="utf-8")
    (again / "power.html").unlink()
    assert main(["report", str(again), "--json"]) == 2
    assert [one["found"] for one in json.loads(capsys.readouterr().out)["error"]["mistakes"]] == found
    assert not (again / "power.html").exists()


def test_numbers_that_are_cut_or_gone_and_data_sets_are_told_at_once(again, capsys):
    whole = (again / "power.json").read_bytes()
    for content in (whole[: len(whole) // 2], b""):
        (again / "power.json").write_bytes(content)
        assert main(["report", str(again), "--data", "csv", "--json"]) == 2
        told = json.loads(capsys.readouterr().out)["error"]["mistakes"]
        assert [one["where"] for one in told] == ["data", str(again / "power.json")]
    (again / "power.json").unlink()
    with pytest.raises(InputError, match="no such file; allowed: the numbers of a finished run"):
        milkway.report(again)


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
