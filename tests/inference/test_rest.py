"""The rest of a world: drawn from its prior, and moved with what results say of it."""

import numpy as np
import pytest

from milkway.inference.free import read_free, rows_of
from milkway.inference.nuisance import alone, along, conditioned, rest_values
from milkway.ledger.tables import read_parameters

TABLE, CANDIDATES = read_parameters(), read_free()
ROWS = alone(TABLE, CANDIDATES, 1)
OTHERS = tuple(one for one in CANDIDATES if one.name in ("mastitis_hazard", "inflamed_first", "duct_duration"))


def test_no_row_of_a_candidate_is_drawn_by_itself():
    assert not set(ROWS.keys) & {key for one in CANDIDATES for key in rows_of(one, TABLE)}
    assert len(ROWS.keys) > 150


def test_rows_are_drawn_about_the_tables_with_the_spread_that_these_state():
    key = "milk_growth[growing]"
    row, drawn = TABLE.rows[key], np.log([one[key] for one in ROWS.values(ROWS.luck(range(400)))])
    assert row.spread is not None
    assert drawn.mean() == pytest.approx(np.log(row.value), abs=3.5 * np.log(row.spread) / np.sqrt(400))
    assert drawn.std() == pytest.approx(np.log(row.spread), rel=0.15)  # its standard error is 3.5 %


def test_a_set_draws_the_same_whichever_others_are_asked_for():
    assert ROWS.luck([4])[0].tolist() == ROWS.luck([1, 4, 9])[1].tolist()


def test_rows_of_a_candidate_that_is_not_free_move_together():
    z = np.concatenate([np.array([[0.0, 0.0, 1.0]]), np.zeros((1, len(ROWS.keys)))], axis=1)
    (found,) = rest_values(OTHERS, ROWS, z)
    moved = {key: value / TABLE.rows[key].value for key, value in found.items() if value != TABLE.rows[key].value}
    one = next(one for one in OTHERS if one.name == "duct_duration")
    assert moved == pytest.approx(dict.fromkeys(rows_of(one, TABLE), one.spread))


def test_a_row_that_two_candidates_move_is_moved_by_both():
    z = np.concatenate([np.array([[1.0, 1.0, 0.0]]), np.zeros((1, len(ROWS.keys)))], axis=1)
    (found,) = rest_values(OTHERS, ROWS, z)
    spreads = [one.spread for one in OTHERS if "inflamed_duct_hazard" in rows_of(one, TABLE)]
    assert len(spreads) == 2
    assert found["inflamed_duct_hazard"] == pytest.approx(TABLE.rows["inflamed_duct_hazard"].value * np.prod(spreads))


def _world() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a rest of forty numbers, what 600 sets show of the one factor it makes, and how it makes it."""
    chance = np.random.default_rng(6)
    rest, slopes = chance.standard_normal((600, 40)), np.r_[0.8, 0.6, np.zeros(38)]
    return rest, (rest @ slopes)[:, None], slopes


def test_worlds_have_the_factors_of_the_posterior_and_keep_what_no_result_sees():
    rest, factors, slopes = _world()
    wanted = 1.5 + 0.3 * np.random.default_rng(7).standard_normal((400, 1))
    found = conditioned(rest, factors, wanted, 1)
    assert np.corrcoef(found @ slopes, wanted[:, 0])[0, 1] > 0.95  # slopes are known from 600 sets
    assert (found @ slopes).mean() == pytest.approx(1.5, abs=0.15)
    assert found[:, 2:].std(axis=0).mean() == pytest.approx(1.0, abs=0.05)


def test_the_rest_goes_with_the_factor_it_makes():
    rest, factors, slopes = _world()
    assert along(rest, factors)[0] == pytest.approx(slopes, abs=0.2)  # each has an error of 0.04
