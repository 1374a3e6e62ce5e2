"""`milkway claims` as it is typed."""

import json

import pytest

from milkway.cli import main

KEYS = {"id", "statement", "verdict", "for", "against", "indirect", "counterfactual"}


def printed(capsys, *words):
    assert main(["claims", "--without-model", "--json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def test_json_has_the_keys_of_the_contract_and_no_other(capsys):
    plain = printed(capsys)
    assert set(plain) == {"claims"}
    assert all(set(one) == KEYS for one in plain["claims"])
    assert len(plain["claims"]) == 14
    assert not any(one["counterfactual"]["simulated"] for one in plain["claims"])


def test_without_sponsor_shows_the_word_of_what_is_left_beside_that_of_all(capsys):
    everything, fewer = printed(capsys)["claims"], printed(capsys, "--without-sponsor")["claims"]
    assert [one["verdict_of_all_findings"] for one in fewer] == [one["verdict"] for one in everything]
    left = {found["sponsor"] for one in fewer for side in ("for", "against", "indirect") for found in one[side]}
    assert "producer" not in left


def test_with_unreported_imagines_both_directions_and_changes_no_verdict(capsys):
    everything, more = printed(capsys)["claims"], printed(capsys, "--with-unreported")["claims"]
    assert [one["verdict"] for one in more] == [one["verdict"] for one in everything]
    imagined = [one for claim in more for one in claim.get("if_reported", ())]
    assert {one["direction"] for one in imagined} == {"for", "against"}
    assert {one["registry"] for one in imagined} == {"ACTRN12615000923561"}


def test_all_wrong_arguments_are_told_at_once(capsys, tmp_path):
    assert main(["claims", "--dyads", "1", "--seed", "-1", "--out", str(tmp_path / "page.txt")]) == 2
    told = capsys.readouterr().err
    assert all(word in told for word in ("dyads", "seed", ".html"))


@pytest.mark.parametrize("words", [["--without-sponsor"], ["--with-unreported"], []])
def test_a_terminal_is_told_every_statement(capsys, words):
    assert main(["claims", "--without-model", *words]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "It prevents recurrence." in told
    assert "not medical advice" in told
