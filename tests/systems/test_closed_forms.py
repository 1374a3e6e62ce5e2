"""The mean field, compiled and slow, against answers in closed form.

Days 0 to 10: treated on days 2 and 3, dosed on days 1 to 5, born on day 3.
"""

import math

import numpy as np
import pytest

# Tolerance 1e-6 a step; errors add up over a few hundred steps.
CLOSE = 5e-5
T = np.arange(11.0)


def close(expected):
    return pytest.approx(expected, rel=CLOSE, abs=1e-3)


def test_a_washed_out_population_falls_exponentially_and_faster_while_treated(found):
    treated = np.clip(T - 2, 0, 2)
    assert found["washout__a"] == close(1e6 * np.exp(-0.7 * (T + treated)))


def test_a_chemostat_comes_to_rest_where_growth_equals_outflow(found):
    rest = 0.5 * 0.7 / (3.0 - 0.7)
    assert found["sugar_strength"][-1] == pytest.approx(rest, rel=2e-3)  # the approach is by exp(-0.7 * 10)
    assert found["chemostat__a"][-1] == pytest.approx(1e5 * 100 * (500 / 100 / 0.7 - rest), rel=2e-3)


def test_sugar_used_becomes_cells_and_acid_in_fixed_proportion(found):
    cells, acid = found["chemostat__a"] - 1000 * np.exp(-0.7 * T), found["chemostat__acid"]
    assert cells == close(1e5 * acid / 2)


def test_a_taxon_without_a_growth_rate_in_the_tables_is_only_washed_out(found):
    assert found["chemostat__b"] == close(1000 * np.exp(-0.7 * T))


def test_logistic_growth_follows_its_curve(found):
    assert found["logistic__a"] == close(1e6 / (1 + (1e6 / 1000 - 1) * np.exp(-3.0 * T)))


def test_a_chain_passes_cells_on_without_losing_any(found):
    a = 1e5 * np.exp(-1.3 * T)
    b = 1e5 * 1.3 / (0.4 - 1.3) * (np.exp(-1.3 * T) - np.exp(-0.4 * T))
    assert found["chain__a"] == close(a)
    assert found["chain__b"] == close(b)
    assert found["chain__a"] + found["chain__b"] + found["chain__c"] == close(np.full(11, 1e5))


def test_two_way_exchange_settles_in_the_ratio_of_the_rates(found):
    share = 0.3 / 1.4
    assert found["exchange__a"] == close(1e5 * (share + (1 - share) * np.exp(-1.4 * T)))


def test_a_state_approaches_its_target_with_the_speed_of_its_direction(found):
    assert found["states__rising"] == close(0.8 * (1 - np.exp(-2.0 * T)))
    assert found["states__falling"] == close(0.8 + 1.2 * np.exp(-0.25 * T))


def test_daily_doses_pile_up_as_a_geometric_series(found):
    kept, given = math.exp(-0.7), 5000 * 0.9
    expected = [0.0] * 11
    for day in range(10):
        expected[day + 1] = (expected[day] + (given if 1 <= day < 6 else 0.0)) * kept
    assert found["dosed__a"] == close(np.array(expected))


def test_a_bolus_at_birth_comes_once_and_is_not_there_at_its_own_midnight(found):
    assert found["dosed__b"] == close(np.where(T > 3, 1e4 * np.exp(-0.7 * (T - 3)), 0.0))


def test_what_nothing_feeds_stays_exactly_zero(found):
    assert (found["dosed__a"][:2] == 0).all()
    assert (found["dosed__b"][:4] == 0).all()


def test_the_compiled_stepper_agrees_with_the_slow_reference_everywhere(compiled, slow):
    for key, amounts in slow.items():
        assert compiled[key] == close(amounts), key
