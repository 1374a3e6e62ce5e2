"""The posterior as a table that runs draw from."""

from dataclasses import replace

import numpy as np
import pytest
from toy_worlds import row, table

from milkway.core.errors import InputError
from milkway.inference.posterior import Posterior, read_posterior, write_posterior
from milkway.ledger.tables import ParameterTable

DRAWS = 2.0 ** np.random.default_rng(3).standard_normal((201, 3)) * [1, 1, 0] + [0, 0, 0.5]
POSTERIOR = Posterior(
    names=("hazard", "load", "effect"),
    draws=DRAWS,
    spiked=(False, False, True),
    reference={name: {name: value} for name, value in (("hazard", 1.0), ("load", 1.0), ("effect", 0.0))},
    rest_keys=("load", "other"),
    rest=np.random.default_rng(4).uniform(1, 2, (201, 2)),
    studies=("a", "b"),
)


def _table(hazard: float = 1.0) -> ParameterTable:
    return ParameterTable({**table().rows, "hazard": row("hazard", hazard), "other": row("other", 1.0)})


def test_a_posterior_is_read_as_it_was_written(tmp_path):
    write_posterior(POSTERIOR, tmp_path, {"seed": 1})
    found = read_posterior(tmp_path)
    assert (found.names, found.spiked, found.studies) == (POSTERIOR.names, POSTERIOR.spiked, ("a", "b"))
    assert found.draws == pytest.approx(POSTERIOR.draws, rel=1e-5)  # six digits are written
    assert found.rest_keys == POSTERIOR.rest_keys
    assert found.rest == pytest.approx(POSTERIOR.rest, rel=1e-3)  # four digits are written


def test_a_draw_moves_rows_from_the_values_they_had_when_it_was_made():
    assert POSTERIOR.table(_table(hazard=99.0), 7).rows["hazard"].value == pytest.approx(DRAWS[7, 0])


def test_a_row_of_the_rest_that_a_free_parameter_moves_too_is_moved_by_both():
    found = POSTERIOR.table(_table(), 7).rows
    assert found["load"].value == pytest.approx(DRAWS[7, 1] * POSTERIOR.rest[7, 0])
    assert found["other"].value == pytest.approx(POSTERIOR.rest[7, 1])


def test_only_rows_of_free_parameters_become_calibrated_ones():
    found = POSTERIOR.table(_table(), 7).rows
    assert (found["hazard"].kind, found["load"].kind, found["other"].kind) == ("calibrated", "calibrated", "expert")
    assert "moved within its spread" in found["other"].note


def test_product_effects_stay_those_of_the_protocol():
    assert POSTERIOR.table(_table(), 1).rows["effect"].value == 0.0


def test_a_run_under_one_world_takes_the_middle_and_draws_are_others():
    assert POSTERIOR.table(_table()).rows["hazard"].value == pytest.approx(DRAWS[0, 0])
    assert 0 not in POSTERIOR.spaced(20)
    assert len(POSTERIOR.spaced(20)) == 20


def test_no_posterior_is_said_so(tmp_path):
    with pytest.raises(InputError, match=r"posterior\.csv"):
        read_posterior(tmp_path)


@pytest.mark.parametrize("better", [True, False])
def test_what_a_calibration_says_of_itself_is_read_and_silence_is_no_praise(tmp_path, better):
    write_posterior(replace(POSTERIOR, better=better, discrepancy={"milk": 0.25}), tmp_path, {"seed": 1})
    found = read_posterior(tmp_path)
    assert (found.better, found.discrepancy) == (better, {"milk": 0.25})
    about = tmp_path / "posterior.toml"
    about.write_text(about.read_text(encoding="utf-8").replace(f"better = {str(better).lower()}\n", ""), encoding="utf-8")
    assert read_posterior(tmp_path).better is False
