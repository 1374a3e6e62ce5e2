import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO

import pytest

from installed import needs
from milkway.cli import main
from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve, to_toml

COMMAND = (sys.executable, "-m", "milkway.cli")


@dataclass(frozen=True)
class Told:
    returncode: int
    stdout: str
    stderr: str


def _milkway(*words):
    """Run a command in this process: what is heavy is loaded once for all tests."""
    with redirect_stdout(StringIO()) as stdout, redirect_stderr(StringIO()) as stderr:
        status = main([str(word) for word in words])
    return Told(status, stdout.getvalue(), stderr.getvalue())


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A protocol with one hypothesis, one route setting and a short follow-up."""
    tables = resolve(read_known_protocol("hurtado2017"))
    tables["hypotheses"] = tables["hypotheses"][:1]
    tables["routes"]["settings"] = [tables["routes"]["settings"][0] | {"weight": 1.0}]
    path = tmp_path_factory.mktemp("protocol") / "small.toml"
    path.write_text(to_toml(tables), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def finished(small, tmp_path_factory):
    out = tmp_path_factory.mktemp("runs") / "a"
    told = _milkway("trial", small, "--dyads", 8, "--out", out, "--data", "csv", "--json")
    assert told.returncode == 0, told.stderr
    return out, told


def test_help_and_version_succeed():
    told = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=True)
    assert "trial" in told.stdout
    assert _milkway("--version").returncode == 0
    assert "--mean-field" in _milkway("simulate", "--help").stdout


@pytest.mark.parametrize("words", [["simulate", "--bith", "x"], ["simulate", "--dyads", "many"], ["cure"], ["trial"]])
def test_a_wrong_command_line_exits_2_without_a_traceback(words):
    told = _milkway(*words)
    assert told.returncode == 2
    assert told.stdout == ""
    assert "Traceback" not in told.stderr


def test_all_mistakes_of_a_command_are_told_at_once():
    told = _milkway("simulate", "--birth", "x", "--dyads", "-3", "--seed", "-1", "--csv", "/nowhere/at/all.csv")
    assert told.returncode == 2
    assert [word for word in ("birth", "dyads", "seed", "csv") if f"- {word}: found" in told.stderr] == [
        "birth",
        "dyads",
        "seed",
        "csv",
    ]


def test_an_error_under_json_is_one_object_on_standard_output():
    told = _milkway("trial", "hurtado2018", "--dyads", "0", "--json")
    assert told.returncode == 2
    mistakes = json.loads(told.stdout)["error"]["mistakes"]
    assert {mistake["where"] for mistake in mistakes} == {"protocol", "dyads"}
    assert told.stderr == ""


def test_a_protocol_with_mistakes_and_a_wrong_size_are_told_together(small, tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(small.read_text(encoding="utf-8").replace("[design]\nsize", "[design]\nsice"), encoding="utf-8")
    told = _milkway("trial", path, "--dyads", "-5", "--data", "csv,sas")
    assert told.returncode == 2
    assert "sice" in told.stderr
    assert "dyads" in told.stderr
    assert "- data: found 'sas'; allowed: csv, parquet, xpt, json" in told.stderr


def test_data_sets_hold_each_woman_once_per_world(finished, small):
    out, _ = finished
    worlds = small.read_text(encoding="utf-8").count("[[hypotheses]]")
    rows = (out / "data" / "adsl.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + 8 * worlds
    assert (out / "data" / "adtte.csv").stat().st_size > 0


@needs("data")
def test_a_finished_run_writes_transport_files_when_it_is_asked_again(finished, small):
    out, first = finished
    again = _milkway("trial", small, "--dyads", 8, "--out", out, "--data", "xpt", "--json")
    assert again.stdout == first.stdout
    assert (out / "data" / "adtte.xpt").stat().st_size > 0


def test_json_is_one_object_with_counts_and_no_nan(finished):
    out, told = finished
    plain = json.loads(told.stdout, parse_constant=pytest.fail)
    assert sum(arm["randomised"] for arm in plain["arms"].values()) == 8
    assert plain["seed"] == 1
    assert plain["report"] == str(out / "report.html")
    assert (out / "report.html").is_file()


def test_the_same_command_resumes_to_the_same_result(small, finished):
    out, first = finished
    chunks = sorted(out.rglob("chunk-*.npz"))
    written = [chunk.stat().st_mtime_ns for chunk in chunks]
    again = _milkway("trial", small, "--dyads", 8, "--out", out, "--json")
    assert again.stdout == first.stdout
    assert chunks
    assert written == [chunk.stat().st_mtime_ns for chunk in chunks]


def test_a_folder_that_holds_another_run_is_refused(small, finished, tmp_path):
    out, _ = finished
    for words in (["--dyads", 8, "--seed", 2], ["--dyads", 6]):
        told = _milkway("trial", small, *words, "--out", out)
        assert told.returncode == 2
        assert "another run" in told.stderr
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    told = _milkway("trial", small, "--dyads", 8, "--out", tmp_path)
    assert told.returncode == 2
    assert "other files" in told.stderr


@pytest.fixture
def interruptible():
    """What a script starts in the background ignores interrupts, and so does all that it starts; here it does not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupted_run_says_how_to_go_on(small, tmp_path):
    words = [*COMMAND, "trial", str(small), "--dyads", "300", "--out", str(tmp_path / "run")]
    with subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if "placebo" in line:
                break
        os.kill(running.pid, signal.SIGINT)
        stdout, stderr = running.communicate(timeout=120)
    assert running.returncode == 130
    assert stdout == ""
    assert "Traceback" not in stderr
    assert "the same command goes on" in stderr
    assert list((tmp_path / "run").rglob("chunk-*.npz"))


def test_a_what_if_prints_json_and_writes_rows_and_a_picture(tmp_path):
    words = ["--days", 7, "--mean-field", "--csv", tmp_path / "rows.csv", "--picture", tmp_path / "p.html", "--json"]
    told = _milkway("simulate", *words)
    assert told.returncode == 0, told.stderr
    assert [day["day"] for day in json.loads(told.stdout, parse_constant=pytest.fail)["milestones"]] == [1, 3, 7]
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8").startswith("dyad,day,site,stock,value,unit\n")
    assert (tmp_path / "p.html").is_file()
