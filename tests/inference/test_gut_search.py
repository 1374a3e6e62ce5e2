"""The search finds where the density is high, from the middle of the priors, and says how it weighs what it found."""

import numpy as np
import pytest

from installed import needs
from milkway.inference.gut_search import EFFECTIVE, search

AT = np.array([1.0, -1.5, 0.5, 0.0])


@needs("calibrate")
def test_the_ensemble_stands_where_the_density_is_high_and_weighs_as_asked():
    found = search(lambda x, _: 30 * ((x - AT) ** 2).sum(axis=1), 4, 1600, 1)
    assert found.best == pytest.approx(AT, abs=0.05)
    assert found.course[0] > found.course[-1]
    assert found.weights.sum() == pytest.approx(1.0)
    assert 1 / (found.weights**2).sum() >= EFFECTIVE
    assert found.drawn(200, 2).mean(axis=0) == pytest.approx(AT, abs=0.1)
    assert found.evaluated == len(found.course) * 20


@needs("calibrate")
def test_sets_that_failed_are_left_out_of_the_ensemble():
    found = search(lambda x, _: np.where(x[:, 0] > 0, np.inf, (x**2).sum(axis=1)), 2, 200, 3)
    assert (found.sets[:, 0] <= 0).all()
    assert np.isfinite(found.height).all()


@needs("calibrate")
def test_the_same_seed_searches_the_same_way():
    first, second = (search(lambda x, _: (x**2).sum(axis=1), 3, 100, 7) for _ in range(2))
    assert (first.sets == second.sets).all()
