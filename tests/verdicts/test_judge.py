"""The claims that ship: what their findings make of them, with and without producers' trials."""

from dataclasses import replace

import pytest

from milkway.core.errors import InputError
from milkway.ledger.statements import read_claims
from milkway.ledger.studies import Arm
from milkway.verdicts.judge import Record, found_in, judge, read_judged, read_record, without_producer
from milkway.verdicts.unreported import imagined, risk_ratio


@pytest.fixture(scope="module")
def record():
    return read_record()


@pytest.fixture(scope="module")
def judged(record):
    return {one.claim.id: one for one in read_judged(record)}


def test_the_words_are_those_of_the_record_in_words(judged):
    # The free text of the evidence says: disputed; not established; mostly rejected; high for Bacteroides; no finding.
    expected = {
        "entero_mammary_route": "disputed",
        "product_prevents_mastitis": "not established",
        "product_relieves_pain": "not established",
        "placental_bacteria": "contradicted",
        "birth_seeding_by_mode": "supported",
        "optimise_mother_gut_and_milk": "untested",
        "balance_restored": "untested",
    }
    assert {name: judged[name].word for name in expected} == expected


def test_statements_are_untested_where_and_only_where_nothing_was_found(judged):
    assert all((one.word == "untested") == (not one.found) for one in judged.values())


def test_a_finding_is_shown_once_in_the_list_of_its_kind(judged):
    for one in judged.values():
        shown = [*one.side("for"), *one.side("against"), *one.side("indirect")]
        assert sorted(map(id, shown)) == sorted(map(id, one.found))


def test_a_judgement_on_a_trial_counts_once_with_it(judged):
    claim = judged["product_prevents_mastitis"]
    assert claim.once_with(claim.side("against")[0]) == ("hurtado2017",)


def test_a_quantity_and_the_study_it_came_from_count_once(judged):
    claim = judged["entero_mammary_route"]
    andres = next(one for one in claim.found if one.rated.source == "andres")
    assert claim.once_with(andres) == ("deandres2018",)
    assert andres.sponsor == "producer"


def test_without_producers_their_trials_are_gone_and_no_word_grows_surer_of_the_product(judged):
    fewer = {name: without_producer(one) for name, one in judged.items()}
    assert {found.rated.source for one in fewer.values() for found in one.found}.isdisjoint(
        {"hurtado2017", "maldonado2015", "deandres2018", "abrahamsson2009"}
    )
    assert all(fewer[name].word in ("not established", "untested") for name in fewer if name.startswith("product_"))


def test_a_judgement_on_a_producers_trial_goes_with_the_trial(judged):
    assert without_producer(judged["product_prevents_mastitis"]).word == "untested"


def test_a_statement_that_only_a_producer_tested_is_untested_without_it(record, judged):
    claim = judged["product_relieves_pain"].claim
    only = tuple(one for one in claim.findings if one.source == "maldonado2015")
    assert without_producer(judge(claim, [found_in(one, record) for one in only])).word == "untested"


def test_a_finding_that_does_not_exist_or_was_recalled_is_named(record):
    study = record.studies["arroyo2010"]
    recalled = tuple(replace(one, provenance="recalled", use="context") for one in study.findings)
    studies = dict(record.studies) | {"arroyo2010": replace(study, findings=recalled)}
    studies["kvist2008"] = replace(record.studies["kvist2008"], findings=())
    with pytest.raises(InputError) as caught:
        read_judged(Record(studies, record.quantities))
    assert "arroyo2010: found recalled" in str(caught.value)
    assert "kvist2008: found count-symptom correlation" in str(caught.value)


def test_a_wrong_rating_and_an_unknown_key_are_both_named(tmp_path):
    path = tmp_path / "claims.toml"
    path.write_text(
        '[[claim]]\nid = "a"\nstatement = "b"\ncertainty = "c"\n[[claim.finding]]\nsource = "x"\ndirection = "up"\n'
        'directness = "direct"\ncertainty = "low"\nbecause = "d"\nweight = 3\n',
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_claims(frozenset({"x"}), path)
    assert "direction" in str(caught.value)
    assert "weight" in str(caught.value)


def test_a_positive_unreported_trial_would_make_prevention_suggestive_and_not_more(record, judged):
    results = {one.name: one for one in imagined(judged["product_prevents_mastitis"], record)}
    assert [one.word for one in results.values()] == ["suggestive", "not established", "not established"]
    # 311 women at 0.1974 x 0.583 and 309 at 0.1974, by hand
    assert results["benefit as in hurtado2017"].affected == (36, 61)


def test_the_risk_ratio_is_that_of_the_published_counts():
    # Hurtado 2017: 16 of 139 against 30 of 152, ratio 0.583 (0.333 to 1.023)
    assert risk_ratio((16, 30), (139, 152)) == pytest.approx((0.583, 0.333, 1.023), abs=5e-4)


def test_an_unreported_trial_without_women_is_refused(record, judged):
    study = record.studies["bond2018"]
    studies = dict(record.studies) | {"bond2018": replace(study, arms=(Arm("LF"), Arm("P")))}
    with pytest.raises(InputError, match="arms with women analysed"):
        imagined(judged["product_prevents_mastitis"], Record(studies, record.quantities))
