"""`milkway claims` as it is typed."""

import json

import pytest

from milkway.cli import main

KEYS = {"id", "statement", "verdict", "mechanism", "rival", "parts"}
SIDES = ("for", "against", "none")
OF_PARTS = {"id", "says", "population", "exposure", "outcome", "verdict", "steadiness", "dissent", *SIDES}
OF_PARTS |= {"counterfactual", "skill", "skill_note"}


def printed(capsys, *words):
    assert main(["claims", "--without-model", "--json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def parts(plain):
    return [part for one in plain["claims"] for part in one["parts"]]


def test_json_has_the_keys_of_the_contract_and_no_other(capsys):
    plain = printed(capsys)
    assert set(plain) == {"claims", "agreement", "telling"}
    assert plain["telling"] == []
    assert all(set(one) == KEYS for one in plain["claims"])
    assert len(plain["claims"]) == 15
    assert all(set(one) - {"settled", "steadiness_note"} == OF_PARTS for one in parts(plain))
    assert all(("settled" in one) != ("steadiness_note" in one) for one in parts(plain))
    assert not any(one["counterfactual"]["simulated"] for one in parts(plain))


def test_without_a_skill_every_line_says_that_the_model_is_no_evidence(capsys):
    for one in parts(printed(capsys)):
        assert one["skill_note"]
        assert ("not_modelled" in one["counterfactual"]) == (one["skill_note"] == "the model is not asked")


def test_without_sponsor_shows_the_word_of_what_is_left_beside_that_of_all(capsys):
    everything, fewer = parts(printed(capsys)), parts(printed(capsys, "--without-sponsor"))
    assert [one["verdict_of_all_findings"] for one in fewer] == [one["verdict"] for one in everything]
    left = {found["sponsor"] for one in fewer for side in SIDES for found in one[side]}
    assert left.isdisjoint({"producer", "industry", "patent"})


def test_with_unreported_imagines_both_directions_and_changes_no_verdict(capsys):
    everything, more = parts(printed(capsys)), parts(printed(capsys, "--with-unreported"))
    assert [one["verdict"] for one in more] == [one["verdict"] for one in everything]
    imagined = [one for part in more for one in part.get("if_reported", ())]
    assert {one["direction"] for one in imagined} == {"for", "against", "uncertain"}
    assert {one["registry"] for one in imagined} == {"ACTRN12615000923561"}


def test_all_wrong_arguments_are_told_at_once(capsys, tmp_path):
    assert main(["claims", "--dyads", "1", "--seed", "-1", "--out", str(tmp_path / "page.txt")]) == 2
    told = capsys.readouterr().err
    assert all(word in told for word in ("dyads", "seed", ".html"))


@pytest.mark.parametrize("words", [["--without-sponsor"], ["--with-unreported"], []])
def test_a_terminal_is_told_every_statement_and_part(capsys, words):
    assert main(["claims", "--without-model", *words]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "help prevent recurrence" in told
    assert "prevents that mastitis comes again" in told
    assert "not settled between raters" in told
    assert "not medical advice" in told
