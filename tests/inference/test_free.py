"""Free parameters: priors with a spike at zero, and the rows that they move."""

import numpy as np
import pytest
from scipy.stats import norm
from toy_worlds import FREE, table

from milkway.core.errors import InputError
from milkway.inference.free import WIDEST, Free, coordinates, read_free, rows_of, table_at
from milkway.ledger.tables import read_parameters


def test_a_spiked_parameter_is_exactly_zero_as_often_as_its_prior_says():
    z = norm.ppf((np.arange(1000) + 0.5) / 1000)
    assert (coordinates(FREE, np.tile(z[:, None], 3))[:, 2] == 0).mean() == 0.5


def test_beyond_its_spike_the_slab_is_uniform():
    z = norm.ppf((np.arange(1000) + 0.5) / 1000)
    x = FREE[2].coordinates(z)
    assert np.quantile(x[x > 0], (0.25, 0.5, 0.75)) == pytest.approx((0.25, 0.5, 0.75), abs=2e-3)  # 500 points


def test_a_factor_multiplies_every_row_of_its_parameter():
    reference = read_parameters()
    one = Free("signs", ("sign_half",), "expert", "", spread=2.0)
    moved = table_at(reference, (one,), {"signs": 2.0})
    assert len(rows_of(one, reference)) == 6
    assert all(moved.rows[key].value == 2 * reference.rows[key].value for key in rows_of(one, reference))


def test_two_factors_on_one_row_multiply():
    both = (Free("a", ("hazard",), "expert", "", spread=2.0), Free("b", ("hazard",), "expert", "", spread=2.0))
    assert table_at(table(), both, {"a": 2.0, "b": 3.0}).rows["hazard"].value == 6.0


def test_an_effect_is_set_and_not_multiplied():
    assert table_at(table(), FREE, {"effect": 1.5}).rows["effect"].value == 1.5


def test_a_key_without_a_row_is_refused():
    with pytest.raises(InputError, match="no_such_row"):
        rows_of(Free("x", ("no_such_row",), "expert", ""), table())


def test_every_candidate_that_ships_moves_rows_of_the_tables_and_says_why():
    reference = read_parameters()
    for one in read_free():
        assert rows_of(one, reference)
        assert one.why
        assert one.spread > 1 or one.most > 0


def test_the_route_and_every_product_effect_have_a_spike_at_zero():
    spiked = {key for one in read_free() if one.spiked for key in one.keys}
    effects = {key for key in read_parameters().rows if key.startswith("effect_")}
    assert spiked == effects | {"carrier_uptake"}


def test_every_rival_of_the_disputed_route_is_free_whatever_the_data_say():
    rivals = {one.name for one in read_free() if one.rival}
    assert rivals == {"product_contact", "backflow", "lactobacilli_entry", "lactobacilli_wall"}
    assert all(one.always for one in read_free() if one.rival or one.spiked)
    assert sum(one.always for one in read_free()) <= 15


def test_numbers_beyond_the_design_count_as_its_edge():
    one = Free("a", ("a",), "expert", "", spread=2.0)
    assert one.coordinates(np.array([-9.0, 0.0, 9.0])).tolist() == [-WIDEST, 0.0, WIDEST]
