"""Infants' stool forecast as a distribution: fair whatever the number of draws, beside rivals that know no infant of its own."""

import numpy as np
import pytest

from milkway.forecasts.infant_forecast import distance, moved_sets, occasion_forecast
from milkway.forecasts.infant_laws import naive_law, naive_words, told_of_law, told_of_shares
from milkway.forecasts.published_infants import GuildGiven, OccasionGiven
from milkway.inference.infant_misses import Move
from milkway.published.distances import log_share
from milkway.published.distribution import Distribution
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion, gut_laws

FLOOR = 0.01
GUILD = "bifidobacterium"


def test_draws_that_are_the_truth_have_no_distance_on_average():
    """Infants of a draw are alike, as draws of a parameter make them: chance alone is taken off."""
    chance = np.random.default_rng(1)
    truth = Distribution.normal(0.0, np.sqrt(2.0))
    found = [distance(list(chance.normal(chance.normal(size=(6, 1)), 1.0, (6, 9))), truth) for _ in range(400)]
    assert np.mean(found) == pytest.approx(0.0, abs=3 * np.std(found) / 20)  # three standard errors of 400


def test_a_shifted_forecast_is_as_far_as_two_known_laws():
    sets = list(np.random.default_rng(2).normal(1.0, 1.0, (20, 200)))
    truth = Distribution.normal(0.0, 1.0)
    x = np.linspace(-8, 9, 20000)
    expected = float(np.sum((Distribution.normal(1.0, 1.0).after(x) - truth.after(x)) ** 2) * (x[1] - x[0]))
    assert distance(sets, truth) == pytest.approx(expected, abs=0.03)  # 4,000 infants: standard error 0.012


def test_the_rival_is_other_cohorts_of_like_age_and_birth_in_equal_parts():
    occasion = GutOccasion("", "vaginal", "any", 24, 24)
    shao, jakobsen = (gut_laws()[GutOccasion(*key)][GUILD] for key in (SHAO, JAKOBSEN))
    law, x = naive_law(occasion, GUILD, FLOOR), np.linspace(-2, 0, 50)
    parts = [one.distribution(FLOOR).after(x) for one in (shao, jakobsen)]
    assert law.after(x) == pytest.approx(np.mean(parts, axis=0))
    assert law.size == pytest.approx(4 / (1 / shao.effective + 1 / jakobsen.effective))
    assert "shao2019 (89 infants), jakobsen2025 (102 infants)" in naive_words(occasion)


def test_a_cohort_of_its_own_cluster_is_no_rival_and_it_is_said_that_there_is_none():
    for occasion in (GutOccasion("shao2019", "vaginal", "any", 24, 24), GutOccasion("", "c_section", "any", 60, 60)):
        assert naive_law(occasion, GUILD, FLOOR) is None
        assert "no naive rival" in naive_words(occasion)


def test_how_infants_are_told_does_not_depend_on_how_their_law_is_kept():
    shares = np.random.default_rng(3).beta(0.4, 1.0, 4000)
    one, other = told_of_shares(shares, FLOOR), told_of_law(Distribution.of_sample(log_share(shares, FLOOR)), FLOOR)
    assert other.quartiles == one.quartiles
    assert other.mean == pytest.approx(one.mean, abs=0.002)  # 2,000 places
    assert one.above_1_percent == pytest.approx(float((shares > 0.01).mean()))
    assert other.above_1_percent == pytest.approx(one.above_1_percent, abs=1 / 4000)  # an infant


def test_each_guild_has_its_law_its_place_and_its_score_beside_both_rivals():
    chance = np.random.default_rng(4)
    sets = [chance.dirichlet(np.full(len(GUT_GUILDS), 0.5), 30) for _ in range(5)]
    sets[0][0] = np.nan  # an infant without a cell
    shares = tuple(chance.dirichlet(np.full(len(GUT_GUILDS), 0.5), 40)[:, 0].tolist())
    printed = {GUILD: GuildGiven(shares=shares, mean=0.125, above_1_percent=0.8)}
    found = occasion_forecast(OccasionGiven("a month", "", "vaginal", 24, 40, 20000, FLOOR, printed), sets, "", {}, 1)
    one, other = found.guilds[GUILD], found.guilds["bacteroides"]
    assert one.score.value == pytest.approx(0.0, abs=4 * one.score.error)
    assert one.score.value < one.naive.distance  # of the real cohorts, to which these shares are nothing
    assert one.hierarchy.distance > 0
    assert np.median(one.mean) == pytest.approx(0.125, abs=0.03)  # 1 of 8 guilds
    assert (other.score, other.naive.distance) == (None, None)
    assert other.naive.law.mean == pytest.approx(_mean("bacteroides"), abs=0.02)  # quantiles of few points


def _mean(guild):
    return np.mean([gut_laws()[GutOccasion(*key)][guild].mean for key in (SHAO, JAKOBSEN)])


SHAO, JAKOBSEN = ("shao2019", "vaginal", "no", 18, 24), ("jakobsen2025", "vaginal", "any", 30, 30)


def test_what_a_cohort_of_like_age_showed_moves_a_forecast_and_nothing_comes_of_nothing():
    sets = [np.array([0.0, 0.02, 0.1]), np.array([0.0, 0.02, 0.1])]
    moved = moved_sets(sets, Move(np.full(41, 0.3), 0.0), 1e-9, 1)
    assert np.array(moved) == pytest.approx(np.array(sets) * 10**0.3, abs=1e-6)
    apart = moved_sets(sets, Move(np.zeros(41), 0.2), 1e-9, 1)
    expected = sorted(0.1 * 10 ** (0.2 * off) for off in (-0.67449, 0.67449))
    assert sorted(one[2] for one in apart) == pytest.approx(expected, rel=1e-3)
    assert all(one[0] == pytest.approx(0.0, abs=1e-6) for one in apart)


def test_infants_at_the_background_are_moved_each_by_its_own_place():
    """Half of all have nothing; a miss of the upper half of infants moves those, as quantiles of a fold are moved."""
    sets = [np.concatenate([np.zeros(200), np.linspace(0.01, 0.1, 200)])] * 2
    shift = np.where(np.arange(41) <= 20, np.linspace(0.0, 0.5, 41), 0.0)
    moved = np.sort(np.concatenate(moved_sets(sets, Move(shift, 0.0), 0.001, 1)))
    assert moved[:40].max() < 0.001 * (10**0.05 - 1) + 1e-9  # the first tenth of a shift that grows to .25 decades
    assert moved[360:400].min() > 0.001 * (10**0.2 - 1)
    assert moved[-1] == pytest.approx(0.1, rel=1e-6)


def test_infants_of_the_cohort_itself_do_not_move_its_forecast():
    """Quantiles of worlds that are far off what Jakobsen printed: they move a stranger's forecast, and not Jakobsen's own."""
    cohort = next(one for one in gut_laws() if one.study == "jakobsen2025" and one.day == 30 and one.birth == "vaginal")
    draws = [np.full((20, 8), 1 / 8), np.full((20, 8), 1 / 8)]
    given = OccasionGiven("a month", "", "vaginal", 30, 40, 20000, FLOOR, {})
    known = {"clostridia": {cohort: np.full(41, -0.1)}}
    still, same, moved = (
        occasion_forecast(given, draws, study, told, 1).guilds["clostridia"].mean.mean()
        for study, told in (("jakobsen2025", {}), ("jakobsen2025", known), ("", known))
    )
    assert same == still
    assert moved < 0.8 * still
