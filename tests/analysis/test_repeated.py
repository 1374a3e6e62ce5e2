"""Repeated ratings against the growth data of Potthoff and Roy, and closed forms."""

import warnings

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import ttest_ind

from milkway.analysis.measures import repeated
from milkway.analysis.measures.repeated import FELL_BACK, mixed_difference, mixed_difference_last

# Potthoff and Roy 1964: distance in mm from pituitary to pterygomaxillary fissure at ages 8, 10, 12 and 14.
GIRLS = """21 20 21.5 23; 21 21.5 24 25.5; 20.5 24 24.5 26; 23.5 24.5 25 26.5; 21.5 23 22.5 23.5; 20 21 21 22.5;
21.5 22.5 23 25; 23 23 23.5 24; 20 21 22 21.5; 16.5 19 19 19.5; 24.5 25 28 28"""
BOYS = """26 25 29 31; 21.5 22.5 23 26.5; 23 22.5 24 27.5; 25.5 27.5 26.5 27; 20 23.5 22.5 26; 24.5 25.5 27 28.5; 22 22 24.5 26.5;
24 21.5 24.5 25.5; 23 20.5 31 26; 27.5 28 31 31.5; 23 23 23.5 25; 21.5 23.5 24 28; 17 24.5 26 29.5; 22.5 25.5 25.5 26;
23 24.5 26 30; 22 21.5 23.5 25"""
ARMS = tuple(np.array([[float(x) for x in row.split()] for row in text.split(";")]) for text in (BOYS, GIRLS))


def test_the_difference_over_visits_gives_the_published_test_of_boys_against_girls():
    """Repeated-measures analysis of these data (SAS/STAT guide, PROC GLM): F = 9.29 with 1 and 25 degrees of freedom."""
    found = mixed_difference(ARMS)
    z = found.estimate / ((found.high - found.low) / (2 * 1.959964))
    assert z**2 == pytest.approx(9.29, abs=5e-3)


def test_the_difference_at_the_last_visit_is_that_of_the_published_means():
    """Potthoff and Roy 1964: means at age 14 of 27.47 and 24.09 mm."""
    assert mixed_difference_last(ARMS).estimate == pytest.approx(27.46875 - 24.0909090909, abs=1e-6)


def test_complete_ratings_give_the_t_test_of_womens_means():
    draw = np.random.default_rng(1)
    arms = tuple(draw.normal(size=(30, 1)) + draw.normal(size=(30, 3)) for _ in range(2))
    found = mixed_difference(arms)
    plain = ttest_ind(arms[0].mean(axis=1), arms[1].mean(axis=1))
    # the error is the same; REML is searched to about 1e-4
    assert found.estimate / ((found.high - found.low) / (2 * 1.959964)) == pytest.approx(plain.statistic, rel=1e-3)


def test_missing_visits_agree_with_statsmodels_own_formula():
    draw = np.random.default_rng(2)
    arms = [draw.normal(size=(40, 1)) + draw.normal(size=(40, 3)) for _ in range(2)]
    for arm in arms:
        arm[draw.random(arm.shape) < 0.2] = np.nan
    together = np.concatenate(arms)
    woman, visit = np.nonzero(np.isfinite(together))
    first = (woman < 40).astype(float)
    design = np.column_stack([np.eye(3)[visit], np.eye(3)[visit] * first[:, None]])
    fitted = sm.MixedLM(together[woman, visit], design, groups=woman).fit(reml=True)
    assert mixed_difference_last(tuple(arms)).estimate == pytest.approx(fitted.fe_params[5], abs=1e-4)


def test_leaving_by_a_rating_that_was_seen_does_not_bias_the_difference():
    """Women of one arm with a high first rating leave: means of who is left are wrong, the mixed model is right."""
    draw = np.random.default_rng(3)
    arms = [2 * draw.normal(size=(1500, 1)) + 0.5 * draw.normal(size=(1500, 2)) for _ in range(2)]
    arms[0][arms[0][:, 0] > 0, 1] = np.nan
    # true difference zero, standard error near 0.07 where a woman's first rating is known: three of them
    assert abs(mixed_difference_last(tuple(arms)).estimate) < 0.21
    assert np.nanmean(arms[0][:, 1]) < -1


def test_it_says_so_when_the_mixed_model_does_not_converge(monkeypatch):
    monkeypatch.setattr(repeated, "mixed_means", lambda *_: None)
    found = mixed_difference(ARMS)
    assert found.note == FELL_BACK
    assert found.estimate == pytest.approx(2.321, abs=5e-4)


def test_ratings_that_do_not_differ_leave_no_estimate_and_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert mixed_difference((np.zeros((5, 2)), np.zeros((5, 2)))).estimate is None
