"""A route that is shut is a route that is not there, without another network or other luck."""

import numpy as np
import pytest

import milkway
from milkway.biology.models import COMPLETE, ROUTES
from milkway.cohorts.declared import declared_parameters
from milkway.scenarios.prepare import mechanisms
from milkway.scenarios.scenario_words import scenario_of
from milkway.simulation import kept_machine
from milkway.simulation.kept_machine import machine_of

CLOSE = 2e-4  # decades; steps are chosen by the error of all stocks, and a knocked-out route takes some away
FEW = 1e-2  # cells and micromoles that never matter to the solver
ASKED = {"days": 60, "dyads": 2, "mean_field": True, "routes": "on", "probiotic": "3e9 CFU/day from day -14 to day 40"}
QUICK = ("skin", "entero_mammary")  # each of the others compiles a network of its own, too
SHUT = [pytest.param(one.name, marks=[] if one.name in QUICK else [pytest.mark.slow]) for one in ROUTES if not one.drains]


@pytest.fixture(scope="module")
def open_run():
    return milkway.simulate(**ASKED)


def decades(run, stocks):
    places = [run.trajectory.stocks.index(key) for key in stocks]
    return np.log10(np.maximum(run.trajectory.amounts[:, :, places], FEW))


def test_every_route_says_what_it_means_to_shut_it():
    assert all(one.off and one.off[0].islower() and not one.off.endswith(".") for one in ROUTES)
    assert [one.name for one in COMPLETE.processes if one.off and one not in ROUTES] == []


@pytest.mark.parametrize("route", SHUT)
def test_a_shut_route_is_the_knock_out_where_chance_is_off(route):
    shut = milkway.simulate(**ASKED, off=route).run
    asked = {**ASKED, "routes": [one for one in ("entero_mammary", "prenatal") if one != route]}
    knocked = milkway.simulate(**asked, model=f"complete without {route}").run
    cells = [stock.key for stock in knocked.network.stocks if stock.divides]
    assert decades(shut, cells) == pytest.approx(decades(knocked, cells), abs=CLOSE)


@pytest.mark.parametrize("route", [one.name for one in ROUTES if one.name != "contact"])
def test_a_shut_route_matters_to_somebody(route, open_run):
    shut, whole = milkway.simulate(**ASKED, off=route).run, open_run.run
    cells = [stock.key for stock in whole.network.stocks if stock.divides]
    assert np.abs(decades(shut, cells) - decades(whole, cells)).max() > 0.01


def test_milk_that_is_sterile_for_the_infant_is_drained_all_the_same(open_run):
    found, whole = milkway.simulate(**ASKED, off="milk_feeding", flows=True), open_run.run
    volume = ["left_breast__volume", "right_breast__volume"]
    assert decades(found.run, volume) == pytest.approx(decades(whole, volume), abs=0.01)
    cells = found.flows["cells"]
    by_milk = cells[:, :, (cells["process"] == "milk_feeding").values]
    assert not by_milk[:, :, (by_milk["kind"] != "lost").values].any()
    assert by_milk[:, :, (by_milk["kind"] == "lost").values].sum() > 1e6


def test_nothing_is_built_to_shut_a_route(monkeypatch, open_run):
    del open_run
    monkeypatch.setattr(kept_machine, "build", lambda _: pytest.fail("made anew"))
    monkeypatch.setattr(kept_machine, "expand", lambda *_: pytest.fail("written out anew"))
    whole, shut = (scenario_of(**{key: ASKED[key] for key in ("days", "routes")}, off=off) for off in ("", "skin,retrograde"))
    known = declared_parameters().keys()
    assert machine_of(mechanisms(whole, declared_parameters()), known) is machine_of(
        mechanisms(shut, declared_parameters()), known
    )
    assert milkway.simulate(**ASKED, off="skin,retrograde").run.trajectory.status.max() == 0


def test_a_route_by_which_nothing_comes_changes_no_bit_where_chance_is_on():
    """The product is taken by nobody, so nothing is spilled by hand."""
    asked = {"days": 30, "dyads": 3, "seed": 5}
    whole, shut = (milkway.simulate(**asked, off=off).run.trajectory for off in ("", "contact"))
    assert np.array_equal(whole.amounts, shut.amounts, equal_nan=True)
    assert np.array_equal(whole.reported, shut.reported)


@pytest.mark.slow
@pytest.mark.parametrize("route", ["skin", "retrograde", "environment"])
def test_a_shut_route_is_the_knock_out_in_distribution_where_chance_is_on(route):
    asked = {"days": 40, "dyads": 256, "seed": 3, "at": (40,)}
    shut = milkway.simulate(**asked, off=route).run
    knocked = milkway.simulate(**{**asked, "seed": 4}, model=f"complete without {route}").run
    cells = [stock.key for stock in knocked.network.stocks if stock.divides]
    there = [
        np.array([one.trajectory.amounts[:, 0, one.trajectory.stocks.index(key)] > 0 for key in cells]) for one in (shut, knocked)
    ]
    shares = [one.mean(axis=1) for one in there]
    middle = (shares[0] + shares[1]) / 2
    error = np.sqrt(2 * np.maximum(middle * (1 - middle), 1 / 256) / 256)
    assert (np.abs(shares[0] - shares[1]) < 4.5 * error).all()  # of some 150 comparisons


def test_a_hypothesis_stands_beside_the_run_without_it(tmp_path):
    asked = {"days": 30, "dyads": 2, "seed": 5, "probiotic": "3e9 CFU/day"}
    found, plain = milkway.simulate(**asked, hypothesis="competition", csv=tmp_path / "rows.csv"), milkway.simulate(**asked)
    assert found.summary["without_hypothesis"]["milestones"] == plain.summary["milestones"]
    assert np.array_equal(found.without.run.trajectory.amounts, plain.run.trajectory.amounts, equal_nan=True)
    assert "without_hypothesis" not in plain.summary
    assert plain.without is None
    rows = (tmp_path / "rows.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "dyad,day,site,stock,value,unit,hypothesis"
    assert {row.rsplit(",", 1)[1] for row in rows[1:]} == {"competition", "'null'"}  # which no reader takes for missing
    assert len(found.plot().data) > len(plain.plot().data)


def test_what_is_asked_of_a_run_with_a_hypothesis_is_asked_without_it_as_well(tmp_path, capsys):
    asked = {"days": 8, "mean_field": True, "probiotic": "3e9 CFU/day", "origins": True, "flows": True, "each_off": True}
    found = milkway.simulate(**asked, hypothesis="competition", picture=tmp_path / "page.html", csv=tmp_path / "rows.csv")
    plain = milkway.simulate(**asked)
    for key in ("origins", "flows", "each_off"):
        assert found.summary["without_hypothesis"][key] == plain.summary[key]
        assert found.summary[key] != plain.summary[key]
    titles = [figure.layout.title.text for figure in found.figures()]
    assert [("supposing competition (tuned on" in title) for title in titles[1:]] == [True, False, True, False]
    rows = (tmp_path / "rows.csv").read_text(encoding="utf-8").splitlines()
    moved = {row.rsplit(",", 1)[1] for row in rows if "__by__" in row or "__arrived__" in row}
    assert moved == {"competition", "'null'"}
    found.tell()
    told = capsys.readouterr().out
    assert told.index("supposing competition") < told.index("The same women without what is supposed of the product:")
    assert told.count("Where the cells come from") == 2
