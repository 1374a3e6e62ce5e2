"""Published results on their scales, and what studies of the same sizes would print: moments, boundaries and closed forms."""

import numpy as np
import pytest
from scipy.special import expit

from milkway.inference.observed import (
    BELOW,
    BINOMIAL,
    NORMAL,
    POISSON,
    Datum,
    Nuisances,
    draw,
    error_on_scale,
    natural,
    observed,
    on_scale,
    typical_error,
)
from milkway.inference.predictions import Predicted

DATA = (
    Datum("mean", "a", "load", "plain", NORMAL, 3.5, 50.0, 0.2, favours=1, guild="cocci"),
    Datum("spread", "a", "load", "plain", NORMAL, 3.5, 25.0, np.nan, favours=-1),
    Datum("share", "b", "illness", "log odds", BINOMIAL, 30.0, 100.0, np.nan),
    Datum("rate", "b", "illness", "log", POISSON, 12.0, 40.0, np.nan),
    Datum("none", "c", "load", "plain", BELOW, 2.0, 10.0, np.nan),
)
KNOWN = Nuisances(np.array([0.3, 0.1]), np.array(2.0), np.array(0.5), np.array([0.0, 0.25]))
MEAN = np.array([3.0, 4.0, -0.8, -1.2, 1.0])
EMULATED = np.array([0.4, 0.0, 0.0, 0.0, 0.0])
DRAWS = 20_000


@pytest.fixture(scope="module")
def printed():
    seen, _ = observed(DATA)
    chance = np.random.default_rng(1)
    return np.array([draw(seen, MEAN, KNOWN, EMULATED, chance).value for _ in range(DRAWS)])


def test_results_are_numbered_by_topic_and_guild_and_counts_are_known():
    seen, topics = observed(DATA)
    assert topics == ("load", "illness")
    assert (seen.topic.tolist(), seen.guild.tolist(), seen.counted.tolist()) == ([0, 0, 1, 1, 0], [1, 0, 0, 0, 0], [2, 3])


def test_a_printed_mean_is_the_true_one_with_bias_and_copies_and_all_its_errors(printed):
    # standard errors of a mean and of a standard deviation of as many draws; four of them
    for place, mean, sd in (
        (0, 3.0 + 0.5 + 0.25, (0.4**2 + 0.3**2 + 0.2**2) ** 0.5),
        (1, 4.0 - 0.5, (0.3**2 + (2.0 / 5) ** 2) ** 0.5),
    ):
        assert printed[:, place].mean() == pytest.approx(mean, abs=4 * sd / DRAWS**0.5)
        assert printed[:, place].std() == pytest.approx(sd, abs=4 * sd / (2 * DRAWS) ** 0.5)


def test_printed_counts_have_the_moments_of_their_laws_around_a_normal_error(printed):
    true = np.random.default_rng(2).standard_normal(400_000) * 0.1
    shares, rates = expit(-0.8 + true), np.exp(-1.2 + true)
    for place, means, law in ((2, 100 * shares, 100 * shares * (1 - shares)), (3, 40 * rates, 40 * rates)):
        sd = (means.var() + law.mean()) ** 0.5
        assert printed[:, place].mean() == pytest.approx(means.mean(), abs=4 * sd / DRAWS**0.5)
        assert printed[:, place].std() == pytest.approx(sd, rel=0.03)  # of 20 000 draws: 0.005, and counts are a little skew


def test_a_bound_stays_what_was_printed(printed):
    assert (printed[:, 4] == 2.0).all()


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_a_share_is_on_the_scale_of_log_odds_half_a_woman_from_its_ends(share):
    n = np.array([20.0])
    kept = (20 * share + 0.5) / 21
    found = on_scale("log odds", np.array([share]), n)
    assert found == pytest.approx([np.log(kept / (1 - kept))])
    # the delta method, of an error that is never less than half a woman
    for error in (0.0, 0.5 / 21, 0.1):
        moved = error_on_scale("log odds", np.array([share]), n, np.array([error]))
        assert moved == pytest.approx([max(error, 0.5 / 21) / (kept * (1 - kept))])


@pytest.mark.parametrize(("rate", "kept"), [(0.0, 0.025), (0.02, 0.025), (0.03, 0.03), (2.0, 2.0)])
def test_a_rate_is_on_the_scale_of_logarithms_half_an_event_from_none(rate, kept):
    values, n = np.array([rate]), np.array([20.0])
    assert on_scale("log", values, n) == pytest.approx([np.log(kept)])
    assert error_on_scale("log", values, n, np.array([0.1])) == pytest.approx([0.1 / kept])
    assert natural("log", np.log([kept])) == pytest.approx([kept])


def test_what_has_no_bounds_stays_as_it_is():
    assert on_scale("plain", np.array([-3.0]), np.array([2.0])).tolist() == [-3.0]
    assert error_on_scale("plain", np.array([-3.0]), np.array([2.0]), np.array([0.4])).tolist() == [0.4]
    assert natural("plain", np.array([-3.0])).tolist() == [-3.0]


def test_chance_alone_moves_a_result_by_its_law():
    seen, _ = observed(DATA)
    expected = [0.2, 2.0 / 5, 1 / np.sqrt(100 * 0.3 * 0.7), 1 / np.sqrt(12), 2.0 / np.sqrt(10)]
    assert typical_error(seen, 2.0) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("place", "half", "most"),
    [(0.04, 0, 0), (0.05, 0, 1), (0.24, 0, 1), (0.25, 1, 1), (0.75, 1, 1), (0.76, 0, 1), (0.95, 0, 1), (0.96, 0, 0)],
)
def test_a_result_lies_in_the_middle_half_and_nine_tenths_of_its_prediction_bounds_included(place, half, most):
    assert Predicted(DATA[0], 3.5, (), place).within == (bool(half), bool(most))
