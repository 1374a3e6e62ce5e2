"""Skill and gain of a block: weights of clusters, occasions and guilds, and when a difference has no known error."""

import numpy as np
import pytest
from scipy import stats

from milkway.skill.earned import Scored, gain, skill
from milkway.skill.few_clusters import FewClusters
from milkway.skill.pool_weight import pool_weight
from milkway.skill.skill_words import alike_sentence, word_of


def found(low, high, clusters=5, dropped_low=None, dropped_high=None):
    dropped_low = low if dropped_low is None else dropped_low
    dropped_high = high if dropped_high is None else dropped_high
    return FewClusters((low + high) / 2, low, high, 0.5, clusters, 0.5, None, dropped_low, dropped_high, 0.0, 0.0)


@pytest.mark.parametrize(
    ("one", "unit", "word"),
    [
        (found(0.01, 0.4), "skill", "better"),
        (found(0.01, 0.4, 4), "skill", "cannot tell (4)"),  # below five clusters there is no word
        (found(0.01, 0.4, 5, dropped_low=-0.02), "skill", "no worse"),  # a single cluster turns it
        (found(0.0, 0.4), "skill", "no worse"),
        (found(-0.4, -0.01), "skill", "worse"),
        (found(-0.4, -0.01, 4), "skill", "cannot tell (4)"),
        (found(-0.4, -0.01, 5, dropped_high=0.02), "skill", "cannot tell (5)"),
        (found(-0.04, 0.3), "skill", "no worse"),
        (found(-0.05, 0.3), "skill", "cannot tell (5)"),
        (found(-0.06, 0.3), "gain", "no worse"),
        (found(-0.1, 0.3, 2), "gain", "cannot tell (2)"),
        (found(-0.09, 0.3, 2), "gain", "cannot tell (2)"),
        (found(-0.09, 0.3), "gain", "no worse"),
    ],
)
def test_the_word_follows_the_rule(one, unit, word):
    assert word_of(one, unit, 0.0, known=True) == word


def test_a_block_of_unknown_error_is_never_better():
    assert word_of(found(0.01, 0.4), "skill", 0.0, known=False) == "no worse"


@pytest.mark.parametrize(("unit", "margin"), [("skill", 0.05), ("gain", 0.1)])
def test_an_error_over_draws_above_the_margin_refuses_every_word(unit, margin):
    for one in (found(0.01, 0.4), found(-0.4, -0.01), found(-0.01, 0.4)):
        assert word_of(one, unit, margin + 0.001, known=True) == "cannot tell (5)"
        assert word_of(one, unit, margin, known=True) != "cannot tell (5)"


def test_clusters_count_the_same_and_in_each_occasions_and_in_these_parts():
    results = [
        Scored("a", "day 4", "bifidobacterium", 0.1, 0.2),
        Scored("a", "day 4", "bacteroides", 0.3, 0.2),
        Scored("a", "day 7", "bifidobacterium", 0.5, 0.8),
        Scored("b", "day 30", "bifidobacterium", 0.2, 0.4),
    ]
    model = np.array([(0.2 + 0.5) / 2, 0.2])
    rival = np.array([(0.2 + 0.8) / 2, 0.4])
    made = skill(results)
    assert made.value == pytest.approx(1 - model.sum() / rival.sum())
    assert [one.value for one in made.differences] == pytest.approx((rival - model) / rival.mean())


def test_a_gain_is_the_mean_difference_of_clusters_in_nats():
    results = [Scored("a", "x", "1", -3.0, -4.0), Scored("a", "y", "1", -2.0, -2.0), Scored("b", "z", "1", -5.0, -4.8)]
    assert gain(results).value == pytest.approx(((-2.5 + 3.0) + (-5.0 + 4.8)) / 2)
    assert gain(results).word == "cannot tell (2)"


def test_errors_of_the_same_infants_add():
    results = [Scored("a", "x", "1", 1, 2, 0.3), Scored("a", "y", "1", 1, 2, 0.4), Scored("b", "z", "1", 1, 2, 0.5)]
    assert [one.error for one in gain(results).differences] == pytest.approx([0.35, 0.5])


def test_a_gain_has_the_error_of_its_scores_over_draws():
    results = [Scored("a", "x", "1", -1, -2, None, 0.3), Scored("b", "z", "1", -1, -2, None, 0.06)]
    made = gain(results)
    assert [one.error for one in made.differences] == pytest.approx([0.3, 0.06])
    assert made.over_draws == pytest.approx(0.18)
    assert made.word == "cannot tell (2)"


@pytest.mark.parametrize(("error", "word"), [(0.01, "better"), (None, "no worse")])
def test_five_clear_clusters_are_better_only_where_their_error_is_known(error, word):
    assert gain([Scored(str(i), "x", "1", -1.0, -2.0, error) for i in range(6)]).word == word


def test_a_rival_without_distance_has_no_ratio():
    with pytest.raises(ValueError, match="more than 0"):
        skill([Scored("a", "x", "1", 0.1, -0.2)])


def test_the_weight_of_the_mechanism_is_that_of_a_beta_law_where_one_forecast_is_certain():
    wins, losses = 6, 2  # each cluster impossible under one of the two: the posterior is Beta(7, 3)
    made = pool_weight([0.0] * wins + [-700.0] * losses, [-700.0] * wins + [0.0] * losses)
    assert made.median == pytest.approx(stats.beta.median(7, 3), abs=1e-3)
    assert stats.beta.pdf(made.low, 7, 3) == pytest.approx(stats.beta.pdf(made.high, 7, 3), rel=0.02)  # highest density
    assert stats.beta.cdf(made.high, 7, 3) - stats.beta.cdf(made.low, 7, 3) == pytest.approx(0.9, abs=2e-3)
    assert made.at_zero == pytest.approx(stats.beta.pdf(0.0, 7, 3), abs=1e-6)
    assert made.sentence == ""


def test_a_mechanism_that_never_wins_adds_nothing_that_can_be_seen():
    assert "adds nothing" in pool_weight([-2.0] * 4, [-1.0] * 4).sentence


@pytest.mark.parametrize(("ahead", "adds"), [(0.1, False), (-0.1, False), (1.5, False), (2.5, True)])
def test_a_coin_flip_of_few_clusters_is_no_mechanism_that_adds(ahead, adds):
    """One cluster in which M is ahead by a nats: the density of 0 is that of 2 / (1 + exp(a))."""
    made = pool_weight([-2.0 + ahead], [-2.0])
    assert made.at_zero == pytest.approx(2 / (1 + np.exp(ahead)), abs=1e-3)
    assert (made.sentence == "") is adds


def test_forecasts_nearer_than_monte_carlo_error_are_one():
    assert "no skill of its own" in alike_sentence(0.01, 0.02)
    assert alike_sentence(0.03, 0.02) == ""
