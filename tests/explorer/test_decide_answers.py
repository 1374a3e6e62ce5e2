"""What would decide is read from a run of `milkway claims`, and every sentence follows from its numbers."""

import math

import pytest
from scipy.special import ndtr

from milkway.explorer import decide_answers, kept_answers
from milkway.explorer.decide_answers import decision, decision_of, kept_decision, pair_sentence, published_sentence
from milkway.explorer.kept_answers import CLAIMS, QUALIFICATION, REMADE_BY, STEADINESS, answers_mark, kept_answer
from milkway.explorer.qualification_answers import qualification
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol_file import shipped_protocols
from milkway.verdicts.discrimination import MEASURED
from milkway.verdicts.questions import read_questions

MOST = 150_000  # bytes of an answer that ships


@pytest.fixture(scope="module")
def told():
    return kept_decision()


@pytest.mark.parametrize("name", [CLAIMS, QUALIFICATION, STEADINESS])
def test_an_answer_that_ships_is_of_the_numbers_in_use(name):
    assert not kept_answer(name).stale, f"numbers have changed since: remake it with `{REMADE_BY} {name}`"


def test_an_answer_of_other_numbers_is_stale(monkeypatch):
    monkeypatch.setattr(kept_answers, "answers_mark", lambda: "another")
    assert kept_answer(CLAIMS).stale
    assert kept_decision()["stale"]


def test_the_mark_follows_what_the_model_is_asked(monkeypatch, tmp_path):
    first = answers_mark()
    (tmp_path / "counterfactuals.toml").write_text("other questions", encoding="utf-8")
    monkeypatch.setattr(kept_answers, "files", lambda package: tmp_path)
    monkeypatch.setattr(kept_answers, "FOLLOWS_FROM", (("a", "counterfactuals.toml"),))
    assert answers_mark.__wrapped__() != first


@pytest.mark.parametrize("name", [CLAIMS, QUALIFICATION, STEADINESS])
def test_an_answer_that_ships_is_small(name):
    assert len(kept_answers.files("milkway.explorer").joinpath("kept", f"{name}.json").read_bytes()) < MOST


def test_every_pair_of_hypotheses_has_every_measurement_the_most_telling_first(told):
    assert [one["name"] for one in told["hypotheses"]] == ["null", "competition", "immune", "both"]
    assert len(told["pairs"]) == 6
    for one in told["pairs"]:
        assert {each["quantity"] for each in one["measurements"]} == set(MEASURED)
        women = [math.inf if each["women_per_arm"] is None else each["women_per_arm"] for each in one["measurements"]]
        assert women == sorted(women)


def test_so_many_women_tell_a_pair_apart_with_the_chance_that_was_asked_for(told):
    some = [each for one in told["pairs"] for each in one["measurements"] if (each["women_per_arm"] or 0) > 20]
    assert some
    for each in some:
        errors = abs(each["difference"]) / each["noise"] * math.sqrt(each["women_per_arm"] / 2)
        # One woman less would not do, but for the digits that are kept.
        assert ndtr(errors - 1.959964) == pytest.approx(told["power"], abs=0.02)


def test_a_sentence_names_the_first_measurement_its_women_and_what_pain_needs(told):
    for one in told["pairs"]:
        women = one["measurements"][0]["women_per_arm"]
        assert (f"{women:,} women an arm" if women else "no measurement differs beyond chance") in one["says"]
    strain = {"quantity": "strain_in_milk", "label": "Strain in milk, day 28", "women_per_arm": 21}
    pain = {"quantity": "days_in_pain", "label": "Days of breast pain in 16 weeks", "women_per_arm": 4321}
    assert pair_sentence({"pair": ["a", "b"], "measurements": [strain, pain]}).endswith("21 women an arm. Pain needs 4,321.")
    assert pair_sentence({"pair": ["a", "b"], "measurements": [pain, strain]}).endswith("4,321 women an arm.")


def test_a_published_interval_that_holds_one_of_a_pair_parts_them():
    fit = {"study": "x", "within": ["null"], "simulated": {"null": 1.0, "both": 0.3}}
    assert published_sentence(fit) == "The interval of x holds null. Outside it lies both."
    telling = [{"pair": ["null", "both"], "measurements": [{"quantity": "q", "label": "Q", "women_per_arm": None}]}]
    (pair,) = decision(telling, {("a", "b"): {"contrasts": [], "published": [fit]}})["pairs"]
    assert pair["told"] == ["x"]


def test_another_run_is_told_as_the_kept_one_is(told):
    kept = kept_answer(CLAIMS).answer
    parts = [{"id": one["part"], "counterfactual": one["says"], "claim": one["claim"]} for one in kept["parts"]]
    summary = {"claims": [{"id": one["claim"], "parts": [one]} for one in parts], "telling": kept["telling"]}
    again = decision_of(summary)
    assert again == {key: told[key] for key in again}


def test_a_design_leads_to_a_protocol_that_ships_and_has_it(told):
    designs = {one["name"]: one for one in told["designs"]}
    assert all(one.get("protocol", "hurtado2017") in shipped_protocols() for one in designs.values())
    assert all(("protocol" in one) != ("without" in one) for one in designs.values())
    ladder = read_known_protocol(designs["dose_ladder"]["protocol"])
    doses = {arm.sets["dose"] for arm in ladder.arms if "dose" in arm.sets}
    assert len(doses) == 3
    early = read_known_protocol(designs["before_birth"]["protocol"])
    assert early.design.enrolment[1] < 0


def test_a_design_with_a_quantity_says_what_the_kept_run_found(told):
    asked = {(one.claim, one.part) for one in read_questions().contrasts}
    with_quantity = [one for one in told["designs"] if "quantity" in one]
    assert with_quantity
    for one in with_quantity:
        assert (one["claim"], one["part"]) in asked
        assert one["says"]


def test_results_are_sorted_by_how_far_they_are_missed_and_outside_is_beyond_one():
    found = qualification()["results"]
    places = [math.inf if one["place"] is None else abs(one["place"]) for one in found]
    assert places == sorted(places, reverse=True)
    for one in found:
        if one["place"] is not None and abs(abs(one["place"]) - 1) > 0.01:  # digits are kept
            assert one["inside_90"] == (abs(one["place"]) < 1)


def test_no_number_of_the_page_is_typed_into_its_words():
    words = " ".join((*decide_answers.WHY_NOT, decide_answers.RESTS_ON))
    assert not any(letter.isdigit() for letter in words)
