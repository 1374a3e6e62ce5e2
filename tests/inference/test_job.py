"""`milkway calibrate` from published results to its files, at a size that shows that everything works."""

import json

import numpy as np
import pytest

from installed import needs
from milkway.cli import main
from milkway.inference.posterior import read_posterior


@needs("calibrate")
@pytest.mark.slow
def test_a_smoke_run_writes_a_posterior_and_a_page(tmp_path, capsys):
    assert main(["calibrate", "--smoke", "--out", str(tmp_path / "run"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    posterior = read_posterior(tmp_path / "run")
    assert told["sets"] > 40
    assert np.isfinite(posterior.values).all()
    assert len(posterior.values) == 129
    assert "What was learned" in (tmp_path / "run" / "calibration.md").read_text(encoding="utf-8")
    log = tmp_path / "log.md"
    log.write_text("| date | version | code | command | data | score |\n|---|---|---|---|---|---|\n", encoding="utf-8")
    assert main(["calibrate", "--smoke", "--folds", "--out", str(tmp_path / "run"), "--log", str(log), "--json"]) == 0
    assert "clusters left out" in log.read_text(encoding="utf-8")
    folds = json.loads((tmp_path / "run" / "folds.json").read_text(encoding="utf-8"))
    assert {one["cluster"] for one in folds["folds"]} == {"shao2019", "glasgow"}


@needs("calibrate")
def test_a_folder_with_something_else_is_refused(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["calibrate", "--out", str(tmp_path), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "input"


def test_a_negative_seed_is_bad_input(tmp_path, capsys):
    assert main(["calibrate", "--seed", "-1", "--out", str(tmp_path / "run"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["mistakes"][0]["where"] == "seed"


def test_without_its_libraries_the_command_says_what_to_install(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("milkway.core.extras.find_spec", lambda _: None)
    assert main(["calibrate", "--out", str(tmp_path / "run")]) == 2
    told = capsys.readouterr().err
    assert "found no arviz_stats; allowed: pip install 'milkway[calibrate]'" in told
    assert not (tmp_path / "run").exists()
