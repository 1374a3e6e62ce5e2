"""Amounts as people type them: a comma, or anything else that might mean another number, is refused and never dropped."""

import pytest

import milkway
from milkway.core.errors import InputError
from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve, to_toml

DOUBTFUL = (
    *("3,5e9 CFU/day", "3,500,000,000 CFU/day", "3.500.000 CFU/day", "3_500 CFU/day", "3 500 CFU/day", "3\u2009500 CFU/day"),
    *("3 4 CFU/day", "3*4 CFU/day", "10^9 CFU/day", "3 e9 CFU/day", "5 - 2 CFU/day", "3x10^9 CFU/day", "3.5.1 CFU/day"),
    *("\u22123 CFU/day", "3\u00a0CFU/day", "\uff13 CFU/day", "nan CFU/day", "inf CFU/day", "1e999 CFU/day", "1e-999 CFU/day"),
    *("CFU/day 3", "CFU/day", "3 CFU/day 4", "3 CFU/day/", "3 CFU//day", "3 CFU/day*mL", "3 CFU/(mL day)", "0x10 CFU/day", ""),
)


@pytest.mark.parametrize("amount", DOUBTFUL)
def test_an_amount_that_might_mean_another_number_is_refused_with_its_key(amount):
    with pytest.raises(InputError) as told:
        milkway.simulate(probiotic=amount, days=5)
    assert [mistake.where for mistake in told.value.mistakes] == ["probiotic"]
    assert told.value.mistakes[0].found == repr(amount)


def test_who_writes_a_decimal_comma_is_told_of_the_point():
    with pytest.raises(InputError, match="decimal sign is a point"):
        milkway.simulate(probiotic="3,5e9 CFU/day", days=5)


@pytest.mark.parametrize(
    ("amount", "cells"),
    [
        ("3.5e9 CFU/day", 3.5e9),
        ("3.5E+9CFU/d", 3.5e9),
        ("3500000000 cells/day", 3.5e9),
        (" 24.5e9 CFU / week ", 3.5e9),
        ("1e9 CFU/hour", 24e9),
        (".5 cell/day", 0.5),
    ],
)
def test_an_amount_that_means_one_number_is_read(amount, cells):
    assert milkway.simulate(probiotic=amount, days=1, mean_field=True).run.scenario.probiotic.dose == cells


@pytest.mark.parametrize(
    "words",
    [
        {"emptying": "12,5 feeds"},
        {"emptying": "fraction 0,8"},
        {"emptying": "12 feeds, 13 feeds"},
        {"emptying": "usual, 12 feeds"},
        {"emptying": "\u0661\u0662 feeds"},
        {"emptying": "feeds 12"},
        {"antibiotics": "day 1,0 to 17"},
        {"antibiotics": "day \u0661 to 17"},
        {"antibiotics": "day 1.5 to 17"},
        {"feeding": "breast until day 9,5"},
        {"feeding": "breast until day \u0669"},
        {"model": "complete without ,"},
        {"model": "complete without skin,,prenatal"},
    ],
)
def test_words_of_a_scenario_are_understood_whole_or_refused(words):
    with pytest.raises(InputError) as told:
        milkway.simulate(days=30, **words)
    assert {mistake.where for mistake in told.value.mistakes} == set(words)


@pytest.mark.parametrize(
    ("place", "wrong", "where"),
    [
        (("assays", "culture", 0, "limit"), "10,5 cell/mL", "assays.culture[1].limit"),
        (("assays", "culture", 0, "volume"), "0,1 mL", "assays.culture[1].volume"),
        (("arms", 1, "sets"), {"dose": "3,5e9 CFU"}, "arms[2].sets"),
        (("design", "ends"), "16,5 weeks", "design.ends"),
        (("design", "ends"), "2 8 weeks", "design.ends"),
        (("design", "ends"), "weeks", "design.ends"),
    ],
)
def test_a_doubtful_amount_in_a_protocol_is_refused_with_its_key(place, wrong, where, tmp_path):
    tables = resolve(read_known_protocol("hurtado2017"))
    part = tables
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = wrong
    file = tmp_path / "own.toml"
    file.write_text(to_toml(tables), encoding="utf-8")
    with pytest.raises(InputError) as told:
        milkway.trial(file)
    assert where in [mistake.where for mistake in told.value.mistakes]


def test_all_that_is_wrong_with_the_values_of_an_arm_is_told_together(tmp_path):
    tables = resolve(read_known_protocol("hurtado2017"))
    tables["arms"][0]["sets"] = {"dose": "3,5e9 CFU", "adherence": 1.4, "prenatall": 2}
    path = tmp_path / "wrong.toml"
    path.write_text(to_toml(tables), encoding="utf-8")
    with pytest.raises(InputError) as told:
        milkway.check(path)
    [mistake] = told.value.mistakes
    assert mistake.where == "arms[1].sets"
    assert all(f"{key}: " in mistake.allowed for key in ("dose", "adherence", "prenatall"))


def test_a_wrong_word_for_the_parameters_is_told_with_the_other_mistakes_of_a_what_if():
    with pytest.raises(InputError) as told:
        milkway.simulate(parameters="nope", seed=-1, csv="/nowhere/at/all.csv")
    assert {mistake.where for mistake in told.value.mistakes} == {"parameters", "seed", "csv"}
