"""What each route matters for is what a run with it shut says, all in one."""

import pytest

import milkway
from milkway.reports.scenario.each_off_told import QUANTITIES, each_off_table

ASKED = {"days": 30, "dyads": 4, "seed": 2, "probiotic": "3e9 CFU/day"}


@pytest.fixture(scope="module")
def life():
    return milkway.simulate(**ASKED, each_off=True)


def test_each_route_shut_is_the_run_with_it_shut(life):
    assert list(life.summary["each_off"]) == [
        *("milk_feeding", "retrograde", "skin", "birth_canal", "maternal_faecal", "environment", "contact")
    ]
    for route in ("skin", "contact"):
        alone = milkway.simulate(**ASKED, off=route).summary
        assert life.summary["each_off"][route] == {key: alone[key] for key in ("milestones", "mastitis")}


def test_a_route_that_is_shut_already_is_not_shut_again():
    assert "skin" not in milkway.simulate(**ASKED, each_off=True, off="skin").summary["each_off"]


def test_tables_rows_and_picture_say_what_changes():
    life = milkway.simulate(**ASKED, each_off=True, mean_field=True)
    table = each_off_table(life.summary, 30)
    assert table.columns == ("Shut", *QUANTITIES)
    assert [row[0] for row in table.rows][:3] == ["all open", "milk feeding", "retrograde"]
    assert all(table.rows[0])
    contact = next(row for row in table.rows if row[0] == "contact")
    assert contact[1 + QUANTITIES.index("Milk: strain")] == "none"  # disputed routes are off: it comes by hand alone
    frame = life.each_off
    assert len(frame) == 8 * len(life.summary["milestones"])
    assert set(frame["off"]) == {"", *life.summary["each_off"]}
    assert len(life.plot_each_off().data) >= len(QUANTITIES)
