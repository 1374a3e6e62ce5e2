"""Parameters that change nothing until something says otherwise need no row, and are neither evidence nor a gap in it."""

import csv
from importlib.resources import files

import pytest

from milkway.cohorts.declared import complete_network, declared_parameters
from milkway.core.errors import InputError
from milkway.core.units import parse_unit
from milkway.ledger.own_values import with_yours
from milkway.ledger.rows import COLUMNS, KINDS, OFF
from milkway.ledger.switched_off import switched_off
from milkway.ledger.tables import read_parameters
from milkway.verbs.cite import cite
from milkway.verbs.evidence import evidence

NEUTRAL = {"cessation_enrolled": 1.0, "secretor": 1.0}  # factors; all others are effects, chances and hazards


def in_tables() -> set[str]:
    """Return the name of every parameter that has a row in a CSV table."""
    place = files("milkway.ledger").joinpath("data", "parameters")
    texts = [item.read_text(encoding="utf-8") for item in place.iterdir() if item.name.endswith(".csv")]
    return {record["parameter"] for text in texts for record in csv.DictReader(text.splitlines())}


def test_each_is_zero_or_as_a_factor_one():
    assert {row.parameter: row.value for row in switched_off()} == {
        row.parameter: NEUTRAL.get(row.parameter, 0.0) for row in switched_off()
    }
    assert set(NEUTRAL) < {row.parameter for row in switched_off()}


def test_none_stands_in_a_table_too_and_none_twice():
    names = [row.parameter for row in switched_off()]
    assert len(set(names)) == len(names)
    assert not set(names) & in_tables()


def test_each_is_a_parameter_of_the_model_in_its_unit_and_within_its_bounds():
    known = {one.key: one for one in complete_network().parameters}
    for row in switched_off():
        assert parse_unit(row.unit) == known[row.key].unit
        assert known[row.key].within.holds(row.value)


def test_a_table_without_their_rows_has_them_and_one_with_a_row_has_that(tmp_path):
    line = "secretor,,,,,0.7,,,fixed,dimensionless,expert,,,,judged"
    (tmp_path / "some.csv").write_text("\n".join([",".join(COLUMNS), line]) + "\n", encoding="utf-8")
    found = read_parameters(tmp_path)
    assert (found.rows["secretor"].value, found.rows["secretor"].kind) == (0.7, "expert")
    assert {key for key, row in found.rows.items() if row.kind == OFF} == {row.key for row in switched_off()} - {"secretor"}


def test_each_says_what_switches_it_on():
    assert all(row.note.startswith("until ") and row.note.endswith(" says otherwise") for row in switched_off())
    assert all(len(row.note) > len("until  says otherwise") for row in switched_off())


def test_nobody_is_unsure_of_them_and_dyads_do_not_differ():
    assert {(row.spread, row.variation, row.source, row.locator) for row in switched_off()} == {(None, None, "", "")}


def test_they_are_no_kind_of_evidence_and_count_nowhere():
    assert OFF not in KINDS
    assert OFF not in declared_parameters().counted()
    keys = [row.key for row in switched_off()]
    assert declared_parameters().counted(keys) == {}
    assert OFF not in cite("hurtado2017").summary["parameters"]
    found = evidence()
    assert sum(sum(bar.x) for bar in found.plot().data) == found.summary["parameters"] == declared_parameters().counted().total()


def test_a_table_cannot_call_a_row_off(tmp_path):
    line = "secretor,,,,,1,,,fixed,dimensionless,off,,,,"
    (tmp_path / "some.csv").write_text("\n".join([",".join(COLUMNS), line]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="kind: found 'off'"):
        read_parameters(tmp_path)


def test_each_is_told_by_evidence_with_what_off_means(capsys):
    shown = evidence("effect_antagonism")
    assert shown.summary["parameters"][0]["kind"] == OFF
    shown.tell()
    assert "off: changes nothing until" in " ".join(capsys.readouterr().out.split())


def test_one_that_is_given_a_value_counts_as_the_users():
    table = with_yours(declared_parameters(), {"effect_antagonism": 0.5})
    assert table.counted(["effect_antagonism", "effect_competition"]) == {"yours": 1}


@pytest.mark.parametrize("process", ["competition", "antagonism", "duct_persistence"])
def test_a_parameter_of_a_hypothesis_is_there_to_be_set_though_it_is_zero(process):
    network = complete_network()
    assert f"effect_{process}" in network.parameter_index
    assert f"effect_{process}" not in network.absent
