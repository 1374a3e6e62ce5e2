"""`milkway settings` and `--least-favourable`: what they return and print, what they refuse, and that a folder is resumed."""

import json

import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError
from milkway.protocol.known import read_known_protocol
from milkway.reports.least_words import NOT_RUN

DYADS = 20
VALUES = 7  # the base, and the other values of three settings with four, two and three


@pytest.fixture(scope="module")
def protocol():
    """One hypothesis with effects, no disputed route, four weeks."""
    plain = read_known_protocol("nct04032899")
    off = plain.routes.settings[0].model_copy(update={"weight": 1.0})
    hypotheses = (plain.hypotheses[0], plain.hypotheses[-1])
    return plain.model_copy(update={"routes": plain.routes.model_copy(update={"settings": (off,)}), "hypotheses": hypotheses})


@pytest.fixture(scope="module")
def finished(protocol, tmp_path_factory):
    return milkway.settings(protocol, dyads=DYADS, out=tmp_path_factory.mktemp("settings") / "run")


def test_the_summary_has_a_row_for_each_value_with_levels_contrasts_and_a_ceiling(finished, protocol):
    rows = finished.summary["rows"]
    assert len(rows) == VALUES
    assert (rows[0]["setting"], rows[0]["value"]) == ("", "")
    names = {"value", "error", "change", "change_error"}
    product = next(arm.name for arm in protocol.arms if arm.name != protocol.reference)
    for row in rows:
        assert set(row["levels"]["no effect"][protocol.reference]) == set(row["ceiling"]) == names
        assert set(row["contrasts"][protocol.hypotheses[-1].name]) == {product}
    assert rows[0]["levels"]["no effect"][protocol.reference]["change"] == 0
    assert json.loads((finished.folder / "settings.json").read_text(encoding="utf-8")) == finished.summary
    assert {one["of"] for one in finished.table.to_dict("records")} == {"level", "contrast"}


def test_the_same_command_resumes_the_folder_and_another_is_refused(finished, protocol):
    again = milkway.settings(protocol, dyads=DYADS, out=finished.folder)
    assert again.summary == finished.summary
    with pytest.raises(InputError, match="another run"):
        milkway.settings(protocol, dyads=DYADS, setting="ileum=3e7", out=finished.folder)


def test_what_is_told_names_the_ceiling_as_a_bound(finished, capsys):
    finished.tell()
    told = " ".join(capsys.readouterr().out.split())
    assert "Each setting changed alone" in told
    assert "Ceiling: " in told
    assert "No value of a setting is the truth" in told


def test_a_setting_whose_parameters_have_a_value_of_ones_own_is_not_changed(protocol, tmp_path):
    found = milkway.settings(protocol, dyads=DYADS, values={"ileal_density": 5e4}, out=tmp_path / "run").summary
    assert list(found["not_changed"]) == ["ileum"]
    assert not [row for row in found["rows"] if row["setting"] == "ileum"]


def test_all_mistakes_are_told_at_once():
    with pytest.raises(InputError) as told:
        milkway.settings("hurtado2017", dyads=2, seed=-1, setting="ilium=4")
    assert [one.where for one in told.value.mistakes] == ["dyads", "seed", "setting"]


def test_help_and_bad_input_of_the_command(capsys):
    assert main(["settings", "hurtado2017", "--setting", "ileum=4"]) == 2
    assert "3e3, 1e5, 3e7" in capsys.readouterr().err


def test_a_plan_says_its_settings_and_that_others_were_not_run(protocol, tmp_path, capsys):
    found = milkway.power(protocol, n=100, reps=5, pool=20, truth="protocol", out=tmp_path / "run")
    assert found.summary["least_favourable"] is None
    found.tell()
    told = " ".join(capsys.readouterr().out.split())
    assert NOT_RUN in told
    assert "sterile_share 40 (the reference)" in told


def test_the_least_favourable_setting_is_run_with_the_same_strengths(protocol, tmp_path):
    found = milkway.power(protocol, n=100, reps=5, pool=20, truth="protocol", least_favourable=True, out=tmp_path / "run").summary
    least = found["least_favourable"]
    assert len(least["tried"]) == VALUES
    known = [abs(one["truth"] - 1) for one in least["tried"] if one["truth"] is not None]
    chosen = next(one for one in least["tried"] if (one["setting"], one["value"]) == (least["setting"], least["value"]))
    assert abs(chosen["truth"] - 1) == min(known)
    for study in least["by_routes"]:
        strengths = {name: one["effects"] for name, one in study["truth"]["strengths"].items()}
        assert strengths == {name: one["effects"] for name, one in found["truth"]["strengths"].items()}
