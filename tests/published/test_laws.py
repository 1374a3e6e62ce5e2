import numpy as np
import pytest
from scipy import stats

from milkway.published.sampling_laws import Below, Count, Mean, Rate, Ratio, Share

LUCK = (np.arange(2000) + 0.5) / 2000


def printed(law, truth, spread=0.0):
    return law.printed(np.full(2000, truth), np.full(2000, spread), LUCK)


def test_a_count_is_likeliest_at_its_own_share():
    law = Count(30, 152)
    assert law.log_likelihood(30 / 152, 0.0) == pytest.approx(stats.binom.logpmf(30, 152, 30 / 152))
    assert law.log_likelihood(30 / 152, 0.0) > max(law.log_likelihood(0.18, 0.0), law.log_likelihood(0.22, 0.0))


def test_studies_print_shares_that_scatter_as_their_size_says():
    found = printed(Count(30, 152), 0.2)
    assert found.mean() == pytest.approx(0.2, abs=1e-3)
    assert found.std() == pytest.approx((0.2 * 0.8 / 152) ** 0.5, rel=0.01)


def test_a_mean_without_a_dispersion_takes_that_between_women():
    assert printed(Mean(4.79, n=10), 4.0, spread=1.0).std() == pytest.approx(0.1**0.5, rel=0.01)
    assert printed(Mean(4.79, n=10, sd=2.0), 4.0, spread=1.0).std() == pytest.approx(2 * 0.1**0.5, rel=0.01)


def test_the_interval_of_a_ratio_gives_its_error():
    law = Ratio(4.0, 2.64, 6.11)
    inside = np.quantile(printed(law, 4.0), [0.025, 0.975])
    assert inside.tolist() == pytest.approx([2.64, 6.11], rel=0.02)


def test_a_rate_scatters_like_poisson():
    found = printed(Rate(40, 152.0), 40 / 152) * 152
    assert found.var() == pytest.approx(40, rel=0.02)


@pytest.mark.parametrize("law", [Share(0.15), Mean(6.8)])
def test_what_has_no_sampling_error_is_never_fitted(law):
    assert not law.known
    with pytest.raises(ValueError, match="never fitted"):
        law.log_likelihood(0.15, 1.0)


def test_a_bound_is_met_or_not():
    assert Below(3.0).log_likelihood(2.9, 0.0) == 0
    assert Below(3.0).log_likelihood(3.1, 0.0) == -np.inf


def test_a_mean_said_to_lie_below_a_bound_does_not_lie_on_it():
    assert Below(3.0).log_likelihood(3.0, 0.0) == -np.inf


def test_what_a_model_predicts_beyond_the_ends_of_a_share_or_a_rate_counts_as_its_end():
    assert (printed(Count(3, 20), 1.5) == 1).all()
    assert (printed(Count(3, 20), -0.5) == 0).all()
    assert (printed(Rate(3, 20.0), -0.5) == 0).all()
    assert np.median(printed(Rate(3, 20.0), 0.05)) * 20 == 1
    low, high = Count(3, 20).log_likelihood(-0.5, 0.0), Count(20, 20).log_likelihood(1.5, 0.0)
    assert low < -50  # next to impossible, and finite
    assert high == pytest.approx(0.0, abs=1e-6)


def test_the_error_of_a_mean_is_known_from_itself_or_from_how_many_were_measured():
    known = Mean(5.0, se=1.0), Mean(5.0, n=9), Mean(5.0, n=9, se=1.0)
    assert all(one.known for one in known)
    assert not Mean(5.0, sd=1.0).known
    assert Mean(5.0, sd=1.0).error(np.array([2.0])).tolist() == [0.0]
