"""Distributions over infants as numbers: what is published and what is simulated are read alike."""

import numpy as np
import pytest

from milkway.inference.infant_summaries import STATISTICS, fitted_occasions, laws_of, published_summaries, simulated_summaries
from milkway.published.distribution import PROBABILITIES
from milkway.published.gut_cohorts import GUT_GUILDS, gut_laws

GUILDS = tuple(GUT_GUILDS)

OCCASIONS = fitted_occasions()
PUBLISHED = published_summaries(OCCASIONS)


def test_infants_drawn_from_what_is_published_are_read_as_what_is_published():
    chosen = tuple(one for one in OCCASIONS if laws_of(one)[GUILDS[0]].quantiles)
    chance = np.random.default_rng(1)
    drawn = {
        one: np.stack(
            [
                np.interp(chance.random(laws_of(one)[guild].n), PROBABILITIES, np.array(laws_of(one)[guild].quantiles))
                for guild in GUT_GUILDS
            ],
            axis=1,
        )
        for one in chosen
    }
    there = published_summaries(chosen)
    off = (simulated_summaries(chosen, drawn) - there.value) / np.sqrt(np.diag(there.covariance))
    assert np.abs(off).max() < 3.0
    assert np.sqrt((off**2).mean()) < 0.5  # as many infants as there were; errors hold what the model misses as well


def test_small_cohorts_are_fitted_pooled_and_never_twice():
    pooled = set(gut_laws("pooled"))
    assert len(pooled) == 6
    assert pooled <= set(OCCASIONS)
    assert not any(one.study == "maled" for one in OCCASIONS)
    assert all(laws_of(one)["clostridia"].n >= 42 for one in pooled)


def test_infants_with_an_antibiotic_of_their_own_are_not_fitted():
    assert all(one.antibiotic != "yes" for one in OCCASIONS)


def test_errors_are_a_covariance_with_the_cohort_and_what_the_model_misses_in_it():
    assert np.linalg.eigvalsh(PUBLISHED.covariance).min() > 0
    assert np.sqrt(np.diag(PUBLISHED.covariance)).min() > np.log10(np.exp(0.3))
    first, second, elsewhere = (
        PUBLISHED.names.index(name)
        for name in (
            "shao2019 vaginal day 4 clostridia mean",
            "shao2019 vaginal day 21 clostridia mean",
            "jakobsen2025 vaginal day 30 clostridia mean",
        )
    )
    assert PUBLISHED.covariance[first, second] > (0.4 / np.log(10)) ** 2  # the cohort, and infants who are the same
    assert PUBLISHED.covariance[first, elsewhere] == 0


def test_a_study_that_is_left_out_says_nothing():
    kept, seen = PUBLISHED.without(frozenset({"shao2019"}))
    assert kept.sum() == len(seen.value) == len(seen.covariance)
    assert not any("shao2019" in name for name, here in zip(PUBLISHED.names, kept, strict=True) if here)


def test_an_occasion_gives_four_numbers_a_guild_or_one():
    many = [name.split(" ")[-1] for name in PUBLISHED.names]
    assert set(many) == {*STATISTICS, "share"}


def test_infants_seen_twice_are_off_alike_as_far_as_they_are_the_same():
    """Of 112 and 179 infants 98 are the same, whose shares keep their ranks by .78: of both means' errors .54 are common."""
    names = [f"shao2019 vaginal day {day} bifidobacterium mean" for day in (4, 7)]
    first, second = (PUBLISHED.names.index(name) for name in names)
    kits, missed = (0.4 / np.log(10)) ** 2, 2 * (0.3 / np.log(10)) ** 2
    own = [PUBLISHED.covariance[i, i] - kits - missed for i in (first, second)]
    common = (PUBLISHED.covariance[first, second] - kits) / np.sqrt(own[0] * own[1])
    assert common == pytest.approx(0.7839 * 98 / np.sqrt(112 * 179), abs=0.03)
