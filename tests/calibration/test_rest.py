"""Worlds under a draw of the posterior: what was learned from it, the rest from its prior."""

import numpy as np
import pytest

from milkway.calibration.free import read_free, rows_of
from milkway.calibration.posterior import read_posterior
from milkway.calibration.rest import world_values, worlds
from milkway.ledger.tables import read_parameters

TABLE, POSTERIOR = read_parameters(), read_posterior()
LEARNED = {key for rows in POSTERIOR.reference.values() for key in rows}


def test_a_row_that_only_a_free_parameter_moves_is_what_the_draw_says():
    others = [one for one in read_free() if one.name not in POSTERIOR.names]
    shared = {key for one in others for key in rows_of(one, TABLE)}
    (found,) = world_values(POSTERIOR, TABLE, [7])
    for key, value in POSTERIOR.moved(7).items():
        if key not in shared:
            assert found[key] == pytest.approx(value)


def test_the_rest_is_drawn_about_the_tables():
    key = "milk_growth[enterobacteriaceae]"
    row = TABLE.rows[key]
    drawn = np.log([one[key] for one in world_values(POSTERIOR, TABLE, range(200))])
    assert row.spread is not None
    assert drawn.mean() == pytest.approx(np.log(row.value), abs=3.5 * np.log(row.spread) / np.sqrt(200))
    assert drawn.std() == pytest.approx(np.log(row.spread), rel=0.2)  # its standard error is 5 %


def test_rows_of_a_candidate_that_is_not_free_move_together():
    one = next(one for one in read_free() if one.name not in POSTERIOR.names and len(rows_of(one, TABLE)) > 1)
    keys = [key for key in rows_of(one, TABLE) if key not in LEARNED]
    factors = [[world[key] / TABLE.rows[key].value for key in keys] for world in world_values(POSTERIOR, TABLE, range(5))]
    assert np.ptp(np.log(factors), axis=1) == pytest.approx(0.0, abs=1e-9)
    assert np.ptp(np.log(factors), axis=0).min() > 0


def test_a_world_moves_no_disputed_route_and_no_product_effect():
    (world,) = worlds(POSTERIOR, TABLE, [3])
    moved = {key for key, row in world.rows.items() if row.value != TABLE.rows[key].value}
    assert not any(key.startswith("effect_") or key == "carrier_uptake" for key in moved)
    assert len(moved) > 400


def test_a_draw_gives_the_same_world_whichever_others_are_asked_for():
    assert world_values(POSTERIOR, TABLE, [4])[0] == world_values(POSTERIOR, TABLE, [1, 4, 9])[1]
