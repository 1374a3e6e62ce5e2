"""The verb that draws a run again: the same to the byte, nothing simulated, and every folder that cannot be drawn told why."""

import json
import shlex
import shutil
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError
from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve, to_toml
from milkway.simulation import days

KEPT = ("run.json", "provenance.json", "protocol.toml", "chunks")


@pytest.fixture(scope="module")
def made(tmp_path_factory, learned):
    """A small run with all that a trial can have: draws of the posterior, missing data, and data sets."""
    place = tmp_path_factory.mktemp("report")
    tables = resolve(read_known_protocol("hurtado2017"))
    tables["hypotheses"] = tables["hypotheses"][:1]
    tables["endpoints"] = [one for one in tables["endpoints"] if one["score"] != "load"]  # imputing loads takes longest
    names = [one["name"] for one in tables["endpoints"]]
    tables["used_in_tuning"] = [name for name in tables["used_in_tuning"] if name in names]
    tables["routes"]["settings"] = [tables["routes"]["settings"][0] | {"weight": 1.0}]
    (place / "small.toml").write_text(to_toml(tables), encoding="utf-8")
    words = ["trial", str(place / "small.toml"), "--dyads", "24", "--out", str(place / "run"), "--json"]
    words += ["--parameters", "posterior", "--draws", "1", "--missing", "--data", "csv"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("milkway.inference.posterior.shipped", lambda: learned[1])
        with redirect_stdout(StringIO()) as told:
            assert main(words) == 0
        yield place / "run", told.getvalue()


@pytest.fixture
def run(made, tmp_path):
    """A copy of it with a name of its own."""
    return Path(shutil.copytree(made[0], tmp_path / "run"))


@pytest.fixture
def nothing_simulates(monkeypatch):
    def never(*_):
        raise AssertionError("a chunk was simulated")

    monkeypatch.setattr(days, "run_chunk", never)


def held(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def chunk(run, number):
    """Return a chunk by its place among all."""
    return sorted(run.glob("chunks/*/**/chunk-*.npz"))[number]


def refused(folder, capsys, *words):
    """Return the mistakes that are told of a folder, by place."""
    assert main(["report", str(folder), "--json", *words]) == 2
    return {one["where"]: one for one in json.loads(capsys.readouterr().out)["error"]["mistakes"]}


@pytest.mark.usefixtures("nothing_simulates")
def test_a_run_drawn_again_is_to_the_byte_what_the_trial_wrote(made, run, capsys):
    for path in run.iterdir():
        if path.name not in KEPT:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert main(["report", str(run), "--data", "csv", "--json"]) == 0
    assert capsys.readouterr().out == made[1].replace(str(made[0]), str(run))
    assert held(run) == held(made[0])


def test_chunks_that_are_gone_cut_or_altered_are_told_at_once_with_the_command_that_makes_them_again(made, run, capsys):
    gone, cut, altered = (chunk(run, number) for number in (0, 5, -1))
    gone.unlink()
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    altered.write_bytes(altered.read_bytes().replace(b"stocks", b"stacks"))
    told = refused(run, capsys)
    assert {where: one["found"] for where, one in told.items()} == {
        str(gone): "no such file",
        str(cut): "torn or altered",
        str(altered): "torn or altered",
    }
    command = told[str(gone)]["allowed"].partition("what is missing: ")[2]
    assert main([*shlex.split(command)[1:], "--json"]) == 0
    assert held(run) == held(made[0])


@pytest.mark.usefixtures("nothing_simulates")
def test_a_whole_chunk_in_the_place_of_another_is_refused(run, capsys):
    shutil.copy(chunk(run, 0), chunk(run, 1))
    told = refused(run, capsys)
    assert list(told) == [str(chunk(run, 1))]
    assert told[str(chunk(run, 1))]["found"].startswith("made from something else")


@pytest.mark.parametrize("name", ["run.json", "finished.json"])
def test_a_record_that_is_cut_is_named(run, capsys, name):
    path = next(run.rglob(name))
    path.write_bytes(path.read_bytes()[:40])
    assert "no whole JSON" in refused(run, capsys)[str(path)]["found"]


def test_a_run_that_was_interrupted_is_told_how_to_go_on(run, capsys):
    next(run.rglob("finished.json")).unlink()
    told = refused(run, capsys)[str(run)]
    assert told["found"] == "a run that is not finished"
    assert f"--parameters posterior --draws 1 --out {run}" in told["allowed"]


def test_a_run_of_another_version_names_both(run, capsys):
    next((run / "chunks").iterdir()).rename(run / "chunks" / "0123456789ab")
    (run / "provenance.json").write_text('{"versions": {"milkway": "0.0.9"}}', encoding="utf-8")
    told = refused(run, capsys)[str(run / "chunks")]
    assert "0123456789ab, milkway 0.0.9" in told["found"]
    assert "milkway trial" in told["allowed"]


def test_keys_that_another_version_lacks_or_adds_are_told_with_all_else(run, capsys):
    identity = json.loads((run / "run.json").read_text(encoding="utf-8"))
    del identity["protocol"]["arms"][0]["label"]
    identity["protocol"]["design"]["sice"] = 3
    identity |= {"seed": 1.5, "parameters": "guess"}
    (run / "run.json").write_text(json.dumps(identity), encoding="utf-8")
    chunk(run, 0).unlink()
    told = refused(run, capsys, "--data", "sas")
    assert {where.removeprefix("run.json: ") for where in told} > {"seed", "parameters", "arms[1].label", "data"}
    assert len(told) == 6


def test_a_run_whose_record_was_altered_is_refused_with_the_place(run, capsys):
    identity = json.loads((run / "run.json").read_text(encoding="utf-8"))
    identity |= {"dyads": 25, "mood": "fine"}
    (run / "run.json").write_text(json.dumps(identity), encoding="utf-8")
    told = refused(run, capsys)
    assert (told["run.json: dyads"]["found"], told["run.json: dyads"]["allowed"]) == ("25", "24")
    assert told["run.json: mood"]["allowed"] == "no such key in this version"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ({}, "without run.json"),
        ({"letter.txt": "dear"}, "without run.json"),
        ({"run.json": "[1, 2]"}, "JSON that is a list"),
        ({"run.json": "\xff"}, "no whole JSON"),
        ({"run.json": '{"name": "calibration", "plan": "tiny"}'}, "a calibration"),
        ({"run.json": '{"name": "hurtado2017"}'}, "no 'protocol', 'power', 'designs'"),
    ],
)
def test_a_folder_that_is_no_run_is_told_what_it_lacks(tmp_path, capsys, content, found):
    for name, text in content.items():
        (tmp_path / name).write_text(text, encoding="latin-1")
    told = refused(tmp_path, capsys)
    assert [found in one["found"] for one in told.values()] == [True]


def test_a_folder_that_does_not_exist_and_a_file_are_no_runs(run, tmp_path, capsys):
    assert "does not exist" in refused(tmp_path / "nowhere", capsys)["run"]["found"]
    told = refused(run / "report.html", capsys)["run"]
    assert told["found"].endswith("report.html, a file")
    assert told["allowed"].endswith(f"such as {run}")


def test_a_run_without_any_parts_is_not_finished(run):
    shutil.rmtree(run / "chunks")
    with pytest.raises(InputError, match="no chunks; allowed: a finished run; to simulate it: milkway trial"):
        milkway.report(run)
