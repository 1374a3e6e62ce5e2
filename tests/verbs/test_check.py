"""A protocol is checked without a run: every mistake as a trial tells it, what other verbs refuse, and what a run costs."""

import json
import re
from pathlib import Path

import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol_file import shipped_protocols
from milkway.protocol.resolve import resolve, to_toml

PERFORMANCE = Path(__file__).parent.parent.parent / "docs" / "performance.md"
BASIS = {"kind": "placeholder", "note": "a test"}


@pytest.fixture
def written(tmp_path):
    """Return a function that writes the protocol that ships with some parts changed."""

    def write(**changes):
        path = tmp_path / "mine.toml"
        path.write_text(to_toml(resolve(read_known_protocol("hurtado2017")) | changes), encoding="utf-8")
        return path

    return write


def _refused(verb, *arguments, **options):
    with pytest.raises(InputError) as caught:
        verb(*arguments, **options)
    return caught.value.mistakes


def _noted(checked, verb):
    return tuple(note.mistake for note in checked.notes if note.verb == verb)


@pytest.mark.parametrize("name", shipped_protocols())
def test_a_protocol_that_ships_has_no_mistake_and_a_cost(name):
    checked = milkway.check(name)
    assert checked.protocol.name == name
    assert checked.cost.dyads == checked.protocol.design.size
    assert checked.cost.dyad_days > checked.cost.dyads


@pytest.mark.parametrize(("dyads", "days"), [(None, 488_500), (40, 31_264)])
def test_women_are_counted_once_in_every_world_of_their_arm(dyads, days):
    """A woman waits 34 days, 1.2 women for each; then 140 days once under placebo, or under each of 4 hypotheses, twice over."""
    cost = milkway.check("hurtado2017", dyads=dyads).cost
    assert days == 2 * cost.dyads * (1.2 * 34 + (1 + 4) / 2 * 140)
    assert (cost.dyad_days, cost.worlds, cost.routes, cost.hypotheses) == (days, 2 * (1 + 4), 2, 4)


def test_a_supposed_event_is_a_further_world_of_every_arm(written):
    endpoints = resolve(read_known_protocol("hurtado2017"))["endpoints"]
    endpoints[0]["estimand"]["intercurrent"]["formula"] = "hypothetical"
    assert milkway.check(written(endpoints=endpoints)).cost.worlds == 2 * 2 * (1 + 4)


def test_the_time_is_that_of_the_run_that_was_measured():
    row = re.search(r"`milkway trial hurtado2017`, warm \|[^|]*\|[^|]*\|\s*([\d.]+)", PERFORMANCE.read_text(encoding="utf-8"))
    measured = float(row.group(1))
    assert milkway.check("hurtado2017").cost.seconds == pytest.approx(measured, rel=0.05)  # the speed is stated in two figures


@pytest.mark.parametrize(
    "changes",
    [
        {"reference": "product"},
        {"begins": 3, "sources": ["nobody1999"]},
        {"design": {"sice": 4}, "strain": "stain"},
        {"used_in_tuning": ["pain"]},
    ],
    ids=["contradiction", "value and source", "keys", "name"],
)
def test_mistakes_are_told_as_a_trial_tells_them(written, capsys, changes):
    path = str(written(**changes))
    told = {}
    for command in ("check", "trial"):
        assert main([command, path, "--dyads", "1"]) == 2
        told[command] = capsys.readouterr()
    assert told["check"] == told["trial"]
    assert told["check"].out == ""
    assert "allowed:" in told["check"].err


def test_too_few_dyads_are_told_with_the_least():
    assert [str(one) for one in _refused(milkway.check, "hurtado2017", dyads=1)] == [
        "dyads: found 1; allowed: a whole number of at least 2"
    ]


@pytest.mark.parametrize("name", ["jimenez2008", "maldonado2015"])
def test_a_difference_without_a_stated_truth_is_noted_as_planning_refuses_it(name, tmp_path):
    checked = milkway.check(name)
    assert _noted(checked, "power") == _refused(milkway.power, name, out=tmp_path / "a")
    assert _noted(checked, "designs") == _refused(milkway.designs, name, out=tmp_path / "b")
    assert [one.where for one in _noted(checked, "power")] == ["truth"]


def test_a_trial_that_nobody_leaves_has_no_missing_data_to_study(tmp_path):
    refused = _refused(milkway.trial, "abrahamsson2009", missing=True, out=tmp_path / "a")
    assert _noted(milkway.check("abrahamsson2009"), "trial --missing") == refused
    assert [one.where for one in refused] == ["dropout.share"]


def test_whole_centres_are_no_women_of_a_pool(written, tmp_path):
    plain = resolve(read_known_protocol("hurtado2017"))
    endpoint = next(one for one in plain["endpoints"] if one["score"] == "clinical_any")
    alone = endpoint | {"analyses": ["risk_ratio_clustered"], "estimand": {}}
    alone.pop("published", None)
    design = plain["design"] | {"centres": {"number": 20, "basis": BASIS}}
    path = written(design=design, endpoints=[alone], used_in_tuning=[])
    checked = milkway.check(path)
    for verb, run in (("power", milkway.power), ("designs", milkway.designs)):
        refused = _refused(run, path, out=tmp_path / verb)
        assert _noted(checked, verb) == refused
        assert [one.where for one in refused] == ["design.centres"]


def test_a_block_larger_than_the_smallest_trial_is_noted(written, tmp_path):
    path = written(design=resolve(read_known_protocol("hurtado2017"))["design"] | {"block": 200})
    refused = _refused(milkway.power, path, out=tmp_path / "a")
    assert _noted(milkway.check(path), "power") == refused
    assert [one.where for one in refused] == ["n"]


def test_a_design_that_contradicts_itself_is_noted(written, tmp_path):
    path = written(designs=[{"name": "late", "changes": {"visits.nowhere.day": 20}}])
    refused = _refused(milkway.designs, path, out=tmp_path / "a")
    assert _noted(milkway.check(path), "designs") == refused
    assert "nowhere" in str(refused[0])


def test_a_source_that_the_bibliography_lacks_cannot_be_cited(written):
    hypotheses = resolve(read_known_protocol("hurtado2017"))["hypotheses"]
    hypotheses[1]["basis"]["tuned_on"] = ["nobody1999"]
    path = written(hypotheses=hypotheses)
    assert [one.found for one in _noted(milkway.check(path), "cite")] == [one.found for one in _refused(milkway.cite, path)]
    assert str(_noted(milkway.check(path), "cite")[0]).startswith("hypotheses[2].basis.tuned_on: found nobody1999")


def test_json_is_one_object_with_the_keys_of_the_contract(capsys):
    assert main(["check", "jimenez2008", "--json"]) == 0
    plain = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert set(plain) == {"protocol", "title", "mistakes", "notes", "cost", "settings", "case_definition"}
    assert plain["mistakes"] == []
    assert set(plain["case_definition"]) == {"calibrated_on", "locator", "unlike"}
    assert set(plain["notes"][0]) == {"verb", "where", "found", "allowed"}
    assert plain["cost"]["measured"].startswith("docs/performance.md")


def test_an_error_under_json_lists_every_mistake(written, capsys):
    assert main(["check", str(written(used_in_tuning=["pain"], reference="product")), "--json"]) == 2
    told = capsys.readouterr()
    assert told.err == ""
    assert {one["where"] for one in json.loads(told.out)["error"]["mistakes"]} == {"used_in_tuning[1]", "reference"}


def test_draws_and_missing_data_cost_what_they_simulate():
    plain = milkway.check("hurtado2017", dyads=40).cost
    assert milkway.check("hurtado2017", dyads=40, draws=3).cost.dyad_days == 4 * plain.dyad_days
    missing = milkway.check("hurtado2017", dyads=40, missing=True).cost.dyad_days - plain.dyad_days
    assert missing == 40 * (1.2 * 34 + (1 + 2) / 2 * 140)  # one setting: placebo once, the product without an effect and with one


def test_a_terminal_is_told_what_is_refused_and_what_it_costs(capsys):
    assert main(["check", "maldonado2015", "--dyads", "40"]) == 0
    told = capsys.readouterr().out
    assert "- power: refuses truth: found nothing; allowed: a difference of at most 0" in told
    assert "randomises 40 dyads" in told
    assert "of processor time on one core, without the first compilation" in told


def test_a_definition_that_was_not_calibrated_is_told_and_the_calibrated_one_is_not(written, capsys):
    assert "case_definition" not in milkway.check("hurtado2017").summary
    rule = resolve(read_known_protocol("hurtado2017"))["mastitis"]
    milkway.check(written(mastitis=rule | {"local_needed": 1})).tell()
    assert "not the one that was calibrated on amir2007: local_needed is 1, not 2." in capsys.readouterr().out
