"""The statements that ship: what their findings make of them, with and without those who have a stake."""

from dataclasses import replace

import pytest

from milkway.core.errors import InputError
from milkway.ledger.statements import Estimate, Rated
from milkway.ledger.studies import Arm
from milkway.verdicts.judge import Record, evidence_of, found_in, judge, read_judged, read_record, without_producer
from milkway.verdicts.unreported import imagined


@pytest.fixture(scope="module")
def record():
    return read_record()


@pytest.fixture(scope="module")
def judged(record):
    return {one.statement.id: one for one in read_judged(record)}


@pytest.fixture(scope="module")
def parts(judged):
    return {(one.statement.id, part.part.id): part for one in judged.values() for part in one.parts}


def test_words_that_the_record_states_in_words(parts):
    expected = {
        ("entero_mammary_route", "animals"): "suggestive",
        ("entero_mammary_route", "women"): "not established",
        ("product_prevents_mastitis", "clinical"): "not established",
        ("product_prevents_mastitis", "mild"): "no finding after a search",
        ("product_relieves_pain", "pain"): "suggestive",
        ("placental_bacteria", "placenta"): "contradicted",
        ("birth_seeding_by_mode", "by_mode"): "supported",
        ("birth_seeding_by_mode", "vaginal"): "not established",
        ("maternal_gut_supports_immunity", "enzymes"): "not reviewed",
        ("oral_strain_reaches_milk", "by_immune_cells"): "not established",
    }
    assert {key: parts[key].word for key in expected} == expected


def test_a_statement_has_a_word_of_its_own_only_where_all_its_parts_agree(judged):
    for one in judged.values():
        words = {part.word for part in one.parts}
        assert one.word == (words.pop() if len(words) == 1 else None)
    assert judged["competition_in_milk"].word == "not established"
    assert judged["placental_bacteria"].word is None


def test_a_part_has_no_word_of_findings_where_and_only_where_nothing_was_found(parts):
    assert all((one.word in ("not reviewed", "no finding after a search")) == (not one.found) for one in parts.values())


def test_a_finding_is_shown_once_in_the_list_of_its_side(parts):
    for one in parts.values():
        shown = [*one.side("for"), *one.side("against"), *one.side("none")]
        assert sorted(map(id, shown)) == sorted(map(id, one.found))


def test_insufficiency_has_no_direction(parts):
    part = parts["product_prevents_mastitis", "clinical"]
    assert "efsa2017" in {one.rated.id for one in part.side("none")}
    assert part.once_with(next(one for one in part.found if one.rated.id == "efsa2017")) == ("hurtado2017",)


def test_a_flat_dose_response_does_not_silence_the_trial_that_has_it(parts):
    (found,) = (one for one in parts["product_relieves_pain", "pain"].found if one.rated.id == "maldonado2015")
    assert found.rated.dose_response
    assert found.speaks == "for"


def test_a_quantity_and_the_study_it_came_from_count_once(parts):
    part = parts["entero_mammary_route", "animals"]
    andres = next(one for one in part.found if one.rated.id == "andres")
    assert part.once_with(andres) == ("deandres2018",)
    assert andres.sponsor == "producer"


def test_without_those_with_a_stake_their_trials_are_gone_and_no_word_grows_surer_of_the_product(judged):
    fewer = {name: without_producer(one) for name, one in judged.items()}
    left = {found.rated.id for one in fewer.values() for part in one.parts for found in part.found}
    assert left.isdisjoint(
        {"hurtado2017", "maldonado2015", "deandres2018", "abrahamsson2009", "dewanto2017", "efsa2017", "arroyo2010", "jim_load"}
    )
    weak = ("not established", "no finding after a search")
    assert all(part.word in weak for name, one in fewer.items() if name.startswith("product_") for part in one.parts)


def test_a_finding_that_does_not_exist_or_was_recalled_is_named(record):
    study = record.studies["arroyo2010"]
    recalled = tuple(replace(one, provenance="recalled", use="context") for one in study.findings)
    studies = dict(record.studies) | {"arroyo2010": replace(study, findings=recalled)}
    studies["kvist2008"] = replace(record.studies["kvist2008"], findings=())
    with pytest.raises(InputError) as caught:
        read_judged(Record(studies, record.quantities))
    told = str(caught.value)
    assert "08_oral_strain_reaches_milk.toml line" in told
    assert "arroyo2010: found recalled" in told
    assert "kvist2008: found count-symptom correlation" in told


def test_three_nulls_that_only_lean_are_one_voice_together(parts, record):
    part = parts["product_prevents_mastitis", "clinical"].part
    null = Rated(
        *("a", "against", "interval", "x", "moderate", True, True, True, ""),
        **{"quote": "q", "locator": "l", "wanted": "fewer", "estimate": Estimate("risk ratio", 1.0, 0.7, 1.43)},
    )
    found = [found_in(replace(null, id=name), part, record) for name in "abc"]
    assert [one.direction for one in evidence_of(part, found)] == ["none", "none", "none", "against"]
    assert len(evidence_of(part, found[:2])) == 2
    assert judge(part, found).word == "not established"  # one voice at moderate has no second beside it
    alike = [replace(one, rated=replace(one.rated, sponsor_group="x")) for one in found]
    assert len(evidence_of(part, alike)) == 3  # of one sponsor they are not independent


def test_a_positive_unreported_trial_would_make_prevention_suggestive_and_not_more(record, parts):
    results = {one.name: one for one in imagined(parts["product_prevents_mastitis", "clinical"], record)}
    assert [one.word for one in results.values()] == ["suggestive", "not established", "not established"]
    # 311 women at 0.1974 x 0.583 and 309 at 0.1974, by hand
    assert results["benefit as in hurtado2017"].affected == (36, 61)


def test_an_unreported_trial_without_women_is_refused(record, parts):
    study = record.studies["bond2018"]
    studies = dict(record.studies) | {"bond2018": replace(study, arms=(Arm("LF"), Arm("P")))}
    with pytest.raises(InputError, match="arms with women analysed"):
        imagined(parts["product_prevents_mastitis", "clinical"], Record(studies, record.quantities))
