"""What each route matters for is what a run with it shut says, all in one."""

import pytest

import milkway
from milkway.reports.scenario.each_off_told import QUANTITIES, each_off_table

ASKED = {"days": 30, "dyads": 4, "seed": 2, "probiotic": "3e9 CFU/day"}


@pytest.fixture(scope="module")
def life():
    return milkway.simulate(**ASKED, each_off=True)


def test_each_route_shut_is_the_run_with_it_shut_in_the_mean_field(life):
    assert list(life.summary["each_off"]) == [
        *("", "milk_feeding", "retrograde", "skin", "birth_canal", "maternal_faecal", "environment", "contact")
    ]
    for route in ("", "skin", "contact"):
        alone = milkway.simulate(**ASKED, off=route, mean_field=True).summary
        assert life.summary["each_off"][route] == {key: alone[key] for key in ("milestones", "mastitis")}


def test_a_route_that_is_shut_already_is_not_shut_again():
    assert "skin" not in milkway.simulate(**ASKED, each_off=True, off="skin").summary["each_off"]


def test_a_run_without_an_open_route_is_told_so():
    every = ",".join(list(milkway.simulate(days=1, mean_field=True, each_off=True).summary["each_off"])[1:])
    with pytest.raises(milkway.InputError, match="each_off: found no route that is open"):
        milkway.simulate(days=1, each_off=True, off=every)


def test_tables_rows_and_picture_say_what_changes(life):
    table = each_off_table(life.summary, 30)
    assert table.columns == ("Shut", *QUANTITIES)
    assert [row[0] for row in table.rows][:3] == ["all open", "milk feeding", "retrograde"]
    assert all(table.rows[0])
    contact = next(row for row in table.rows if row[0] == "contact")
    assert contact[1 + QUANTITIES.index("Milk: strain")] == "none"  # disputed routes are off: it comes by hand alone
    frame = life.each_off
    assert len(frame) == 8 * len(life.summary["milestones"])
    assert set(frame["off"]) == set(life.summary["each_off"])
    assert len(life.plot_each_off().data) >= len(QUANTITIES)
