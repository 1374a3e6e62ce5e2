"""The noise of few simulated women leaves a forecast, and how much of it there was is told."""

import numpy as np
import pytest
from scipy import stats
from synthetic_women import HURTADO, ILL, made

from milkway.forecasts.predicted import Predicted
from milkway.forecasts.printed_trials import printed_trials
from milkway.forecasts.true_levels import Truths, mixed, true_levels

WOMEN = {"product": 311, "placebo": 309}


def truths(placebo, product, **more):
    return true_levels(made(placebo, product, **more), HURTADO, ILL, "null", "off")


def printed(found):
    return printed_trials(found, ILL, WOMEN, "placebo", 3)


def test_draws_that_differ_by_few_women_alone_are_one_risk():
    chance = np.random.default_rng(1)
    women = chance.random((200, 64)) < 0.2
    found = truths(women, women)
    assert np.ptp(np.quantile(found.level["placebo"], [0.05, 0.95])) < 0.5 * np.ptp(np.quantile(women.mean(axis=1), [0.05, 0.95]))
    assert found.noise > 0.7


def test_draws_that_truly_differ_keep_their_spread():
    chance = np.random.default_rng(2)
    risk = chance.uniform(0.1, 0.5, 300)
    found = truths(chance.random((300, 64)) < risk[:, None], np.zeros((300, 64)))
    assert found.level["placebo"].std() == pytest.approx(risk.std(), rel=0.1)  # 300 draws


def test_a_product_without_effect_has_the_risk_of_its_reference_exactly():
    women = np.random.default_rng(3).random((20, 64)) < 0.3
    found = truths(women, women)
    assert (found.level["product"] == found.level["placebo"]).all()


def test_a_known_risk_scatters_as_the_size_of_the_trial_says():
    found = printed(truths(np.tile(np.arange(100) < 20, (50, 1)), np.tile(np.arange(100) < 20, (50, 1))))
    expected = stats.binom.ppf([0.05, 0.5, 0.95], 309, 0.2) / 309
    assert np.quantile(found.arms["placebo"], [0.05, 0.5, 0.95]) == pytest.approx(expected, abs=0.0033)  # one woman


def test_a_strain_without_effect_is_significant_as_often_as_the_level_says():
    women = np.tile(np.arange(100) < 20, (50, 1))
    found = printed(truths(women, women)).contrasts[0]
    assert found.lower + found.higher == pytest.approx(0.05, abs=0.046)  # 200 trials: three standard errors


def test_a_halved_risk_is_found_as_often_as_the_textbook_says():
    found = printed(truths(np.tile(np.arange(1000) < 200, (50, 1)), np.tile(np.arange(1000) < 100, (50, 1)))).contrasts[0]
    power = stats.norm.cdf(0.1 / np.sqrt(0.1 * 0.9 / 311 + 0.2 * 0.8 / 309) - 1.96)  # of a difference of two shares
    assert found.lower == pytest.approx(power, abs=0.06)  # 200 trials
    assert np.median(found.estimate) == pytest.approx(-0.1, abs=0.008)


@pytest.mark.parametrize(
    ("analysis", "computed"),
    [("risk_ratio", "risk_ratio"), ("risk_ratio_clustered", "risk_difference"), ("risk_difference_clustered", "risk_difference")],
)
def test_a_contrast_has_the_name_of_what_is_computed(analysis, computed):
    women = np.tile(np.arange(100) < 20, (50, 1))
    asked = Predicted(ILL.endpoint.model_copy(update={"analyses": (analysis,)}))
    found = printed_trials(truths(women, women), asked, WOMEN, "placebo", 3)
    assert found.contrasts[0].measure == computed


def test_what_never_happens_in_an_arm_never_happens_there():
    found = truths(np.zeros((20, 50)), np.tile(np.arange(50) < 10, (20, 1)))
    assert (found.level["placebo"] == 0).all()
    assert found.level["product"] == pytest.approx(np.full(20, 0.2))


def test_route_settings_are_mixed_by_their_weights():
    one, other = truths(np.ones((4, 10)), np.ones((4, 10))), truths(np.zeros((8, 10)), np.zeros((8, 10)))
    assert mixed([(0.25, one), (0.75, other)]).level["placebo"].mean() == pytest.approx(0.25)


def test_women_who_are_not_analysed_are_told():
    women = np.where(np.arange(64) < 32, np.nan, 1.0) * np.ones((5, 1))
    assert truths(women, women).analysed == {"product": 0.5, "placebo": 0.5}


def test_a_draw_in_which_nobody_is_analysed_is_left_out_of_the_endpoint():
    women = np.tile(np.arange(100) < 20, (5, 1)).astype(float)
    placebo, product = women.copy(), women.copy()
    product[1] = np.nan
    placebo[3] = np.nan
    found = truths(placebo, product)
    assert found.sets.tolist() == [0, 2, 4]
    assert found.level["placebo"] == pytest.approx(np.full(3, 0.2))
    both = mixed([(0.5, found), (0.5, truths(women, women))]).world
    assert {tuple(one) for one in both.tolist()} == {(0, 0), (0, 2), (0, 4), *((1, i) for i in range(5))}
    assert truths(np.full((5, 10), np.nan), np.zeros((5, 10))) is None


def test_the_tail_of_a_wide_rival_still_prints_a_number():
    episodes = Predicted(next(one for one in HURTADO.endpoints if one.name == "clinical_episodes"))
    level = {"placebo": np.array([0.2, 1e20]), "product": np.array([0.1, 1e20])}
    wide = Truths(level, {arm: np.zeros(2) for arm in level}, 1.0, None, None, None)
    found = printed_trials(wide, episodes, WOMEN, "placebo", 3)
    assert np.isfinite(found.arms["placebo"]).all()
    assert np.isfinite(found.contrasts[0].estimate).all()
