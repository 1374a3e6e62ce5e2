"""What flowed where is told as a table, as rows and as arrays, and is what stocks say that moved."""

import numpy as np
import pytest

import milkway
from milkway.reports.scenario.flows_told import flows_table

ASKED = {"days": 20, "dyads": 3, "mean_field": True, "routes": "on", "probiotic": "3e9 CFU/day from day 4 to day 20"}


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    file = tmp_path_factory.mktemp("rows") / "rows.csv"
    return milkway.simulate(**ASKED, flows=True, csv=file), file.read_text(encoding="utf-8").splitlines()


def test_flows_are_arrays_with_units(life):
    held = life[0].flows["cells"]
    assert (held.dims, held.attrs["units"]) == (("dyad", "day", "row"), "cell")
    dose = held[:, :, ((held["process"] == "probiotic") & (held["kind"] == "came")).values].sum("row")
    assert dose.sel(day=3).values.tolist() == [0.0, 0.0, 0.0]
    assert (dose.sel(day=4).values > 1e6).all()
    born = held[:, :, ((held["target"] == "infant_gut") & (held["process"] == "birth_canal")).values].sum("row")
    assert np.flatnonzero(born.values[0]).tolist() == [int(np.flatnonzero(held["day"].values == 0)[0])]  # a pulse, once


def test_milk_feeds_the_child_what_leaves_the_milk_alive(life):
    held = life[0].flows["cells"]
    by_milk = held[:, :, (held["process"] == "milk_feeding").values]
    left, arrived = (by_milk[:, :, (by_milk["kind"] == kind).values].sum("row") for kind in ("left", "arrived"))
    assert left.values == pytest.approx(arrived.values, rel=1e-12)
    assert (arrived.sel(day=10) > 0).all()


def test_a_route_that_is_shut_moves_nothing(life):
    shut = milkway.simulate(**ASKED, flows=True, off="retrograde").flows["cells"]
    assert not shut[:, :, (shut["process"] == "retrograde").values].any()
    usual = life[0].flows["cells"]
    assert usual[:, :, (usual["process"] == "retrograde").values].any()


def test_table_and_rows_say_what_moved(life):
    found, rows = life
    table = flows_table(found.summary["flows"], 20)
    assert table.columns == ("", "all residents", "S. aureus", "Product strain")
    words = [row[0] for row in table.rows]
    assert "retrograde: infant's mouth to milk" in words
    assert words.index("entero mammary: immune cells to milk") < words.index("born in milk") < words.index("lost in milk")
    assert any(
        row.startswith("0,19,left_milk,strain__arrived__entero_mammary__carriers,") and row.endswith(",cell") for row in rows
    )
    assert not any("__left__" in row and row.split(",")[2] == "infant_gut" for row in rows)


def test_flows_are_asked_for_and_not_of_more_than_memory_holds():
    with pytest.raises(milkway.InputError, match=r"flows: found 300,000 dyad-days; allowed: at most 200,000"):
        milkway.simulate(days=240, dyads=1000, flows=True)
    with pytest.raises(milkway.InputError, match="flows: found 300,000 dyad-days"):  # with the hypothesis, and without it
        milkway.simulate(days=240, dyads=500, flows=True, probiotic="3e9 CFU/day", hypothesis="competition")
    with pytest.raises(milkway.InputError, match=r"flows: found a run without it; allowed: simulate\(flows=True\)"):
        _ = milkway.simulate(days=2, mean_field=True).flows
