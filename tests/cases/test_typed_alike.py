"""What people type and programs write: one name in two spellings, dates for days, a comma that cuts a number, a mark.

Sources and what was tried are in docs/edges.md.
"""

import json

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import milkway
from milkway.cli import main
from milkway.cohorts.declared import declared_parameters
from milkway.core.errors import InputError
from milkway.ledger.own_values import read_yours
from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve, to_toml

MARK = "\ufeff"


def women(**columns):
    """Twelve women of hurtado2017 whose data are sound, with other columns where these are given."""
    arms, ones = ["product", "placebo"] * 6, [1] * 12
    shares = ("clinical_mastitis", "recurrence", "mild_mastitis", "abscess", "cessation", "strain_in_milk")
    plain = {"woman": [f"W{number}" for number in range(12)], "arm": arms, "enrolled": [0] * 12, "completed": ones}
    plain |= {name: [0, 0, 1] * 4 for name in shares}
    plain |= {"clinical_episodes": [0, 1, 2] * 4, "clinical_episodes_days": [90] * 12, "breastfeeding_cessation_day": [""] * 12}
    plain |= {"first_mastitis_days": [5, 20, 90] * 4, "first_mastitis_event": ones}
    plain |= {"worst_pain": [1, 2, 3] * 4, "mean_pain": [1, 2, 3] * 4, "staphylococcus_load": ["<10", "200", "3e3"] * 4}
    return pd.DataFrame(plain | columns)


def told(data):
    """What is wrong with a table: where and what was found."""
    with pytest.raises(InputError) as raised:
        milkway.analyse("hurtado2017", data)
    return [(one.where, one.found) for one in raised.value.mistakes]


@pytest.mark.parametrize(
    "second",
    ["málaga", "Ma\u0301laga", "MÁLAGA", "Mála ga"],
    ids=["capital", "accent of its own", "capitals", "space"],
)
def test_a_centre_spelt_in_two_ways_is_told_and_not_taken_for_two(second):
    [(where, found)] = told(women(centre=["Málaga"] * 11 + [second]))
    assert where == "data, row 11, column centre"
    assert repr(second) in found


def test_a_centre_written_as_two_forms_of_one_number_is_told():
    assert told(women(centre=["01"] * 11 + ["1"]))


def test_identities_that_differ_in_capitals_alone_are_two_women():
    assert len(milkway.analyse("hurtado2017", women(woman=[*"abcdefABCDEF"])).found.women.women) == 12


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("enrolled", 45352),
        ("first_mastitis_days", 20240301),
        ("breastfeeding_cessation_day", 45352),
        ("staphylococcus_load", "3e30"),
        ("clinical_episodes", 91),
    ],
)
def test_a_date_for_a_day_and_more_than_there_can_be_are_told_with_their_cell(column, cell):
    frame = women().astype({column: object})
    frame.loc[3, column] = cell
    assert [where for where, _ in told(frame)] == [f"data, row 3, column {column}"]


@pytest.mark.parametrize("name", ["Centre", "last day", "Reason", "last-day"])
def test_a_column_that_may_be_left_out_is_not_left_out_by_a_slip(name):
    assert told(women(**{name: ["1"] * 12})) == [("data", f"a column {name!r}")]


def test_times_that_arithmetic_left_a_rounding_apart_are_one_time():
    """As R's survival takes them; else women tied on a day would be taken to have fallen ill one after the other."""
    days = np.array([0.3, 3 * 0.1, 0.3, 3 * 0.1, 0.6, 2 * 0.3, 0.6, 6 * 0.1, 0.9, 3 * 0.3, 9 * 0.1, 0.9])
    found = milkway.analyse("hurtado2017", women(first_mastitis_days=days)).estimates.set_index("endpoint").loc["first_mastitis"]
    tied = np.round(days, 6)
    right = stats.logrank(tied[::2], tied[1::2]).pvalue
    assert found["p"] == pytest.approx(right, rel=1e-9)


def test_a_mark_before_a_file_is_no_part_of_it(tmp_path):
    """Editors write it: a protocol, values of either kind and a model read the same with it."""
    plain = to_toml(resolve(read_known_protocol("nct04032899")))
    files = {"own.toml": plain, "v.toml": "dose = 3e9\n", "v.csv": "key,value\ndose,3e9\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(MARK + text, encoding="utf-8")
    assert resolve(read_known_protocol(tmp_path / "own.toml")) == resolve(read_known_protocol("nct04032899"))
    for name in ("v.toml", "v.csv"):
        assert read_yours(tmp_path / name, declared_parameters(), wrong := []) == {"dose": 3e9}
        assert not wrong


@pytest.mark.parametrize(
    "text",
    [
        "key,value\nfeeds_per_day,0,5\n",
        "key,value,value\ndose,1,2\n",
        "key,key,value\ndose,dose,2\n",
        "key,value,unit,unit\ndose,2,CFU,mg\n",
        "key,value\ndose\n",
        'key,value\ndose,"2\n',
    ],
)
def test_values_that_a_comma_cuts_in_two_or_that_stand_twice_are_refused(text, tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(text, encoding="utf-8")
    assert read_yours(file, declared_parameters(), wrong := []) == {}
    assert all(str(file) in one.found for one in wrong)
    assert wrong


@pytest.mark.parametrize("line", ["digits = " + "9" * 5000, "nested = " + "[" * 5000], ids=["digits", "brackets"])
@pytest.mark.parametrize("name", ["own.toml", "values.toml"])
def test_more_than_a_reader_of_toml_can_hold_is_bad_input_and_no_fault_of_the_program(line, name, tmp_path, capsys):
    file = tmp_path / name
    file.write_text(f"{line}\n", encoding="utf-8")
    words = ["check", str(file)] if name == "own.toml" else ["check", "hurtado2017", "--values", str(file)]
    assert main([*words, "--json"]) == 2
    assert str(file) in json.loads(capsys.readouterr().out)["error"]["message"]


@pytest.mark.parametrize("typed", ["no", "off", "false", 0, 1, 1.0])
def test_a_yes_or_no_is_true_or_false_and_no_other_word_for_it(typed, tmp_path):
    tables = resolve(read_known_protocol("hurtado2017"))
    tables["eligibility"]["breastfeeding"] = typed
    file = tmp_path / "own.toml"
    file.write_text(to_toml(tables), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_known_protocol(file)
    assert [one.where for one in raised.value.mistakes] == ["eligibility.breastfeeding"]


def test_two_arms_whose_names_a_reader_cannot_tell_apart_are_refused(tmp_path):
    tables = resolve(read_known_protocol("nct04032899"))
    tables["arms"][0]["name"] = "Placebo"
    file = tmp_path / "own.toml"
    file.write_text(to_toml(tables), encoding="utf-8")
    with pytest.raises(InputError, match="tell apart"):
        read_known_protocol(file)
