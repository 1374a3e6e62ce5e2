"""Repeated ratings against the growth data of Potthoff and Roy, Welch's test, and trials drawn without effect."""

import math
import warnings

import numpy as np
import pytest
from scipy.stats import t as student
from scipy.stats import ttest_ind

from milkway.analysis.measures import repeated
from milkway.analysis.measures.repeated import FELL_BACK, FEW, MODEL, OF_FEW, WITHOUT, mixed_difference, mixed_difference_last
from milkway.analysis.reasons import FEW_RATINGS, RATINGS_ALIKE
from milkway.analysis.repeated_model import fit_repeated

# Potthoff and Roy 1964: distance in mm from pituitary to pterygomaxillary fissure at ages 8, 10, 12 and 14.
GIRLS = """21 20 21.5 23; 21 21.5 24 25.5; 20.5 24 24.5 26; 23.5 24.5 25 26.5; 21.5 23 22.5 23.5; 20 21 21 22.5;
21.5 22.5 23 25; 23 23 23.5 24; 20 21 22 21.5; 16.5 19 19 19.5; 24.5 25 28 28"""
BOYS = """26 25 29 31; 21.5 22.5 23 26.5; 23 22.5 24 27.5; 25.5 27.5 26.5 27; 20 23.5 22.5 26; 24.5 25.5 27 28.5; 22 22 24.5 26.5;
24 21.5 24.5 25.5; 23 20.5 31 26; 27.5 28 31 31.5; 23 23 23.5 25; 21.5 23.5 24 28; 17 24.5 26 29.5; 22.5 25.5 25.5 26;
23 24.5 26 30; 22 21.5 23.5 25"""
ARMS = tuple(np.array([[float(x) for x in row.split()] for row in text.split(";")]) for text in (BOYS, GIRLS))


def lost(draw, women, spread, leaving=(-1.7, 1.0)):
    """Ratings at three visits of two arms whose spread differs; after each visit women leave by their last rating, for good."""
    arms = []
    for number, scale in zip(women, spread, strict=True):
        plain = np.sqrt(0.5) * (draw.normal(size=(number, 1)) + draw.normal(size=(number, 3)))
        stays = draw.random((number, 2)) > 1 / (1 + np.exp(-leaving[0] - leaving[1] * plain[:, :2]))
        ratings = plain * [1.0, 2.0, 3.0] * scale
        ratings[:, 1:][~np.logical_and.accumulate(stays, axis=1)] = np.nan
        arms.append(ratings)
    return arms[0], arms[1]


def welch(first, second):
    found = ttest_ind(first, second, equal_var=False)
    return found.statistic, found.pvalue, *found.confidence_interval(0.95)


def test_the_difference_at_the_last_visit_is_that_of_the_published_means():
    """Potthoff and Roy 1964: means at age 14 of 27.47 and 24.09 mm."""
    assert mixed_difference_last(ARMS).estimate == pytest.approx(27.46875 - 24.0909090909, abs=1e-9)


@pytest.mark.parametrize(
    ("measure", "number"), [(mixed_difference, lambda arm: arm.mean(axis=1)), (mixed_difference_last, lambda arm: arm[:, -1])]
)
@pytest.mark.parametrize("arms", [ARMS, tuple(np.random.default_rng(1).normal(size=(2, 3, 4)))], ids=["growth", "three women"])
def test_complete_ratings_give_welchs_test_of_a_number_for_each_woman(measure, number, arms):
    found, (_, p, low, high) = measure(arms), welch(number(arms[0]), number(arms[1]))
    assert (found.p, found.low, found.high) == pytest.approx((p, low, high), rel=1e-9)
    assert found.note == MODEL + OF_FEW * (len(arms[0]) < FEW)


def test_freedom_is_no_more_than_that_of_the_women_seen(monkeypatch):
    """Where six of ten and all of thirty women are seen at the end, the model has the freedom of five and twenty-nine."""
    draw = np.random.default_rng(11)
    first, second = draw.normal(size=(10, 2)), draw.normal(size=(30, 2))
    first[6:, 1] = np.nan
    monkeypatch.setattr(repeated, "freedom", lambda *_: 1e6)
    found = mixed_difference_last((first, second))
    fitted = fit_repeated(
        np.concatenate([first, second]), np.eye(4).reshape(2, 2, 4)[np.repeat([0, 1], [10, 30])], np.repeat([0, 1], [10, 30])
    )
    own = fitted.observed[1, 1], fitted.observed[3, 3]
    free = sum(own) ** 2 / (own[0] ** 2 / 5 + own[1] ** 2 / 29)
    assert (found.high - found.low) / 2 == pytest.approx(student.ppf(0.975, free) * math.sqrt(sum(own)), rel=1e-9)
    assert found.p == pytest.approx(2 * student.sf(abs(found.estimate) / math.sqrt(sum(own)), free), rel=1e-9)
    assert found.note == MODEL + OF_FEW


def test_one_missing_rating_of_many_changes_little():
    """The model and Welch's test are one law: with a first rating of 200 women lost they agree to a part of their errors."""
    draw = np.random.default_rng(2)
    arms = [draw.normal(size=(100, 1)) + draw.normal(size=(100, 3)) for _ in range(2)]
    complete = mixed_difference_last(tuple(arms))
    arms[0][0, 0] = np.nan
    found = mixed_difference_last(tuple(arms))
    assert (found.estimate, found.low, found.high) == pytest.approx((complete.estimate, complete.low, complete.high), abs=1e-6)


def test_leaving_by_a_rating_that_was_seen_does_not_bias_the_difference():
    """Women of one arm with a high first rating leave: means of who is left are wrong, the mixed model is right."""
    draw = np.random.default_rng(3)
    arms = [2 * draw.normal(size=(1500, 1)) + 0.5 * draw.normal(size=(1500, 2)) for _ in range(2)]
    arms[0][arms[0][:, 0] > 0, 1] = np.nan
    # true difference zero, standard error near 0.07 where a woman's first rating is known: three of them
    assert abs(mixed_difference_last(tuple(arms)).estimate) < 0.21
    assert np.nanmean(arms[0][:, 1]) < -1


def test_errors_are_the_spread_of_estimates_where_women_leave_by_what_was_seen():
    """An error that expects the same of all visits is 3 % too small here, at any size (Kenward and Molenberghs 1998)."""
    draw = np.random.default_rng(4)
    found = [mixed_difference_last(lost(draw, (150, 150), (1.0, 1.0))) for _ in range(400)]
    spread = np.std([one.estimate for one in found])
    error = np.mean([(one.high - one.low) / (2 * 1.97) for one in found])
    # a standard deviation of 400 is known to 3.5 %: three of them
    assert spread / error == pytest.approx(1.0, abs=0.106)


def test_too_few_ratings_for_a_covariance_fall_back_on_women_seen_and_say_so():
    """Of four women an arm two are seen to the end: what is left is Welch's test of those two."""
    first, second = (np.random.default_rng(5).normal(size=(4, 3)) for _ in range(2))
    second = second + 1
    first[2:, 1:], second[:2, 1:] = np.nan, np.nan
    found, (_, p, low, high) = mixed_difference_last((first, second)), welch(first[:2, 2], second[2:, 2])
    assert found.note == FELL_BACK + OF_FEW
    assert (found.p, found.low, found.high) == pytest.approx((p, low, high), rel=1e-9)


@pytest.mark.parametrize("before", [np.nan, 0.3], ids=["nobody seen", "all alike"])
def test_a_visit_that_says_nothing_of_an_arm_does_not_take_part(before):
    first, second = lost(np.random.default_rng(6), (30, 40), (1.0, 2.0))
    without = mixed_difference_last((first[:, 1:], second[:, 1:]))
    first[:, 0] = before
    found = mixed_difference_last((first, second))
    assert (found.estimate, found.low, found.high, found.p) == (without.estimate, without.low, without.high, without.p)
    assert found.note == MODEL + WITHOUT


def test_a_last_visit_that_nobody_of_an_arm_reached_leaves_no_estimate():
    first, second = lost(np.random.default_rng(7), (30, 40), (1.0, 2.0))
    first[1:, 2] = np.nan
    for measure in (mixed_difference, mixed_difference_last):
        found = measure((first, second))
        assert (found.estimate, found.p, found.note) == (None, None, FEW_RATINGS)


def test_an_arm_without_pain_at_the_end_is_judged_by_the_spread_of_the_other():
    first, second = lost(np.random.default_rng(8), (30, 40), (1.0, 2.0))
    first[:, 2] = 0.0
    found, seen = mixed_difference_last((first, second)), second[np.isfinite(second[:, 2]), 2]
    assert found.note == FELL_BACK
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # SciPy warns of an arm without spread
        assert found.p == pytest.approx(ttest_ind(first[:, 2], seen, equal_var=False).pvalue, rel=1e-9)


@pytest.mark.parametrize("level", [0.0, 0.1])
def test_ratings_that_do_not_differ_leave_no_p_and_no_warning(level):
    found = mixed_difference((np.full((5, 3), level), np.full((5, 3), level)))
    assert (found.p, found.low, found.note) == (None, None, RATINGS_ALIKE)


def test_nothing_that_is_drawn_raises_warns_or_has_an_interval_against_its_p():
    """Ratings of few women in few grades, with visits, women and arms missing."""
    draw = np.random.default_rng(9)
    for _ in range(300):
        visits, women = draw.integers(1, 5), draw.integers(1, 9, 2)
        arms = [np.round(draw.normal(0, draw.choice([0.3, 1, 3]), (number, visits))) for number in women]
        for arm in arms:
            arm[draw.random(arm.shape) < draw.choice([0, 0.2, 0.6])] = np.nan
        for measure in (mixed_difference, mixed_difference_last):
            found = measure((arms[0], arms[1]))
            assert found.note
            if found.p is not None:
                assert (found.p < 0.05) == (found.low > 0 or found.high < 0)
                assert found.low < found.estimate < found.high


def falsely(women, spread, trials, seed):
    """Shares of trials without effect that claim one, of both measures."""
    draw = np.random.default_rng(seed)
    drawn = [lost(draw, women, spread) for _ in range(trials)]
    return [np.mean([(measure(arms).p or 1) < 0.05 for arms in drawn]) for measure in (mixed_difference, mixed_difference_last)]


@pytest.mark.parametrize("spread", [(3.0, 1.0), (1.0, 3.0)])
def test_few_women_in_unlike_arms_make_no_more_false_claims_than_they_may(spread):
    trials = 200
    # three standard errors of a share of 5 %; one covariance for both arms claims in 23 % or 0.5 % of such trials
    assert max(falsely((12, 36), spread, trials, 10)) < 0.05 + 3 * np.sqrt(0.05 * 0.95 / trials)


@pytest.mark.slow
@pytest.mark.parametrize("spread", [(1.0, 1.0), (3.0, 1.0), (1.0, 3.0)])
@pytest.mark.parametrize("women", [(8, 8), (8, 24), (12, 36), (30, 90)])
def test_the_level_holds_for_8_to_30_women_in_unlike_arms(women, spread):
    """Ratings shift with an effect and leaving does not, so the intervals hold the truth in what is left of 1."""
    trials = 2000
    for share in falsely(women, spread, trials, 11):
        assert share < 0.05 + 2.6 * np.sqrt(0.05 * 0.95 / trials)  # 0.005 is the chance that a right analysis fails
