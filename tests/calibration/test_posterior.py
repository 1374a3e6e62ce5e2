"""The posterior as a table that runs draw from."""

import numpy as np
import pytest
from toy_worlds import FREE, row, table

from milkway.calibration.posterior import posterior_of, read_posterior, write_posterior
from milkway.core.errors import InputError
from milkway.ledger.tables import ParameterTable

X = np.random.default_rng(3).standard_normal((200, 3)) * [1, 1, 0] + [0, 0, 0.5]


def test_a_posterior_is_read_as_it_was_written(tmp_path):
    written = posterior_of(FREE, X, table(), ["b", "a"])
    write_posterior(written, tmp_path, {"seed": 1})
    found = read_posterior(tmp_path)
    assert (found.names, found.spiked, found.studies) == (written.names, written.spiked, ("a", "b"))
    assert found.draws == pytest.approx(written.draws, rel=1e-5)  # six digits are written


def test_a_draw_moves_rows_from_the_values_they_had_when_it_was_made():
    posterior = posterior_of(FREE, X, table(), ["a"])
    later = ParameterTable({**table().rows, "hazard": row("hazard", 99.0)})
    assert posterior.table(later, 7).rows["hazard"].value == pytest.approx(2 ** X[7, 0])


def test_product_effects_stay_those_of_the_protocol():
    assert posterior_of(FREE, X, table(), ["a"]).table(table(), 0).rows["effect"].value == 0.0


def test_the_central_draw_is_near_the_middle():
    posterior = posterior_of(FREE, X, table(), ["a"])
    assert np.abs(X[posterior.central(), :2]).max() < 0.5  # of 200 draws of a standard normal pair


def test_no_posterior_is_said_so(tmp_path):
    with pytest.raises(InputError, match=r"posterior\.csv"):
        read_posterior(tmp_path)
