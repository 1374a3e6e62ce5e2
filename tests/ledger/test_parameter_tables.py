from pathlib import Path

import pytest

from milkway.core.declare import Site, Taxon, flow, parameter
from milkway.core.errors import InputError
from milkway.core.model import Model, process
from milkway.core.network import expand
from milkway.ledger.rows import COLUMNS
from milkway.ledger.tables import check_against, read_parameters, write_parameters

HEADER = ",".join(COLUMNS)


def written(folder: Path, *lines: str) -> Path:
    (folder / "some.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return folder


def test_a_value_per_hour_is_held_per_day(tmp_path):
    table = read_parameters(written(tmp_path, "washout,,,,,2,1.5,,lognormal,1/hour,placeholder,,,,"))
    row = table.rows["washout"]
    assert (row.value, row.spread, row.unit) == (48.0, 1.5, "1/day")


def test_a_standard_deviation_changes_unit_with_its_value_and_a_geometric_one_does_not(tmp_path):
    normal = "feeds,,,,,1,.5,.25,normal,1/hour,placeholder,,,,"
    lognormal = "growth,,,,,1,2,1.5,lognormal,1/hour,placeholder,,,,"
    rows = read_parameters(written(tmp_path, normal, lognormal)).rows
    assert (rows["feeds"].spread, rows["feeds"].variation) == (12.0, 6.0)
    assert (rows["growth"].spread, rows["growth"].variation) == (2.0, 1.5)


def test_index_columns_join_in_the_order_of_the_header(tmp_path):
    line = "growth,bifidobacterium,,lactose,infant_gut,8,,,fixed,1/day,tuned,matsuki2016;other2020,,,"
    row = read_parameters(written(tmp_path, line)).rows["growth[bifidobacterium,lactose,infant_gut]"]
    assert row.index == ("bifidobacterium", "lactose", "infant_gut")
    assert row.tuned_on == ("matsuki2016", "other2020")


def test_all_mistakes_of_all_rows_come_in_one_error(tmp_path):
    written(
        tmp_path,
        "a,,,,,x,,,fixed,1/day,guessed,,,,",
        "b,,,,,1,,,gamma,furlong,measured,,,,",
        "c,,,,,1,.5,,lognormal,mL,placeholder,,,,",
        "c,,,,,1,,,fixed,mL,placeholder,,,,",
        "d,,,,,1,,,fixed,mL,placeholder,,,,",
        "d,,,,,2,,,fixed,mL,derived,,,,",
        "e,1",
    )
    with pytest.raises(InputError) as caught:
        read_parameters(tmp_path)
    text = str(caught.value)
    for said in (
        "'x'",
        "'guessed'",
        "'gamma'",
        "furlong",
        "(b) source",
        "(b) locator",
        "0.5",
        "a second row of d",
        "(d) note",
        "2 columns",
    ):
        assert said in text
    assert "(e)" not in text


def test_a_table_with_another_header_is_refused(tmp_path):
    (tmp_path / "some.csv").write_text("name,value\na,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="header"):
        read_parameters(tmp_path)


def test_a_row_in_another_unit_than_its_parameter_is_named(tmp_path):
    milk, taxon = Site("milk", "mother", "", "milk"), Taxon("lactobacillus", "lactobacilli", "1578")
    death = parameter("death_rate", "1/day", "share of cells that die in a day", per=("taxon",))

    @process()
    def dying(model):
        """Cells die."""
        yield flow(death[taxon], out_of=milk[taxon])

    table = read_parameters(written(tmp_path, "death_rate,lactobacillus,,,,1,,,fixed,mL,placeholder,,,,"))
    network = expand(Model("dying", (taxon,), (), (dying,)), table.keys())
    with pytest.raises(InputError, match=r"death_rate\[lactobacillus\]: found unit mL; allowed: unit 1/day"):
        check_against(network, table)


def test_a_replaced_value_says_what_kind_it_is_and_drops_the_source_of_the_old_one(tmp_path):
    table = read_parameters(written(tmp_path, "washout,,,,,2,1.5,,lognormal,1/day,measured,,kent2006,feeds_per_day,"))
    row = table.replacing({"washout": 3.0}, kind="placeholder", note="a hypothesis").rows["washout"]
    assert (row.value, row.kind, row.source, row.locator, row.note) == (3.0, "placeholder", "", "", "a hypothesis")
    with pytest.raises(InputError, match="no such row"):
        table.replacing({"wash_out": 3.0}, kind="placeholder", note="")


def test_a_table_reads_back_as_it_was_written(tmp_path):
    table = read_parameters(written(tmp_path, 'washout,s_aureus,,,,2,1.5,1.2,lognormal,1/hour,tuned,arroyo2010,,,"a, b"'))
    again = tmp_path / "again"
    again.mkdir()
    write_parameters(table, again / "posterior.csv")
    assert read_parameters(again) == table


def test_the_tables_that_ship_have_no_mistakes():
    assert read_parameters().keys() is not None


def test_a_judgement_without_a_word_of_what_it_rests_on_is_told(tmp_path):
    with pytest.raises(InputError, match=r"note: found nothing; allowed: a note or a source, since the row is expert"):
        read_parameters(written(tmp_path, "washout,,,,,2,1.5,,lognormal,1/hour,expert,,,,"))
    assert read_parameters(written(tmp_path, "washout,,,,,2,1.5,,lognormal,1/hour,expert,,,,a textbook's order")).rows
