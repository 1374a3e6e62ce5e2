import re
from dataclasses import replace

import pytest

from milkway.ledger.overlap import sharing
from milkway.ledger.quantities import read_quantities
from milkway.ledger.second_extraction import disagreements, quantity_disagreements, read_second_extraction
from milkway.ledger.sources import read_sources
from milkway.ledger.studies import read_studies

SPELLED = {"Sixteen": 16.0, "Twenty percent": 0.2}


@pytest.fixture(scope="module")
def studies():
    return read_studies()


def fitted(studies):
    return [(study, one) for study in studies.values() for one in study.findings if one.use == "calibrate"]


def test_two_extractions_of_what_is_fitted_agree(studies):
    assert disagreements(studies, read_second_extraction()) == []


def test_quantities_say_what_their_quotes_say():
    quantities, second = read_quantities(), read_second_extraction()
    assert quantity_disagreements(quantities, second) == []
    wrong = {**quantities, "castle_inc": replace(quantities["castle_inc"], value=0.02)}
    (slip,) = quantity_disagreements(wrong, second)
    assert "0.02 first, 0.2 second" in str(slip)


def test_every_number_of_the_second_extraction_stands_in_its_quote():
    for row in read_second_extraction():
        numbers = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", row.quote.replace(",", ""))}
        numbers |= {round(number / 100, 3) for number in numbers} if row.quantity else set()
        numbers |= {number for word, number in SPELLED.items() if word in row.quote}
        assert {row.value, row.low, row.high} - {None} <= numbers, row.key


def test_a_slip_in_either_extraction_and_a_missing_row_are_told(studies):
    rows = list(read_second_extraction())
    number = next(i for i, row in enumerate(rows) if row.study == "hurtado2017" and row.value == 16)
    slipped = [*rows[:number], replace(rows[number], value=61.0), *rows[number + 1 :]]
    (slip,) = disagreements(studies, tuple(slipped))
    assert "16.0 first, 61.0 second" in str(slip)
    (missing,) = disagreements(studies, tuple(rows[:number] + rows[number + 1 :]))
    assert "no second extraction" in str(missing)


def test_what_is_fitted_was_read_as_a_number_with_quote_and_locator(studies):
    for study, one in fitted(studies):
        told = (one.verified, one.provenance, one.nature, one.value is not None, bool(one.quote), bool(one.locator))
        assert told == (True, "read", "result", True, True, True), (study.id, one.name)


def test_only_one_of_the_studies_of_the_same_people_is_fitted(studies):
    same = {study.id: study.same_participants_as for study in studies.values()}
    with_fits = {study.id for study, _ in fitted(studies)}
    assert {"hurtado2017", "jimenez2008", "arroyo2010", "amir2007"} <= with_fits
    for name in with_fits:
        assert not sharing(same, name) & with_fits


def test_contrasts_of_counts_that_are_fitted_are_not_fitted_again(studies):
    hurtado = [(one.name, one.arm) for study, one in fitted(studies) if study.id == "hurtado2017"]
    assert hurtado == [("women with >=1 clinical mastitis", "LF"), ("women with >=1 clinical mastitis", "P")]


def test_a_pooled_study_shares_people_with_its_trials_and_they_with_none_of_the_others(studies):
    same = {study.id: study.same_participants_as for study in studies.values()}
    assert sharing(same, "gilcampos2012") == {"pastor2021", "lopezhuertas2015"}
    assert sharing(same, "dotterud2015") == {"simpson2018"}


def test_every_trial_is_judged_in_five_domains_and_nothing_unread_is_called_low(studies):
    trials = [study for study in studies.values() if study.kind == "trial"]
    assert all(len(tuple(study.risk_of_bias)) == 5 for study in trials)
    unread = {level.level for name in ("gueimonde2006", "simpson2018") for _, level in studies[name].risk_of_bias}
    assert unread == {"no information"}
    assert studies["hurtado2017"].risk_of_bias.worst() == "high"


def test_every_study_and_every_quantity_that_was_read_is_in_the_bibliography(studies):
    keys = {quantity.key for quantity in read_quantities().values() if quantity.key}
    assert keys | set(studies) <= set(read_sources())
