"""Paired differences, their two intervals, and what tells hypotheses apart: against arithmetic."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.power import NormalIndPower

from milkway.biology.models import COMPLETE
from milkway.cohorts.population_file import read_population
from milkway.cohorts.sample import sample_cohort
from milkway.core.network import expand
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.verdicts.discrimination import NEEDED
from milkway.verdicts.draws import Draws, drawn, plan_draws
from milkway.verdicts.paired_contrasts import difference

TABLES = Draws(np.zeros(50, dtype=np.int64))


def test_the_interval_over_dyads_is_that_of_a_mean():
    luck = np.random.default_rng(1)
    absent, change = luck.normal(size=50), luck.normal(1.0, 2.0, size=50)
    found = difference(absent + change, absent, TABLES)
    low, high = stats.norm.interval(0.95, loc=change.mean(), scale=stats.sem(change))
    assert found.over_dyads is not None
    assert (found.estimate, found.over_dyads.low, found.over_dyads.high) == pytest.approx((change.mean(), low, high))
    assert found.over_draws is None


def test_a_dyad_without_a_value_in_one_world_is_in_neither():
    given, absent = np.array([2.0, np.nan, 5.0]), np.array([1.0, 1.0, np.nan])
    found = difference(given, absent, Draws(np.zeros(3, dtype=np.int64)))
    assert (found.given, found.absent, found.dyads, found.over_dyads) == (2.0, 1.0, 1, None)


def test_the_interval_over_draws_holds_the_means_of_draws_and_not_of_dyads():
    draws = plan_draws(400)
    given = draws.number.astype(float) + np.tile([-100.0, 100.0], 200)
    found = difference(given, np.zeros(400), draws)
    low, high = np.percentile(np.arange(1, draws.count + 1), (2.5, 97.5))
    assert found.over_draws is not None
    assert (found.over_draws.low, found.over_draws.high) == pytest.approx((low, high))
    assert found.dyads == (draws.number == 0).sum()


def test_the_women_needed_are_those_of_a_second_program():
    # standardised difference 0.5, two-sided 5 %, power 80 %
    other = NormalIndPower().solve_power(effect_size=0.5, alpha=0.05, power=0.8)
    # it also counts rejections on the wrong side, a few in a million
    assert pytest.approx(other, rel=1e-5) == 2 * NEEDED / 0.5**2


def test_draws_move_medians_alike_within_a_draw_and_in_every_model_and_leave_the_first_dyads_alone():
    table, streams, draws = read_parameters(), Streams(3), plan_draws(32)
    values = []
    for model in (COMPLETE, COMPLETE.without("entero_mammary")):
        network = expand(model, table.keys())
        cohort = sample_cohort(read_population("general"), network, table, 32, streams)
        column = network.parameter_index["gut_volume[infant_gut]"]
        values.append(drawn(cohort, network, table, draws, streams).parameters[:, column] / cohort.parameters[:, column])
    assert np.array_equal(values[0], values[1])
    assert np.all(values[0][draws.number == 0] == 1)
    assert len(np.unique(values[0])) == 1 + draws.count


def test_a_share_stays_a_share_in_every_draw():
    table, streams, draws = read_parameters(), Streams(3), plan_draws(2000)
    network = expand(COMPLETE, table.keys())
    cohort = sample_cohort(read_population("general"), network, table, 2000, streams)
    column = network.parameter_index["capsule_survival"]
    moved = drawn(cohort, network, table, draws, streams).parameters[:, column]
    assert moved.max() <= 1
    assert moved.std() > 0


def test_dyads_of_a_draw_have_the_medians_that_the_posterior_learned_and_zero_means_none():
    table, streams = read_parameters(), Streams(3)
    learned = ({"skin_ingress": 3 * table.rows["skin_ingress"].value, "ph_half[lactic]": 4.6}, {"carrier_uptake": 0.0})
    network = expand(COMPLETE, table.keys())
    cohort = sample_cohort(read_population("general"), network, table, 40, streams)
    draws = plan_draws(40, learned)
    moved, columns = drawn(cohort, network, table, draws, streams).parameters, network.parameter_index
    skin = moved[:, columns["skin_ingress"]] / cohort.parameters[:, columns["skin_ingress"]]
    assert skin == pytest.approx(np.where(draws.number == 1, 3.0, 1.0))
    added = moved[:, columns["ph_half[lactic]"]] - cohort.parameters[:, columns["ph_half[lactic]"]]  # of a normal row
    assert added == pytest.approx(np.where(draws.number == 1, 4.6 - table.rows["ph_half[lactic]"].value, 0.0))
    assert (moved[draws.number == 2, columns["carrier_uptake"]] == 0).all()
    assert (moved[draws.number != 2, columns["carrier_uptake"]] > 0).all()


def test_rows_that_a_posterior_does_not_have_are_drawn_from_their_spread():
    table, streams = read_parameters(), Streams(3)
    network = expand(COMPLETE, table.keys())
    cohort = sample_cohort(read_population("general"), network, table, 40, streams)
    column = network.parameter_index["skin_ingress"]
    skin = []
    for learned in ((), ({"backflow": 1e-5}, {"backflow": 2e-5})):
        moved = drawn(cohort, network, table, plan_draws(40, learned), streams).parameters
        skin.append(moved[:, column])
    assert np.array_equal(*skin)
    assert len(np.unique(skin[0] / cohort.parameters[:, column])) == 3  # the tables' median, and two draws


def test_two_dyads_have_an_interval_and_ten_draws_have_theirs():
    pair = difference(np.array([3.0, 5.0]), np.zeros(2), Draws(np.zeros(2, dtype=np.int64)))
    assert pair.over_dyads is not None
    assert (pair.over_dyads.low, pair.over_dyads.high) == pytest.approx((4 - 1.959964, 4 + 1.959964))
    ten, nine = (difference(np.arange(30.0), np.zeros(30), Draws(np.arange(30) % (draws + 1))) for draws in (10, 9))
    assert (ten.draws, nine.draws) == (10, 9)
    assert ten.over_draws is not None
    assert nine.over_draws is None


def test_what_rounding_leaves_of_nothing_is_nothing():
    found = difference(np.array([0.1 + 0.2, 0.1 + 0.2]), np.array([0.3, 0.3]), Draws(np.zeros(2, dtype=np.int64)))
    assert found.estimate == 0.0
