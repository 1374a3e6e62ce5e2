"""The panels at their smallest, each simulated once."""

import numpy as np
import pytest

from milkway.core.errors import InputError
from milkway.ledger.tables import read_parameters
from milkway.published.cases import FIRST, Entry, untreated
from milkway.published.catalogue import results
from milkway.published.gut_cohorts import GUT_GUILDS
from milkway.published.modelled import measure, measure_under
from milkway.published.panels import PANELS, simulated
from milkway.published.reads import share_of_reads
from milkway.published.simulated_women import GUILDS, Means
from milkway.simulation.solver import Solver

SIZE = 0.0125  # 12 women of the general panel, 8 of most others


@pytest.fixture(scope="module")
def table():
    return read_parameters()


@pytest.fixture(scope="module")
def general(table):
    return simulated(PANELS[0], Means(table, (), 1, SIZE, Solver(), lambda _: None), None, ())


def test_women_whom_nobody_treats_are_those_of_the_population_until_one_is_treated(table, general):
    means = Means(table, (), 1, SIZE, Solver(), lambda _: None)
    alone = simulated(next(panel for panel in PANELS if panel.name == "untreated"), means, None, ())
    assert not alone.trajectory.exposed("maternal_antibiotic")[:, alone.place(2) :].any()
    day = alone.place(1)  # before anyone can be ill and treated
    assert (alone.trajectory.reported[:, :day] == general.trajectory.reported[:, :day]).all()


def values(found):
    return {one.result: one.value for one in found}


def test_one_panel_gives_its_own_results_in_their_order(table):
    found = measure(table, panels=("stool_strain",), size=0.05)
    assert [one.result for one in found] == [one.name for one in results() if one.panel == "stool_strain"]


def test_a_panel_that_does_not_exist_is_named(table):
    with pytest.raises(InputError, match="stool"):
        measure(table, panels=("stool",))


def test_women_of_a_parameter_set_are_those_of_its_own_table(table):
    usual = table.rows["adherence"].value
    half = {"dose": 6.5e9, "capsule_survival": table.rows["capsule_survival"].value * 1e-3}
    apart = values(measure(table, ("stool_strain",), 0.05, draws=({"adherence": usual}, half)))
    alone = values(measure(table, ("stool_strain",), 0.05))
    lower = values(measure(table.replacing(half, "expert", "a test"), ("stool_strain",), 0.05))
    name = "lcs_australia.strain_in_stool"
    assert apart[name] == pytest.approx((alone[name] + lower[name]) / 2, abs=0.2)  # halves of ten women each


def test_without_an_effect_the_strain_prevents_nothing(table):
    found = measure_under(table, {"null": {}, "calm": {"effect_immunomodulation": 1.0}}, SIZE, 1)
    usual, null = values(found[""]), values(found["null"])
    assert null["hurtado2017.episodes_strain"] == usual["hurtado2017.episodes_placebo"]
    assert set(null) == {one.name for one in results()} - set(usual)
    assert values(found["calm"]).keys() == null.keys()


def test_a_woman_enters_when_she_is_in_pain_and_her_milk_is_as_asked(general):
    cases = untreated(general, Entry(GUILDS, more_than=10.0))
    assert (cases.entry >= FIRST).all()
    assert (cases.cells(GUILDS, 0) > 10).all()
    assert cases.in_pain(-1).all()
    assert cases.feeding(0).all()


def test_shares_of_guilds_in_an_infant_add_up_to_one(general):
    assert share_of_reads(general, tuple(GUT_GUILDS), 28, "shao2019") == pytest.approx(np.ones(len(general.cohort.dyads)))
