import numpy as np
import pytest

from milkway.ledger.tables import read_parameters
from milkway.scenarios.prepare import mechanisms
from milkway.scenarios.run_scenario import run_scenario
from milkway.scenarios.scenario_words import scenario_of
from milkway.scenarios.tidy import rows
from milkway.scenarios.watched_quantities import spread, summary
from milkway.simulation.kept_machine import machine_of


def _run(dyads=1, seed=1, mean_field=True, **words):
    scenario = scenario_of(days=14, **words)
    table = read_parameters()
    machine = machine_of(mechanisms(scenario, table), table.keys())
    return run_scenario(scenario, machine, table, dyads=dyads, seed=seed, mean_field=mean_field, progress=lambda *_: None)


@pytest.fixture(scope="module")
def plain():
    return _run()


def test_a_strain_that_nobody_takes_is_nowhere(plain):
    strain = [i for i, key in enumerate(plain.trajectory.stocks) if key.endswith("__strain")]
    assert strain
    assert (plain.trajectory.amounts[:, :, strain] == 0).all()


def test_without_chance_the_seed_does_not_matter(plain):
    np.testing.assert_array_equal(_run(seed=2).trajectory.amounts, plain.trajectory.amounts)


def test_a_mother_who_takes_the_strain_carries_it():
    run = _run(probiotic="3e9 CFU/day from day 1 to day 14")
    assert run.trajectory.amount("maternal_gut__strain", 14)[0] > 0


def test_rows_are_tidy_one_per_dyad_day_and_stock(plain):
    listed = list(rows(plain))
    assert len(listed) == len({row[:4] for row in listed}) == plain.trajectory.amounts.size
    assert {(row[2], row[3], row[5]) for row in listed} >= {
        ("left_breast", "volume", "mL"),
        ("infant_gut", "lactose", "micromole"),
    }


def test_shares_in_the_infant_gut_add_up_to_one(plain):
    for day in summary(plain)["milestones"]:
        assert sum(day["infant_gut_shares"].values()) == pytest.approx(1)  # a sum of ten shares, exact to rounding


def test_formula_keeps_milk_from_the_infant():
    fed = _run(feeding="formula").trajectory
    assert (fed.exposed("ceased")[:, fed.diary_days >= 0] == 1).all()


def test_a_spread_is_of_the_dyads_that_have_a_value():
    evenly = np.append(np.arange(101.0), [np.nan, np.inf])
    assert spread(evenly, "pH") == {"median": 50.0, "p5": 5.0, "p95": 95.0, "n": 101, "unit": "pH"}
    assert spread(np.array([np.nan]), "cell") == {"median": None, "p5": None, "p95": None, "n": 0, "unit": "cell"}


def test_a_course_of_the_infant_kills_in_its_gut_from_its_first_day_on(plain):
    treated = _run(infant_antibiotics="day 5 to day 8").trajectory
    before = np.searchsorted(treated.days, 5)
    np.testing.assert_array_equal(treated.amounts[:, : before + 1], plain.trajectory.amounts[:, : before + 1])
    alive, without = (one.amount("infant_gut__bifidobacterium", 7)[0] for one in (treated, plain.trajectory))
    assert alive < 0.5 * without
