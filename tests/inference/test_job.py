"""`milkway calibrate` from published results to its files, at a size that shows that everything works."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from installed import needs
from milkway import folder
from milkway.cli import main
from milkway.inference.posterior import read_posterior
from milkway.verbs.calibrate import calibration_mark


@needs("calibrate")
@pytest.mark.slow
def test_a_smoke_run_writes_a_posterior_of_infants_guts_its_page_and_folds(tmp_path, capsys):
    assert main(["calibrate", "--smoke", "--out", str(tmp_path / "run"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    posterior = read_posterior(tmp_path / "run")
    assert (told["results"], told["travels"]) == (0, None)
    assert 3 <= len(posterior.values) <= 7  # where the search ended, and six worlds less those of draws that stopped far off
    assert not posterior.disputed_keys
    assert not any(key.startswith("inflammation") for key in posterior.learned)  # of women
    assert "Infants' guts alone" in (tmp_path / "run" / "calibration.md").read_text(encoding="utf-8")
    assert main(["calibrate", "--smoke", "--out", str(tmp_path / "run")]) == 0  # the same command takes over what is finished
    assert "occasions of infants fitted" in capsys.readouterr().out
    again = ["calibrate", "--smoke", "--folds", "--out", str(tmp_path / "run"), "--log", str(tmp_path / "log.md"), "--json"]
    (tmp_path / "log.md").write_text("| date | version | code | command | data | score |\n|---|---|---|---|---|---|\n")
    assert main(again) == 0
    folds = json.loads((tmp_path / "run" / "folds.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in folds["blocks"]] == ["infant gut", "treated infants"]
    assert (folds["discrepancy"], folds["forecasts"]) == ({}, {})


@needs("calibrate")
@pytest.mark.slow
def test_a_smoke_run_with_women_writes_a_posterior_and_a_page(tmp_path, capsys):
    assert main(["calibrate", "--with-women", "--smoke", "--out", str(tmp_path / "run"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    posterior = read_posterior(tmp_path / "run")
    assert told["sets"] > 40
    assert np.isfinite(posterior.values).all()
    assert 3 <= len(posterior.values) <= 7  # a middle world, and six less those of draws that stopped far off
    text = (tmp_path / "run" / "calibration.md").read_text(encoding="utf-8")
    assert "What was learned" in text
    assert told["effective"] < 20  # of six sets: too few to say anything of the route
    assert "there is no hypothesis *learned*" in text
    assert not posterior.disputed_keys
    log = tmp_path / "log.md"
    log.write_text("| date | version | code | command | data | score |\n|---|---|---|---|---|---|\n", encoding="utf-8")
    assert (
        main(["calibrate", "--with-women", "--smoke", "--folds", "--out", str(tmp_path / "run"), "--log", str(log), "--json"])
        == 0
    )
    assert "clusters left out" in log.read_text(encoding="utf-8")
    folds = json.loads((tmp_path / "run" / "folds.json").read_text(encoding="utf-8"))
    assert {one["cluster"] for one in folds["folds"]} == {"shao2019", "glasgow"}


@needs("calibrate")
def test_the_mark_of_a_calibration_knows_how_it_learns_and_not_what_came_of_it(tmp_path, monkeypatch):
    for layer in ("inference", "published"):
        shutil.copytree(Path(folder.__file__).parent / layer, tmp_path / layer)
    monkeypatch.setattr(folder, "__file__", str(tmp_path / "folder.py"))
    before = calibration_mark()
    (tmp_path / "inference" / "data" / "folds.json").write_text("{}", encoding="utf-8")
    assert calibration_mark() == before
    (tmp_path / "inference" / "data" / "class_priors.toml").write_text("", encoding="utf-8")
    assert calibration_mark() != before


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
