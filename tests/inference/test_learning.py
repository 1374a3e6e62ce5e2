"""What is said to be learned against posteriors whose moments are known."""

import numpy as np
import pytest
from scipy.stats import norm

from milkway.inference.free import Free
from milkway.inference.learning import directions, learned, ridges

FREE = tuple(Free(name, (name,), "expert", "toy", spread=2.0) for name in "abc")
EVENLY = norm.ppf((np.arange(4000) + 0.5) / 4000)  # a standard normal law without luck


def posterior(covariance):
    """Draws whose covariance is exactly this."""
    raw = np.random.default_rng(1).standard_normal((500, len(covariance)))
    raw -= raw.mean(axis=0)
    white = np.linalg.solve(np.linalg.cholesky(np.cov(raw, rowvar=False)), raw.T)
    return (np.linalg.cholesky(np.array(covariance)) @ white).T


def test_a_prior_contracts_by_the_share_of_its_variance_that_is_gone():
    z = 1.0 + 0.5 * EVENLY[:, None]
    (found,) = learned(FREE[:1], z, z)
    assert found.quantiles == pytest.approx(2.0 ** (1.0 + 0.5 * norm.ppf([0.05, 0.5, 0.95])), rel=1e-3)
    assert found.contraction == pytest.approx(0.75, abs=1e-3)
    assert np.isnan(found.zero).all()


def test_a_spike_has_its_own_probability_and_quantiles_are_of_what_is_not_zero():
    one = Free("effect", ("effect",), "expert", "toy", spike=0.5, slab="uniform", most=4.0)
    height = np.concatenate([np.zeros(300), (np.arange(700) + 0.5) / 700])[:, None]
    (found,) = learned((one,), np.zeros_like(height), height)
    assert found.zero == (0.3, 0.5)
    assert found.quantiles == pytest.approx((0.2, 2.0, 3.8), abs=5e-3)  # of evenly spaced values from 0 to 4
    (none,) = learned((one,), np.zeros((5, 1)), np.zeros((5, 1)))
    assert (none.quantiles, none.zero) == ((0.0, 0.0, 0.0), (1.0, 0.5))


def test_the_best_seen_direction_is_the_product_of_powers_that_the_data_bound():
    """Variances 0.1 along (a + c) / sqrt(2), 0.6 along b, and 0.9 along (a - c) / sqrt(2)."""
    first, second, third = directions(FREE, posterior([[0.5, 0.0, -0.4], [0.0, 0.6, 0.0], [-0.4, 0.0, 0.5]]))
    assert (first.left, second.left, third.left) == pytest.approx((0.1, 0.6, 0.9))
    assert {name for name, _ in first.powers[:2]} == {"a", "c"}
    assert [power for _, power in first.powers] == pytest.approx([first.powers[0][1]] * 2 + [0.0], abs=1e-9)
    assert abs(first.powers[0][1]) == pytest.approx(np.sqrt(0.5))
    assert second.powers[0][0] == "b"
    assert third.powers[0][1] == pytest.approx(-third.powers[1][1])


def test_pairs_that_are_seen_together_only_come_strongest_first_each_once():
    found = ridges(FREE, posterior([[1.0, 0.5, -0.8], [0.5, 1.0, -0.3], [-0.8, -0.3, 1.0]]))
    assert [{first, second} for first, second, _ in found] == [{"a", "c"}, {"a", "b"}]
    assert [together for _, _, together in found] == pytest.approx([-0.8, 0.5])
