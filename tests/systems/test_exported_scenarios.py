"""The export in libRoadRunner against Milkway's own mean field: the same dyad lives the same year in two programs."""

import pytest
from exported_worlds import CASES, in_roadrunner, largest_in_log10, largest_share, world

import milkway
from installed import needs
from milkway.compilers.sbml_draft import complaints
from milkway.scenarios.scenario_words import START
from milkway.simulation.solver import Solver

pytestmark = needs("sbml")

YEAR = 365
TRACE = 1e-6  # micromole in a colon: below it a resource is gone, and a share of it says nothing


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    out = tmp_path_factory.mktemp("export") / "dyad.xml"
    text = milkway.export_sbml(out, days=2).text
    assert out.read_text(encoding="utf-8") == text
    return text


def test_an_exported_dyad_lives_the_same_first_days_in_another_simulator(document):
    run = milkway.simulate(days=2, mean_field=True).run
    stocks = [stock.key for stock in run.network.stocks]
    ours = run.trajectory.amounts[0][:, [run.trajectory.stocks.index(key) for key in stocks]]
    foreign = in_roadrunner(document, stocks, 2, 1e-8)
    assert largest_in_log10(ours, foreign, 100) < 1e-3  # the accuracy that the default tolerance is chosen for


def test_libsbml_finds_nothing_to_complain_about_in_an_export(document):
    assert complaints(document) == []


def test_an_export_says_where_it_begins_and_where_its_numbers_come_from(document):
    assert f'id="day_at_start" name="days since birth at which the run starts" value="{START}"' in document
    assert "UBERON:0001155" in document
    assert "taxonomy:1280" in document
    assert "measured; " in document


@pytest.fixture(scope="module")
def year():
    """Both programs at tight tolerance, once per case: (world, foreign amounts)."""
    known = {}

    def lived(case):
        if case not in known:
            one = world(case, YEAR)
            known[case] = one, one.foreign(1e-11)  # at 1e-9 its oxygen of the first day is off by 0.4 %, as it finds itself
        return known[case]

    return lived


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_year_is_the_same_in_another_simulator_when_both_are_careful(case, year):
    lived, foreign = year(case)
    ours = lived.ours(1e-9)
    cells, resources = lived.places("cell"), lived.places("micromole")
    assert largest_in_log10(ours[:, cells], foreign[:, cells], 100) < 1e-4
    assert largest_share(ours[:, resources], foreign[:, resources], TRACE) < 1e-3


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_year_at_the_usual_tolerance_is_right_to_a_thousandth_of_a_log(case, year):
    lived, foreign = year(case)
    cells = lived.places("cell")
    assert largest_in_log10(lived.ours(Solver().tolerance)[:, cells], foreign[:, cells], 100) < 1e-3


@pytest.mark.slow
@pytest.mark.parametrize("case", [case for case in CASES if case != "probiotic"])
def test_a_strain_that_nobody_takes_is_nowhere_in_either_program(case, year):
    lived, foreign = year(case)
    strain = [i for i, key in enumerate(lived.keys) if key.endswith("__strain")]
    assert (foreign[:, strain] == 0).all()
    assert (lived.ours(Solver().tolerance)[:, strain] == 0).all()
