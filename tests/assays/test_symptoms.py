import numpy as np
import pytest

from milkway.assays.symptoms import log_likelihood, rate_pain
from milkway.core.streams import Streams


def test_ratings_are_whole_numbers_from_0_to_10():
    found = rate_pain(np.linspace(-2, 14, 200).reshape(20, 10), 0.8, Streams(1), np.arange(20), np.arange(10))
    assert set(np.unique(found)) <= set(range(11))


def test_ratings_are_as_frequent_as_their_likelihood_says():
    level = np.full((20000, 1), 3.3)
    found = rate_pain(level, 0.8, Streams(2), np.arange(20000), np.array([4]))
    for rating in range(1, 6):
        expected = np.exp(log_likelihood(np.array([rating]), np.array([3.3]), 0.8))[0]
        # 4 standard errors of a share of 20000
        assert (found == rating).mean() == pytest.approx(expected, abs=4 * 0.5 / 20000**0.5)
