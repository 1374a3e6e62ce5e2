"""The distance of an infant to reference infants is what the package's own distances make of it, and is least in their midst."""

import numpy as np
import pytest

from milkway.interventions.reference_infants import REFERENCES, mean_distance, reference
from milkway.published.distances import crps
from milkway.published.distribution import Distribution
from milkway.published.gut_cohorts import GUT_GUILDS

RNG = np.random.default_rng(3)


def test_a_mean_distance_is_that_of_very_many_draws():
    places = np.array([-3.0, -3.0, -1.5, -1.0, -0.1])
    drawn = np.interp(RNG.random(200_000), np.linspace(0, 1, 5), places)
    x = np.array([-3.0, -2.0, -1.2, 0.0])
    expected = np.abs(x[:, None] - drawn).mean(axis=1)
    np.testing.assert_allclose(mean_distance(x, places), expected, atol=0.01)  # the error of the draws is 1 / sqrt(200,000)


@pytest.mark.parametrize("day", REFERENCES)
def test_a_mean_distance_is_the_crps_and_a_number_of_the_reference_alone(day):
    known = reference(day)
    x = np.array([-2.5, -1.0, -0.3])
    for places in known.places:
        law = Distribution.of_quantiles(places, known.n)
        apart = mean_distance(x, places) - np.array([crps(law, value) for value in x])
        np.testing.assert_allclose(apart, apart[0], atol=1e-9)  # rounding


@pytest.mark.parametrize("day", REFERENCES)
def test_an_infant_at_the_medians_is_nearer_than_reference_infants_are_to_each_other(day):
    known = reference(day)
    medians = 10 ** known.places[:, known.places.shape[1] // 2] - known.floor
    lost = np.zeros(len(GUT_GUILDS))
    lost[list(GUT_GUILDS).index("clostridia")] = 1.0
    near, far = known.far(np.stack([medians, lost]))
    assert near < known.among_themselves < far


def test_reference_infants_are_as_far_from_each_other_as_pairs_of_draws_are():
    known = reference(7)
    levels = np.linspace(0, 1, known.places.shape[1])
    pairs = [np.abs(np.subtract(*(np.interp(RNG.random(100_000), levels, one) for _ in range(2)))).mean() for one in known.places]
    assert known.among_themselves == pytest.approx(np.mean(pairs), abs=0.01)  # error of the draws


def test_where_there_is_no_cell_there_is_no_distance():
    assert np.isnan(reference(7).far(np.full((1, len(GUT_GUILDS)), np.nan))).all()
