"""A run that is killed, starved of disk, given twice at once or tampered with ends as if nothing had happened."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from milkway.cli import main
from milkway.core.errors import InputError
from milkway.folder import check_claim, claim_folder
from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve, to_toml

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="attempts are forks")

HERE = Path(__file__).parent
WOMEN = 24
LARGEST = 80_000  # bytes: more than the chunk of the candidates, less than that of an arm


@pytest.fixture(scope="module")
def protocol(tmp_path_factory):
    """One hypothesis and one route setting."""
    tables = resolve(read_known_protocol("hurtado2017"))
    tables["hypotheses"] = tables["hypotheses"][:1]
    tables["routes"]["settings"] = [tables["routes"]["settings"][0] | {"weight": 1.0}]
    path = tmp_path_factory.mktemp("protocol") / "small.toml"
    path.write_text(to_toml(tables), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def runs(protocol, tmp_path_factory):
    """What the same command came to in several folders; the package is loaded once for all attempts."""
    place, moments = tmp_path_factory.mktemp("runs"), random.Random(20170)
    kills = [{"killed_in_write": 1}, {"killed_after": moments.uniform(0, 3)}, {"killed_in_write": 20}]
    attempts = {"undisturbed": [{}], "killed": [*kills, {}], "twice": [{"copies": 2}], "full": [{"largest_file": LARGEST}, {}]}
    listed = [attempt | {"out": str(place / name)} for name, several in attempts.items() for attempt in several]
    words = [sys.executable, str(HERE / "rough_handling.py"), json.dumps(listed)]
    words += ["trial", str(protocol), "--dyads", str(WOMEN), "--json"]
    told = json.loads(subprocess.run(words, capture_output=True, text=True, check=True, timeout=300).stdout)
    found = {
        name: [one for asked, one in zip(listed, told, strict=True) if asked["out"] == str(place / name)] for name in attempts
    }
    assert found["undisturbed"][0]["statuses"] == [0], found["undisturbed"][0]["told"]
    return place, found


def held(folder):
    """Every file of a run by its path in the folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_run_killed_at_any_moment_ends_as_if_undisturbed(runs):
    place, found = runs
    *killed, last = found["killed"]
    assert sum(one["statuses"] == [-signal.SIGKILL] for one in killed) >= 3
    assert last["statuses"] == [0], last["told"]
    assert held(place / "killed") == held(place / "undisturbed")


def test_two_processes_on_one_folder_both_end_as_if_alone(runs):
    place, found = runs
    assert found["twice"][0]["statuses"] == [0, 0], found["twice"][0]["told"]
    assert held(place / "twice") == held(place / "undisturbed")


def test_a_full_disk_is_named_and_what_was_finished_is_kept(runs):
    place, found = runs
    full, again = found["full"]
    error = json.loads(full["told"][0].splitlines()[-1])["error"]
    assert full["statuses"] == [1]
    assert (error["kind"], "Traceback" in full["told"][0]) == ("run", False)
    assert str(place / "full" / "chunks") in error["message"]
    assert "the same command goes on" in error["message"]
    assert full["chunks"]
    assert full["chunks"].items() <= again["chunks"].items()
    assert again["statuses"] == [0], again["told"]
    assert held(place / "full") == held(place / "undisturbed")


def test_no_result_of_a_run_names_its_folder_or_holds_half_a_file(runs):
    place, _ = runs
    files = held(place / "undisturbed")
    assert {"run.json", "provenance.json", "protocol.toml", "summary.json", "report.html"} <= set(files)
    assert not [name for name, content in files.items() if str(place).encode() in content or name.endswith(".part")]


def test_a_folder_that_cannot_be_written_is_named(protocol, tmp_path, capsys):
    (tmp_path / "letter").write_text("dear", encoding="utf-8")
    assert main(["trial", str(protocol), "--dyads", str(WOMEN), "--out", str(tmp_path / "letter" / "run")]) == 2
    told = capsys.readouterr().err
    assert str(tmp_path / "letter" / "run") in told
    assert "a folder that can be written" in told


def test_files_that_a_killed_run_left_do_not_bar_its_folder(tmp_path):
    (tmp_path / "run.json.0123.part").write_text('{"name": "tri', encoding="utf-8")
    identity = {"name": "trial", "dyads": 4, "seed": 1}
    assert claim_folder(tmp_path, identity).is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chunks", "provenance.json", "run.json"]
    with pytest.raises(InputError, match="another run"):
        check_claim(tmp_path, identity | {"seed": 2})
