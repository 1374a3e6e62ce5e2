"""The engine against closed forms, published cases and exact simulation, in small (`python -m verification`: in large)."""

import pytest

from milkway.simulation.solver import Solver
from verification import closed_forms, dsmts, interaction, published

RUNS = 10_000
EXACT = ("00001", "00007", "00009", "00011", "00013", "00015", "00021", "00023", "00027", "00029", "00035")


@pytest.fixture(scope="module")
def cases():
    if not published.data().exists():
        pytest.skip("the published cases are not here (MILKWAY_DATA)")
    return {case.name: case for case in published.cases()}


@pytest.mark.parametrize("name", EXACT)
def test_a_published_case_has_its_published_mean_and_standard_deviation(cases, name):
    said = dsmts.say(cases[name])
    assert not [one for one in published.compare(cases[name], said, RUNS) if one.outside]


@pytest.mark.parametrize(
    ("name", "reason"), [("00031", "two cells"), ("00033", "state"), ("00037", "5 cells"), ("00039", "100 cells")]
)
def test_what_our_flows_cannot_say_is_refused_with_the_reason(cases, name, reason):
    with pytest.raises(dsmts.Unsayable, match=reason):
        dsmts.say(cases[name])


# Thresholds above and below what lives here: extinction and establishment do not depend on it.
@pytest.mark.parametrize("threshold", [100.0, 1e9])
def test_birth_death_immigration_and_establishment_follow_closed_forms(threshold):
    found = list(closed_forms.facts(4000, solver=Solver(threshold=threshold)))
    assert [fact.says for fact in found if not fact.holds] == []


@pytest.mark.parametrize("name", ["a killer follows its prey"])
def test_populations_that_act_on_each_other_are_as_in_exact_simulation(name):
    system = next(one for one in interaction.SYSTEMS if one.name == name)
    assert [fact.says for fact in interaction.compare(system, 2000) if not fact.holds] == []


def test_cells_that_go_to_and_fro_are_conserved():
    system = next(one for one in interaction.SYSTEMS if one.name == "cells go to and fro")
    assert [fact.says for fact in interaction.compare(system, 2000) if not fact.holds] == []


def test_a_crowded_handful_is_as_in_exact_simulation():
    system = next(one for one in interaction.SYSTEMS if one.name == "crowding, 10 cells fit")
    assert [fact.says for fact in interaction.compare(system, 2000) if not fact.holds] == []
