"""A line of a table may hold one number for several taxa: each has it, and it is drawn, counted and written as one."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from milkway.biology.models import COMPLETE
from milkway.biology.sites import residents
from milkway.cohorts.cohort import Cohort
from milkway.cohorts.declared import complete_network, declared_parameters
from milkway.cohorts.population import Population
from milkway.cohorts.sample import sample_cohort
from milkway.core.declare import Site, Taxon, flow, parameter
from milkway.core.errors import InputError
from milkway.core.model import Model, process
from milkway.core.network import Network, expand
from milkway.core.streams import Streams
from milkway.inference.coordinates import numbers
from milkway.ledger.own_values import with_yours
from milkway.ledger.rows import COLUMNS
from milkway.ledger.tables import ParameterTable, read_parameters, write_parameters
from milkway.published.spread import drawn_values, own_medians
from milkway.verdicts.draws import Draws, drawn

BOTH = "death,bacteroides+clostridia,,,,2,1.5,1.3,lognormal,1/day,placeholder,,,,"
OTHER = "death,s_aureus,,,,2,1.5,1.3,lognormal,1/day,expert,,,,judged"
KEYS = ("death[bacteroides]", "death[clostridia]", "death[s_aureus]")
NOBODY = Population(name="plain", about="women without covariates", who=("lactating women",))


def read(folder: Path, *lines: str) -> ParameterTable:
    (folder / "some.csv").write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    return read_parameters(folder)


def told(folder: Path, *lines: str) -> list[str]:
    with pytest.raises(InputError) as error:
        read(folder, *lines)
    return [str(one) for one in error.value.mistakes]


def dying(table: ParameterTable, *, apart: bool) -> Network:
    """Return a model in which three taxa die, each at its own row."""
    taxa = tuple(Taxon(name, name, "1") for name in ("bacteroides", "clostridia", "s_aureus"))
    milk = Site("milk", "mother", "", "milk")
    death = parameter("death", "1/day", "share of cells that die in a day", per=("taxon",), apart=apart)

    @process()
    def dies(model):
        """Cells die."""
        for taxon in taxa:
            yield flow(death[taxon], out_of=milk[taxon])

    return expand(Model("dying", taxa, (), (dies,)), table.keys())


def test_each_taxon_of_a_line_has_its_number_and_its_place(tmp_path):
    table = read(tmp_path, BOTH, OTHER)
    rows = [table.rows[key] for key in KEYS]
    assert [(row.value, row.spread, row.variation, row.kind) for row in rows[:2]] == [(2.0, 1.5, 1.3, "placeholder")] * 2
    assert [row.index for row in rows] == [("bacteroides",), ("clostridia",), ("s_aureus",)]
    assert [row.number for row in rows] == ["death[bacteroides+clostridia]"] * 2 + ["death[s_aureus]"]
    assert [table.places[key] for key in KEYS] == ["some.csv: row 2", "some.csv: row 2", "some.csv: row 3"]


def test_a_number_of_several_taxa_counts_once(tmp_path):
    table = read(tmp_path, BOTH, OTHER)
    assert {kind: count for kind, count in table.counted(KEYS).items()} == {"placeholder": 1, "expert": 1}
    assert table.counted(KEYS[:1]) == {"placeholder": 1}


def test_a_value_of_a_users_for_one_taxon_is_a_number_beside_that_of_the_others(tmp_path):
    table = with_yours(read(tmp_path, BOTH, OTHER), {KEYS[0]: 3.0})
    assert table.counted(KEYS) == {"yours": 1, "placeholder": 1, "expert": 1}
    assert with_yours(table, {KEYS[1]: 3.0}).counted(KEYS) == {"yours": 2, "expert": 1}


def test_a_taxon_that_stands_in_two_lines_is_told_and_so_is_one_that_stands_in_a_line_twice(tmp_path):
    once = "death,clostridia,,,,1,,,fixed,1/day,expert,,,,judged"
    assert told(tmp_path, BOTH, once) == [
        "some.csv: row 3 (death): found a second row of death[clostridia]; allowed: one row per key"
    ]
    (one,) = told(tmp_path, once, BOTH)
    assert "row 3" in one
    assert "death[clostridia]" in one
    (one,) = told(tmp_path, "death,clostridia+s_aureus+clostridia,,,,1,,,fixed,1/day,expert,,,,judged")
    assert "a second row of death[clostridia]" in one


@pytest.mark.parametrize("taxa", ["clostridia+", "+clostridia", "clostridia++s_aureus", "clostridia + s_aureus"])
def test_a_plus_without_a_taxon_on_both_sides_is_told(tmp_path, taxa):
    (one,) = told(tmp_path, f"death,{taxa},,,,1,,,fixed,1/day,expert,,,,judged")
    assert "names of taxa with + between them" in one
    assert repr(taxa) in one


def test_dyads_differ_about_it_as_about_every_row_of_its_parameter(tmp_path):
    """One draw for all rows, or one for each where the parameter is apart, whether or not rows share a number."""
    table = read(tmp_path, BOTH, OTHER)
    together = sample_cohort(NOBODY, dying(table, apart=False), table, 50, Streams(1)).parameters
    assert (together == together[:, :1]).all()
    apart = sample_cohort(NOBODY, dying(table, apart=True), table, 400, Streams(1)).parameters
    assert np.abs(np.corrcoef(np.log(apart).T) - np.eye(3)).max() < 0.2  # four standard errors of 400 dyads
    assert np.log(apart).std(axis=0) == pytest.approx(np.log(1.3), rel=0.15)  # four standard errors


def test_our_doubt_about_it_is_one_draw_for_all_its_taxa(tmp_path):
    table = read(tmp_path, BOTH, OTHER)
    for values in drawn_values(table, range(20), 1):
        assert values[KEYS[0]] == values[KEYS[1]] != values[KEYS[2]]
    network = dying(table, apart=True)
    dyads = Cohort(np.arange(8), {}, np.full((8, 3), 2.0))
    moved = drawn(dyads, network, table, Draws(np.repeat([0, 1], 4)), Streams(1)).parameters
    assert (moved[:4] == 2.0).all()
    assert (moved[4:, 0] == moved[4:, 1]).all()
    assert (moved[4:, 0] != 2.0).all()
    assert (moved[4:, 0] != moved[4:, 2]).all()


def test_each_dyad_may_have_a_draw_of_her_own_about_which_dyads_differ_as_before(tmp_path):
    table = read(tmp_path, BOTH, OTHER)
    network, sets = dying(table, apart=True), drawn_values(table, range(20), 1)
    tabled = sample_cohort(NOBODY, network, table, 20, Streams(1))
    own = sample_cohort(NOBODY, network, table, 20, Streams(1), medians=own_medians(table, 1))
    moved = np.array([[values[key] / 2.0 for key in network.parameter_index] for values in sets])
    assert own.parameters == pytest.approx(tabled.parameters * moved)
    assert len(set(moved[:, 0])) == 20


def test_inference_moves_it_as_one_as_well(tmp_path):
    found = {one.keys for one in numbers(read(tmp_path, BOTH, OTHER), ())}
    assert found == {KEYS[:2], KEYS[2:]}


def test_a_written_table_keeps_it_as_one_line(tmp_path):
    table, again = read(tmp_path, BOTH, OTHER), tmp_path / "again"
    again.mkdir()
    write_parameters(table, again / "all.csv")
    assert read_parameters(again) == table
    assert (again / "all.csv").read_text(encoding="utf-8").count("bacteroides") == 1


def test_a_taxon_whose_number_was_replaced_is_written_in_a_line_of_its_own(tmp_path):
    table, again = read(tmp_path, BOTH, OTHER).replacing({KEYS[0]: 3.0}, "calibrated", "a test"), tmp_path / "again"
    table = replace(table, rows={key: replace(row, tuned_on=("hurtado2017",)) for key, row in table.rows.items()})
    again.mkdir()
    write_parameters(table, again / "all.csv")
    found = read_parameters(again)
    assert {key: found.rows[key].value for key in KEYS} == dict(zip(KEYS, (3.0, 2.0, 2.0), strict=True))
    assert found.counted(KEYS) == table.counted(KEYS) == {"calibrated": 1, "placeholder": 1, "expert": 1}


def test_the_tables_that_ship_round_trip_with_all_numbers_they_share(tmp_path):
    write_parameters(declared_parameters(), tmp_path / "all.csv")
    found = read_parameters(tmp_path)
    assert found == read_parameters()
    assert found.counted() == declared_parameters().counted()


def test_in_the_tables_that_ship_vigour_is_one_number_of_all_residents_about_which_they_differ_apart():
    table, network = declared_parameters(), complete_network()
    keys = [key for key in network.parameter_index if key.startswith("strain_vigour[")]
    assert len(keys) == len(residents(COMPLETE))
    assert table.counted(keys).total() == 1
    women = sample_cohort(NOBODY, network, table, 400, Streams(1)).parameters
    values = np.log(women[:, [network.parameter_index[key] for key in keys]])
    assert np.abs(np.corrcoef(values.T) - np.eye(len(keys))).max() < 0.2  # four standard errors of 400 dyads
    assert values.std(axis=0) == pytest.approx(np.log(table.rows[keys[0]].variation), rel=0.15)  # four standard errors
