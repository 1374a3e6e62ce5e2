"""What the page says of the evidence is what the verbs say; whatever is searched for is text."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import milkway
from milkway.core.bounds import ANY, SHARE
from milkway.core.errors import InputError
from milkway.explorer import evidence_answers, kept_answers
from milkway.explorer.evidence_answers import entry, on_record, searched, statements
from milkway.explorer.parameter_answers import parameters, quantiles, where_used
from milkway.ledger.tables import read_parameters
from milkway.verdicts.claims_summary import SIDES

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE studies; --",
    "../../etc/passwd",
    "\x00",
    "[",
    "%00",
    "{{7*7}}",
    "(?=a)*",
)


def parts(answer):
    return {(one["id"], part["id"]): part for one in answer["statements"] for part in one["parts"]}


@pytest.fixture(scope="module")
def seen():
    return parts(statements())


@pytest.mark.parametrize("without", [False, True])
def test_the_word_in_the_page_is_the_word_of_the_verb_with_and_without_those_with_a_stake(seen, without):
    told = milkway.claims(without_model=True, without_sponsor=without).summary["claims"]
    words = {(one["id"], part["id"]): (part["verdict"], part["steadiness"]) for one in told for part in one["parts"]}
    shown = {key: part["independent"] if without else part for key, part in seen.items()}
    assert {key: (part["verdict"], part["steadiness"]) for key, part in shown.items()} == words


def test_where_the_ledger_has_changed_since_steadiness_is_computed_anew(monkeypatch):
    monkeypatch.setattr(kept_answers, "words_mark", lambda: "another")
    monkeypatch.setattr(evidence_answers, "steadiness", lambda judged, part: 0.125)
    assert {part["steadiness"] for part in parts(evidence_answers.statements.__wrapped__()).values()} == {0.125}


def test_every_word_has_its_sentence(seen):
    assert {part["verdict"] for part in seen.values()} <= set(statements()["words"])


def test_a_finding_is_hatched_if_it_goes_with_those_with_a_stake(seen):
    told = milkway.claims(without_model=True, without_sponsor=True).summary["claims"]
    left = {
        (one["id"], part["id"]): {each["id"] for side in SIDES for each in part[side]} for one in told for part in one["parts"]
    }
    shown = {key: {each["id"] for side in SIDES for each in part[side] if not each["stake"]} for key, part in seen.items()}
    assert shown == left
    pain = seen["product_relieves_pain", "pain"]
    assert all(each["stake"] for each in pain["for"])


def test_a_finding_of_the_ledger_leads_to_its_entry(seen):
    entries = {each["entry"] for part in seen.values() for side in SIDES for each in part[side] if each["entry"]}
    assert "hurtado2017" in entries
    assert all(entry(name)["kind"] in ("study", "quantity") for name in entries)


def test_what_the_model_says_stands_beside_the_word_and_is_marked_as_no_evidence(seen):
    simulated = [part for part in seen.values() if part["counterfactual"]["simulated"]]
    assert simulated
    assert all(part["skill_note"] for part in simulated if part["skill"] is None)
    assert all(part["counterfactual"]["simulated"] or part["counterfactual"]["not_modelled"] for part in seen.values())


def test_kinds_add_up_to_what_the_tables_hold():
    told, table = on_record(), read_parameters()
    assert sum(one["count"] for one in told["kinds"] if one["kind"] != "off") == sum(table.counted().values())
    assert {one["id"] for one in told["studies"]} == {one["id"] for one in milkway.evidence().summary["studies"]}


def test_every_row_of_the_tables_is_listed_with_what_it_rests_on():
    rows = {one["key"]: one for one in parameters()["rows"]}
    table = read_parameters()
    assert set(rows) == set(table.rows)
    feeds = rows["feeds_per_day"]
    assert (feeds["value"], feeds["kind"], feeds["sources"]) == (11.0, "measured", ["kent2006"])
    assert all(one["mechanisms"] for one in rows.values() if one["kind"] != "off") is True


def test_quantiles_are_those_of_the_stated_distribution():
    row = read_parameters().rows["carrier_uptake"]  # log-normal, 1e-6, geometric sd 10
    assert (row.distribution, row.value, row.spread) == ("lognormal", 1e-6, 10.0)
    assert quantiles(row, row.spread, ANY) == pytest.approx([1e-6 * 10**z for z in (-1.644854, -0.674490, 0, 0.674490, 1.644854)])
    assert max(quantiles(row, 1e9, SHARE)) == 1.0  # a share that is drawn above one is one
    assert quantiles(row, None, ANY) is None


def test_a_parameter_is_followed_to_its_equations():
    (used,) = where_used("carrier_uptake")
    assert used["mechanism"] == "entero_mammary"
    assert any("maternal_ileum__" in one["form"] and "carriers__" in one["form"] for one in used["equations"])
    assert where_used("no_such_parameter") == []


def test_a_search_finds_what_the_verb_finds_and_names_the_nearest_where_nothing_is():
    found = searched("abscess")
    assert [(one["kind"], one["id"]) for one in found["matches"]] == [
        (one["kind"], one["id"]) for one in milkway.evidence("abscess").summary["matches"]
    ]
    assert searched("hurtardo2017")["nearest"][0] == "hurtado2017"
    assert searched("thomsen1984")["entry"]
    assert any(one["kind"] == "source" for one in searched("Thomsen")["matches"])


def test_an_entry_that_does_not_exist_is_told_with_the_nearest_names():
    with pytest.raises(InputError) as told:
        entry("hurtardo2017")
    assert "hurtado2017" in told.value.mistakes[0].allowed


@pytest.mark.parametrize("word", ["", "   ", "a" * 81])
def test_a_word_is_neither_empty_nor_long(word):
    for answer in (searched, entry):
        with pytest.raises(InputError):
            answer(word)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=80)))
def test_whatever_is_searched_for_is_text_and_comes_back_as_it_was(word):
    if not word.strip():
        return
    found = searched(word)
    assert found["word"] == word.strip()
    assert (found["of"] > 0) or (found["matches"] == [] and not found["entry"])
    json.dumps(found)
