"""Numbers that a user gives in place of rows: understood whole or refused, kept by everything that learns or draws."""

import numpy as np
import pytest

import milkway
from milkway.cohorts.declared import declared_parameters
from milkway.core.errors import InputError
from milkway.ledger.own_values import read_yours, with_yours, yours_of

TABLE = declared_parameters()
KEY = "stomach_survival[tolerant]"
SHORT = {"days": 2, "mean_field": True}


def _read(given):
    mistakes = []
    return read_yours(given, TABLE, mistakes), [str(one) for one in mistakes]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.toml", 'carrier_uptake = 1e-6\nfeeds_per_day = "0.5 1/hour"\n'),
        ("a.csv", "key,value\ncarrier_uptake,1e-6\nfeeds_per_day,12\n"),
        ("b.csv", "key,kind,value,unit\ncarrier_uptake,expert,1e-6,\nfeeds_per_day,tuned,0.5,1/hour\n"),
    ],
)
def test_a_file_says_what_a_dictionary_says(name, text, tmp_path):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert _read(file) == _read(str(file)) == ({"carrier_uptake": 1e-6, "feeds_per_day": 12.0}, [])


def test_every_mistake_is_told_at_once_with_the_nearest_key():
    given = {"carier_uptake": 1, "carrier_uptake": "1e-6 cell", "removal_fraction": 1.5, "dose": "3,5", "adherence": True}
    found, told = _read(given)
    assert found == {}
    assert len(told) == 5
    assert "carrier_uptake" in told[0].partition("allowed")[2]
    assert "1/day" in told[1]
    assert all(name in line for name, line in zip(("removal_fraction", "dose", "adherence"), told[2:], strict=True))


def test_a_parameter_without_its_index_is_told_the_keys_of_its_rows():
    assert "carrier_survival[most]" in _read({"carrier_survival": 1})[1][0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "name,value\ndose,1\n"),
        ("a.toml", "dose = \n"),
        ("a.txt", ""),
        ("b.csv", "key,value\ndose,1\ndose,2\n"),
        ("c.csv", ""),
    ],
)
def test_a_file_that_is_not_understood_is_refused(name, text, tmp_path):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert len(_read(file)[1]) == 1
    assert len(_read(tmp_path / "absent.toml")[1]) == 1


def test_a_value_says_that_it_is_the_users_and_what_it_replaces():
    (row,) = yours_of(with_yours(TABLE, {"carrier_uptake": 1e-6}))
    assert (row.value, row.kind, row.source, row.spread) == (1e-6, "yours", "", None)
    assert row.note == f"in place of {TABLE.rows['carrier_uptake'].value:g} (placeholder)"
    assert row.variation == TABLE.rows["carrier_uptake"].variation


def test_neither_posterior_nor_draws_replace_what_a_user_gave(posterior):
    keys = [next(key for key in posterior.keys if (key in posterior.learned) == learned) for learned in (True, False)]
    given = {key: TABLE.rows[key].value * 1.5 for key in keys}
    for draw in (0, 1):
        learned = posterior.table(with_yours(TABLE, given), draw)
        assert {key: learned.rows[key].value for key in keys} == given
    assert with_yours(TABLE, given).replacing({keys[0]: 0.0}, "expert", "drawn").rows[keys[0]].value == given[keys[0]]


def test_a_share_of_one_is_the_same_in_all_dyads():
    key = next(row.key for row in TABLE.rows.values() if row.distribution == "beta" and row.variation)
    assert with_yours(TABLE, {key: 1.0}).rows[key].variation is None


def test_a_run_with_the_tables_own_number_is_the_run_without_it():
    usual = milkway.simulate(**SHORT)
    given = milkway.simulate(**SHORT, values={KEY: TABLE.rows[KEY].value})
    np.testing.assert_array_equal(usual.run.trajectory.amounts, given.run.trajectory.amounts)
    assert "values" not in usual.summary


def test_a_value_moves_the_run_and_stands_in_its_summary():
    none = milkway.simulate(**SHORT, values={KEY: 0})
    assert none.summary["values"] == [
        {
            "parameter": KEY,
            "value": 0.0,
            "unit": "dimensionless",
            "kind": "yours",
            "note": f"in place of {TABLE.rows[KEY].value:g} ({TABLE.rows[KEY].kind})",
            "acts": True,
        }
    ]
    assert not np.array_equal(none.run.trajectory.amounts, milkway.simulate(**SHORT).run.trajectory.amounts, equal_nan=True)


def test_a_value_of_a_mechanism_that_is_off_says_that_it_does_not_act():
    assert not milkway.simulate(**SHORT, values={"carrier_uptake": 1e-6}).summary["values"][0]["acts"]
    assert milkway.simulate(**SHORT, routes="on", values={"carrier_uptake": 1e-6}).summary["values"][0]["acts"]


def _refused(verb, *given, **words):
    with pytest.raises(InputError) as error:
        verb(*given, **words)
    return [one.where for one in error.value.mistakes]


def test_what_words_or_the_population_set_is_not_given_twice():
    assert _refused(milkway.simulate, emptying="fraction 0.5", values={"removal_fraction": 0.6}) == ["values removal_fraction"]
    assert _refused(milkway.simulate, values={"frailty": 1}) == ["values frailty"]


@pytest.mark.parametrize("verb", [milkway.trial, milkway.power])
def test_what_a_protocol_sets_is_changed_in_the_protocol(verb):
    values = {"dose": 1e9, "frailty": 1.0, "nothing": 1}
    assert set(_refused(verb, "hurtado2017", values=values)) == {
        "values",
        "values dose",
        "values frailty",
    }


def test_a_trial_with_other_values_is_another_run_that_says_so(tmp_path):
    folder, values = tmp_path / "run", {KEY: 0.5}
    made = milkway.trial("hurtado2017", dyads=8, out=folder, values=values)
    assert [(one["parameter"], one["acts"]) for one in made.summary["values"]] == [(KEY, True)]
    assert made.run.kinds["yours"] == 1
    assert "1 were given for this run" in (folder / "report.html").read_text(encoding="utf-8")
    for other in ({}, {KEY: 0.4}):
        assert _refused(milkway.trial, "hurtado2017", dyads=8, out=folder, values=other) == ["out"]
