"""The posterior as a table that runs draw from."""

from dataclasses import replace

import numpy as np
import pytest

from milkway.cohorts.declared import declared_parameters
from milkway.core.errors import InputError
from milkway.inference.posterior import Posterior, read_posterior, write_posterior
from milkway.ledger.rows import YOURS

KEYS = ("gut_growth[enteric,lactose]", "capsule_survival", "mucosal_niche[s_aureus]")
VALUES = np.random.default_rng(3).uniform(0.1, 0.9, (201, 3))
POSTERIOR = Posterior(
    KEYS,
    VALUES,
    frozenset(KEYS[::2]),
    ("mucosal_niche[s_aureus]",),
    np.full((201, 1), 1.7),
    ("carrier_uptake", "effect_competition"),
    np.random.default_rng(4).uniform(0, 1, (201, 2)) * [1e-6, 1.0],
    studies=("a", "b"),
)
TABLE = declared_parameters()


def test_a_posterior_is_read_as_it_was_written(tmp_path):
    write_posterior(POSTERIOR, tmp_path, {"seed": 1})
    found = read_posterior(tmp_path)
    names = ("keys", "varied", "disputed_keys", "studies", "learned", "better")
    assert all(getattr(found, name) == getattr(POSTERIOR, name) for name in names)
    for name in ("values", "variations", "disputed_values"):
        assert getattr(found, name) == pytest.approx(getattr(POSTERIOR, name), rel=1e-4)  # five digits are written


def test_a_draw_has_its_own_values_whatever_the_table_says_now():
    moved = TABLE.replacing({KEYS[0]: 20.0}, "tuned", "since")
    assert POSTERIOR.table(moved, 7).rows[KEYS[0]].value == pytest.approx(VALUES[7, 0])


def test_rows_that_were_learned_become_calibrated_ones_and_others_keep_their_kind():
    found = POSTERIOR.table(TABLE, 7).rows
    assert found[KEYS[0]].kind == "calibrated"
    assert found[KEYS[1]].kind == TABLE.rows[KEYS[1]].kind
    assert "moved within its spread" in found[KEYS[1]].note


def test_variations_are_moved_too():
    assert POSTERIOR.table(TABLE, 1).rows[KEYS[2]].variation == 1.7


def test_routes_and_product_effects_stay_those_of_the_protocol():
    found = POSTERIOR.table(TABLE, 1).rows
    assert (found["effect_competition"].value, found["carrier_uptake"].value) == (
        0.0,
        TABLE.rows["carrier_uptake"].value,
    )
    assert set(POSTERIOR.of_mechanisms(1)) == {*KEYS, "carrier_uptake"}


def test_a_row_of_which_only_the_variation_was_learned_has_it():
    varied = replace(POSTERIOR, varied=("strain_vigour[clostridia]",))
    row = varied.table(TABLE, 3).rows["strain_vigour[clostridia]"]
    assert (row.value, row.variation) == (TABLE.rows["strain_vigour[clostridia]"].value, 1.7)


def test_what_a_user_gave_stays():
    yours = replace(TABLE, rows={**TABLE.rows, KEYS[0]: replace(TABLE.rows[KEYS[0]], kind=YOURS, value=9.0)})
    assert POSTERIOR.table(yours, 3).rows[KEYS[0]].value == 9.0


def test_a_run_under_one_world_takes_the_middle_and_draws_are_others():
    assert POSTERIOR.table(TABLE).rows[KEYS[0]].value == pytest.approx(VALUES[0, 0])
    assert 0 not in POSTERIOR.spaced(20)
    assert len(POSTERIOR.spaced(20)) == 20


def test_no_posterior_is_said_so(tmp_path):
    with pytest.raises(InputError, match=r"posterior\.csv"):
        read_posterior(tmp_path)


@pytest.mark.parametrize("better", [True, False])
def test_what_a_calibration_says_of_itself_is_read_and_silence_is_no_praise(tmp_path, better):
    write_posterior(replace(POSTERIOR, better=better, discrepancy={"milk": (0.2, 0.25)}), tmp_path, {"seed": 1})
    found = read_posterior(tmp_path)
    assert (found.better, found.discrepancy) == (better, {"milk": (0.2, 0.25)})
    about = tmp_path / "posterior.toml"
    lines = [line for line in about.read_text(encoding="utf-8").splitlines() if not line.startswith("better")]
    about.write_text("\n".join(lines), encoding="utf-8")
    assert read_posterior(tmp_path).better is False
