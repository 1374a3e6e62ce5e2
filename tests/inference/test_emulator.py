"""Emulators against functions that are known."""

import numpy as np
import pytest

from milkway.inference.emulator import Emulator
from milkway.inference.emulator import fit as fit_known


def fit(
    names: tuple[str, ...], x: np.ndarray, y: np.ndarray, noise: np.ndarray, curved: int, senses: str = "nothing"
) -> Emulator:
    """Return an emulator of one result; the last parameter is a product effect where the result senses any."""
    effects = np.arange(x.shape[1]) == (x.shape[1] - 1 if senses != "nothing" else -1)
    return fit_known(names, x, y, noise, curved, (effects, [senses]))


def _sets(n: int, parameters: int) -> np.ndarray:
    return np.random.default_rng(5).standard_normal((n, parameters))


def test_a_quadratic_is_found_again():
    x = _sets(60, 3)
    y = (1 + 2 * x[:, 0] - x[:, 1] + 0.5 * x[:, 0] * x[:, 2])[:, None]
    found = fit(("y",), x, y, np.zeros_like(y), 3)
    assert found.predict(x)[:, 0] == pytest.approx(y[:, 0], abs=0.01)  # a ridge of 1e-3 against 60 sets


def test_the_stated_error_is_that_of_sets_not_seen():
    x = _sets(400, 2)
    y = (np.sin(2 * x[:, 0]))[:, None]
    found = fit(("y",), x[:200], y[:200], np.zeros_like(y[:200]), 2)
    missed = found.predict(x[200:]) - y[200:]
    assert found.error[0] == pytest.approx(np.sqrt(np.mean(missed**2)), rel=0.2)  # of 200 sets


def test_the_noise_of_few_dyads_is_not_counted_as_error_of_the_emulator():
    x, chance = _sets(400, 2), np.random.default_rng(1)
    y = (x[:, 0] + 0.5 * chance.standard_normal(400))[:, None]
    assert fit(("y",), x, y, np.full_like(y, 0.5), 2).error[0] < 0.2


def test_sets_that_gave_no_result_are_left_out():
    x = _sets(60, 2)
    y = x[:, :1].copy()
    y[:20] = np.nan
    found = fit(("y",), x, y, np.zeros_like(y), 2)
    assert found.sets[0] == 40
    assert found.predict(x)[:, 0] == pytest.approx(x[:, 0], abs=0.01)  # a ridge of 1e-3


def test_a_result_that_hardly_any_set_gave_is_not_predicted():
    x = _sets(10, 2)
    y = np.full((10, 1), np.nan)
    assert fit(("y",), x, y, np.zeros_like(y), 2).error[0] == np.inf


def test_without_an_effect_a_contrast_with_an_untreated_arm_is_exactly_zero():
    x = np.abs(_sets(80, 3))
    y = (x[:, 2] * (1 + 0.3 * x[:, 0]))[:, None]
    found = fit(("y",), x, y, np.zeros_like(y), 3, "only effects")
    nobody = x * [1, 1, 0]
    assert np.abs(found.predict(nobody)).max() == 0.0
    assert found.predict(x)[:, 0] == pytest.approx(y[:, 0], abs=0.02)  # a ridge of 1e-3


def test_an_effect_cannot_reach_women_who_do_not_take_the_product():
    x, chance = _sets(40, 3), np.random.default_rng(0)
    effects = np.array([False, False, True])
    found = fit_known(("y",), x, chance.standard_normal((40, 1)), np.zeros((40, 1)), 3, (effects, ["nothing"]))
    other = x.copy()
    other[:, 2] += 1.0
    assert np.array_equal(found.predict(x), found.predict(other))


def test_fewer_sets_than_features_do_not_make_noise_look_explained():
    x = _sets(30, 10)
    y = np.random.default_rng(8).standard_normal((30, 1))
    found = fit(("y",), x, y, np.zeros_like(y), 10)
    assert found.explained[0] < 0.3  # the outputs hold nothing; leaving out the better of 28 fits of 30 sets can gain a little
    assert found.error[0] > 0.8
