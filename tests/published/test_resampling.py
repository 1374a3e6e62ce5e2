"""Errors of a fair IQD, beside how it scatters when whole studies are done again."""

import numpy as np
import pytest

from milkway.core.streams import Streams
from milkway.published.distances import fair_iqd, log_share
from milkway.published.distribution import Distribution
from milkway.published.resampling import REPLICATES, Moved, moved, places, redrawn

CHANCE = np.random.default_rng(5)
FLOOR = 1e-2
X = places(FLOOR)


def guild(n, shift):
    """Return the distribution of a guild that a third of infants lack."""
    shares = np.where(CHANCE.random(n) < 1 / 3, 0.0, np.exp(CHANCE.normal(-3.0 + shift, 1.5, n)).clip(max=1.0))
    return Distribution.of_sample(log_share(shares, FLOOR))


def drawn(law, seed, what):
    return redrawn(law, X, Streams(seed), what)


@pytest.mark.parametrize(("shift", "low", "high"), [(1.5, 0.9, 1.1), (0.7, 0.85, 1.15), (0.0, 0.8, 1.5)])
def test_the_error_is_how_much_studies_that_are_done_again_differ(shift, low, high):
    again = [fair_iqd(guild(90, 0.0), guild(110, shift)) for _ in range(600)]
    told = [moved(drawn(guild(90, 0.0), i, "one"), drawn(guild(110, shift), i, "other"), X).error ** 2 for i in range(80)]
    # 600 studies know their standard deviation to 3 %, 80 errors their root mean square to 5 %; at no distance it errs upwards
    assert low < np.sqrt(np.mean(told)) / np.std(again) < high


def test_a_margin_knows_that_both_were_set_beside_the_same_infants():
    def studies():
        truth, model, rival = guild(60, 0.0), guild(200, 0.9), guild(80, 1.1)
        return truth, model, rival

    again, told, apart = [], [], []
    for i in range(500):
        truth, model, rival = studies()
        again.append(fair_iqd(model, truth) - fair_iqd(rival, truth))
        if i < 80:
            seen = drawn(truth, i, "truth")
            parts = [moved(drawn(model, i, "model"), seen, X), moved(drawn(rival, i, "rival"), seen, X).times(-1)]
            told.append(Moved.sum(parts).error ** 2)
            apart.append(sum(part.error**2 for part in parts))
    assert np.sqrt(np.mean(told)) == pytest.approx(np.std(again), rel=0.15)  # as above
    assert np.mean(told) < 0.8 * np.mean(apart)


def test_what_is_drawn_again_scatters_as_a_binomial_share():
    law = guild(50, 0.0)
    found = drawn(law, 1, "one")
    assert found.again.mean(axis=0) == pytest.approx(law.after(X), abs=4 * np.sqrt(0.25 / 50 / REPLICATES))
    at = len(X) // 2
    expected = law.after(X)[at] * (1 - law.after(X)[at]) / 50
    assert found.again[:, at].var() == pytest.approx(expected, rel=4 * np.sqrt(2 / REPLICATES))


def test_the_same_seed_draws_the_same_and_a_fractional_size_is_rounded():
    law = Distribution.of_quantiles(np.linspace(-2.0, 0.0, 41), 8.47)
    assert drawn(law, 3, "one").size == 8
    assert (drawn(law, 3, "one").again == drawn(law, 3, "one").again).all()
    assert (drawn(law, 3, "one").again != drawn(law, 3, "other").again).any()
