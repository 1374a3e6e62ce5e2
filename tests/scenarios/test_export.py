"""What an exported scenario says, and what is told when it cannot be written."""

import pytest

import milkway
from installed import needs
from milkway.cli import main
from milkway.core.errors import InputError


@needs("sbml")
def test_the_command_writes_the_document_that_the_verb_returns(tmp_path, capsys):
    out = tmp_path / "dyad.xml"
    words = ["--birth", "caesarean", "--days", "30", "--routes", "entero_mammary"]
    assert main(["export", "sbml", "--out", str(out), *words]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    text = milkway.export_sbml(birth="caesarean", days=30, routes="entero_mammary").text
    assert out.read_text(encoding="utf-8") == text
    assert "Process entero_mammary;" in text
    assert "Process prenatal;" not in text


@needs("sbml")
def test_exposures_are_events_at_their_days():
    text = milkway.export_sbml(probiotic="3e9 CFU/day from day 4 to day 64", days=90).text
    assert {'id="exposures_0"', 'id="exposures_4"', 'id="exposures_64"'} <= set(text.split())


@needs("sbml")
def test_every_mistake_of_an_export_is_told_at_once(tmp_path):
    with pytest.raises(InputError) as told:
        milkway.export_sbml(tmp_path / "no" / "where.xml", birth="water", model="complete without teleportation")
    assert [mistake.where for mistake in told.value.mistakes] == ["birth", "model", "out"]


def test_without_libsbml_the_command_says_what_to_install(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("milkway.core.extras.find_spec", lambda _: None)
    assert main(["export", "sbml", "--out", str(tmp_path / "dyad.xml")]) == 2
    assert "found no libsbml; allowed: pip install 'milkway[sbml]'" in capsys.readouterr().err
    assert not (tmp_path / "dyad.xml").exists()
