"""The rule by which the posterior becomes the default."""

from dataclasses import replace

import pytest

from milkway.inference.better_than_tables import Decision
from milkway.inference.posterior import settled, write_posterior


@pytest.mark.parametrize(
    ("held_out", "alone", "left_out", "r_hat", "better"),
    [
        ((-3.0, -4.0), (-3.5, -3.6), (-2.0, -2.1), 1.005, True),
        ((-4.0, -3.0), (-3.5, -3.6), (-2.0, -2.1), 1.005, False),
        ((-3.0, -4.0), (-3.7, -3.6), (-2.0, -2.1), 1.005, False),
        ((-3.0, -4.0), (-3.5, -3.6), (-2.2, -2.1), 1.005, False),
        ((-3.0, -4.0), (-3.5, -3.6), (-2.0, -2.1), 1.26, False),
    ],
)
def test_the_posterior_must_win_on_all_counts_with_chains_that_met(held_out, alone, left_out, r_hat, better):
    assert Decision(held_out, alone, left_out, r_hat).better is better


@pytest.mark.parametrize("better", [True, False])
def test_the_default_is_what_the_calibration_decided(better, tmp_path, posterior, monkeypatch):
    write_posterior(replace(posterior, better=better), tmp_path, {})
    monkeypatch.setattr("milkway.inference.posterior.shipped", lambda: tmp_path)
    assert settled("best") == ("posterior" if better else "tables")
