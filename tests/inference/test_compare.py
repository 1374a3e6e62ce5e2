"""The rule by which the posterior becomes the default."""

import pytest

from milkway.inference.better_than_tables import Decision
from milkway.inference.posterior import read_posterior, settled


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


def test_the_default_is_what_the_calibration_decided():
    assert settled("best") == ("posterior" if read_posterior().better else "tables")
