"""Scores of a forecast on synthetic women: what is scored together, with which error over draws, and against whom."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from scipy.special import expit, logit
from synthetic_women import HURTADO, made

from milkway.analysis.kinds import LOAD, SHARE
from milkway.core.streams import Streams
from milkway.forecasts.doubted import NOTHING_LEARNED, Learned, as_a_maker_prints, biases, doubted
from milkway.forecasts.forecast import forecast
from milkway.forecasts.forecast_plain import naive_groups, not_placed, plain_joint, plain_results
from milkway.forecasts.forecast_scores import joint_scores, score_of, scored_places, together
from milkway.forecasts.given_results import Given, stated_contrasts, stated_results
from milkway.inference.prior_scales import BIAS
from milkway.inference.targets import topic_of
from milkway.published.catalogue import results
from milkway.reports.forecast_terminal import endpoint_table
from milkway.skill.naive_evidence import naive_evidence

ILL, EPISODES = "clinical_mastitis", "clinical_episodes"
SHORT = HURTADO.model_copy(update={"endpoints": tuple(one for one in HURTADO.endpoints if one.name in (ILL, EPISODES))})
LEARNED = Learned({"mastitis": (0.2,), "product": (0.3,)})  # discrepancies of a posterior
PLACEBO, PRODUCT = (np.tile(np.arange(100) < k, (6, 1)) for k in (20, 14))


@pytest.fixture(scope="module")
def found():
    settings, hypotheses = ("off", "on"), ("null", "immune")
    simulated = made(PLACEBO, PRODUCT, ILL, hypotheses, settings) | made(PLACEBO, PRODUCT, EPISODES, hypotheses, settings)
    return forecast(SHORT, simulated, hypotheses, stated_results(SHORT), stated_contrasts(SHORT), LEARNED, 1)


def test_of_women_and_their_episodes_the_women_count(found):
    assert set(scored_places(found)) == {(ILL, "product"), (ILL, "placebo")}


def test_of_loads_of_a_trial_that_of_the_reference_arm_counts():
    loads = tuple(one for one in HURTADO.endpoints if one.score == "load")
    one = HURTADO.model_copy(update={"endpoints": loads})
    women = np.random.default_rng(1).normal(3.0, 0.5, (6, 40))
    simulated = {}
    for endpoint in loads:
        simulated |= made(women, women - 0.3, endpoint.name, ("null",), ("off", "on"))
    given = {(endpoint.name, arm.name): Given(3.1, None, 30) for endpoint in loads for arm in HURTADO.arms}
    found = forecast(one, simulated, ("null",), given, {}, LEARNED, 1)
    assert len(given) > 1
    assert scored_places(found) == ((loads[0].name, "placebo"),)
    row = next(row for row in plain_results(found) if row["scored"])
    assert row["crps"] > 0
    assert row["error"] > 0


def test_which_groups_the_rival_is_made_of_is_told(found):
    assert naive_groups(found)[ILL] == ["amir2007", "scott2008", "cullinane2015"]  # plain, without its own


def test_the_arms_of_a_trial_are_scored_together(found):
    """With what the mechanism may miss: a discrepancy of the women, another of the contrast, and the bias of a stake."""
    even = (np.arange(60) + 0.5) / 60
    women, apart, bias = 0.2 * stats.norm.ppf(even), 0.3 * stats.norm.ppf(even), BIAS * stats.halfnorm.ppf(even)
    placebo = expit(logit(0.2) + women[:, None, None])
    product = expit(logit(0.14) + women[:, None, None] + apart[None, :, None] - bias)
    expected = np.log((stats.binom.pmf(30, 152, placebo) * stats.binom.pmf(16, 139, product)).mean())
    assert joint_scores(found)[0].model.value == pytest.approx(expected, abs=0.06)  # 4,000 doubts


def test_a_score_has_the_error_of_its_parameter_sets(found):
    """Six sets of the same women differ by nothing but their doubts: the error is that of the six parts of the draws."""
    one = found.endpoints[0]
    told, known = one.by["null", "averaged"], found.given[ILL, "placebo"]
    p = stats.binom.pmf(30, 152, told.truths.level["placebo"])
    sets = told.truths.sets
    without = np.array([np.log(p[sets != number].mean()) for number in range(6)])
    score = score_of(told, one.kind, "placebo", known)
    assert score.error == pytest.approx(np.sqrt(5 * without.var()), rel=0.05)  # sets have as many draws, but for rounding
    assert score_of(one.naive, one.kind, "placebo", known).error == 0.0


def test_beside_it_is_the_mechanism_alone_of_which_p_is(found):
    rows = [one for one in plain_results(found) if one["name"] == ILL and one["hypothesis"] == "null"]
    placebo = next(one for one in rows if one.get("arm") == "placebo")
    low, high = placebo["mechanism"]["interval90"]
    assert [low, high] == pytest.approx(stats.binom.ppf([0.05, 0.95], 152, 0.2) / 152, abs=0.007)  # one woman
    assert placebo["interval90"][0] < low
    assert placebo["interval90"][1] > high
    contrast = next(one for one in rows if "contrast" in one)
    alone = found.endpoints[0].alone["null"].printed.contrasts[0]
    assert contrast["significant"] == {"lower": alone.lower, "higher": alone.higher}
    assert contrast["median"] < contrast["mechanism"]["median"]  # the stake of its maker


def test_what_a_makers_trial_would_print_is_the_mechanism_with_the_bias_of_a_stake_alone(found):
    one = found.endpoints[0]
    biased = as_a_maker_prints(one.alone["null"].truths, SHORT, one.endpoint, NOTHING_LEARNED, 1)
    assert biased.level["placebo"] == pytest.approx(np.full(4000, 0.2))
    moved = logit(0.14) - logit(biased.level["product"])
    assert np.quantile(moved, [0.05, 0.5, 0.95]) == pytest.approx(BIAS * stats.halfnorm.ppf([0.05, 0.5, 0.95]), abs=0.03)  # 4,000


def test_a_bias_that_was_learned_takes_the_place_of_its_prior(found):
    one = found.endpoints[0]
    biased = as_a_maker_prints(one.alone["null"].truths, SHORT, one.endpoint, Learned(bias=np.array([0.1, 0.7])), 1)
    moved = (logit(0.14) - logit(biased.level["product"])).round(9)
    assert set(moved.tolist()) == {0.1, 0.7}


def test_a_bias_that_was_learned_in_logarithms_moves_loads_in_decades():
    bias = Learned(bias=np.array([np.log(10.0)]))
    assert biases(Streams(1), "load", np.arange(3), bias, LOAD).tolist() == pytest.approx([1.0] * 3)
    assert biases(Streams(1), "ill", np.arange(3), bias, SHARE).tolist() == pytest.approx([np.log(10.0)] * 3)


def test_a_contrast_has_a_line_of_what_a_maker_would_print_and_the_mechanism_keeps_its_effect(found):
    row = next(one for one in plain_results(found) if "contrast" in one and one["name"] == ILL)
    alone = np.median(found.endpoints[0].alone["null"].printed.contrasts[0].estimate)
    assert row["mechanism"]["median"] == pytest.approx(alone)
    assert row["maker"]["median"] < row["mechanism"]["median"]  # fewer ill, as a maker would have it


def test_the_terminal_has_that_line_below_each_contrast(found):
    table = endpoint_table({"results": plain_results(found), "skills": {ILL: None}}, ILL)
    named = [row[0] for row in table.rows]
    assert named[named.index("null: what a maker's trial would print") - 1] == "null"
    assert sum("maker" in name for name in named) == 2  # hypotheses, of one contrast


def test_where_nobody_has_a_stake_there_is_no_such_line(found, monkeypatch):
    monkeypatch.setattr("milkway.forecasts.doubted.stake", lambda _: 0)
    one = found.endpoints[0]
    assert as_a_maker_prints(one.alone["null"].truths, SHORT, one.endpoint, NOTHING_LEARNED, 1) is None


def test_without_a_posterior_the_discrepancy_is_half_cauchy(found):
    told = doubted(found.endpoints[0].alone["null"].truths, SHORT, found.endpoints[0].endpoint, NOTHING_LEARNED, 1)
    off = logit(told.level["placebo"]) - logit(0.2)
    inside = (np.abs(off) < 0.3).mean()
    width = 0.3 * np.tan(np.pi / 2 * (np.arange(4000) + 0.5) / 4000)
    assert inside == pytest.approx((stats.norm.cdf(0.3 / width) - stats.norm.cdf(-0.3 / width)).mean(), abs=0.03)  # 4,000


def test_exactly_the_results_that_enter_the_sum_are_marked(found):
    rows = plain_results(found)
    marked = {(one["name"], one["arm"], one["hypothesis"]) for one in rows if one["scored"]}
    assert marked == {(ILL, "product", "null"), (ILL, "placebo", "null")}
    assert sorted(plain_joint(found)[0]["names"]) == [f"{ILL}, placebo", f"{ILL}, product"]


def test_a_result_has_its_place_its_score_and_that_of_both_rivals(found):
    row = next(one for one in plain_results(found) if one.get("arm") == "placebo" and one["name"] == ILL)
    share = expit(logit(0.2) + 0.2 * stats.norm.ppf((np.arange(400) + 0.5) / 400))
    assert row["log_score"] == pytest.approx(np.log(stats.binom.pmf(30, 152, share).mean()), abs=0.05)  # 4,000 doubts
    below = (stats.binom.cdf(29, 152, share) + 0.5 * stats.binom.pmf(30, 152, share)).mean()
    assert row["place"] == pytest.approx(below, abs=0.02)  # 4,000 trials
    assert row["published"] == {"value": 30 / 152, "count": 30, "n": 152}
    for rival in ("rival", "hierarchy"):
        low, high = row[rival]["interval90"]
        assert low < row[rival]["median"] < high
        assert row[rival]["log_score"] < 0


def test_a_contrast_is_placed_and_never_scored(found):
    rows = [one for one in plain_results(found) if "contrast" in one]
    assert rows
    assert not any(one["scored"] for one in rows)
    assert {"lower", "higher"} == set(rows[0]["significant"])


def test_a_printed_contrast_is_placed_by_measure_and_arm_and_another_is_told(found):
    stated = {(ILL, "product", "risk_difference"): -0.08, (ILL, "product", "odds_ratio"): 0.53, (EPISODES, "", "rate_ratio"): 0.5}
    told = replace(found, contrasts=stated)
    placed = {(one["name"], one["measure"]): one["published"] for one in plain_results(told) if "contrast" in one}
    assert placed == {(ILL, "risk_difference"): {"value": -0.08}, (EPISODES, "rate_ratio"): None}
    assert not_placed(told) == [
        f"{ILL}: odds_ratio 0.53 of product, where risk_difference of product is forecast",
        f"{EPISODES}: rate_ratio 0.5 of an arm that is not said, where rate_ratio of product is forecast",
    ]


def test_draws_without_anybody_are_left_out_of_an_endpoint_and_told():
    risks = np.array([5, 20, 60, 20])
    women = (np.arange(100) < risks[:, None]).astype(float)
    lacking = women.copy()
    lacking[2] = np.nan
    settings = ("off", "on")
    simulated = made(women, women, ILL, ("null",), settings) | made(lacking, lacking, EPISODES, ("null",), settings)
    told = forecast(SHORT, simulated, ("null",), {}, {}, LEARNED, 1)
    assert told.left_out == (f"{EPISODES}: 1 of 4 draws, in which nobody was analysed in some arm",)


def test_endpoints_are_scored_together_in_the_worlds_that_both_have():
    one = np.array([[0, 0], [0, 0], [0, 1], [0, 2]]), np.log([0.1, 0.3, 0.2, 0.5])
    other = np.array([[0, 2], [0, 0]]), np.log([0.6, 0.4])
    expected = (2 * 0.2 * 0.4 + 0.5 * 0.6) / 3  # the first world has two of the three draws left
    assert together([one, other]).value == pytest.approx(np.log(expected))
    assert together([one, (np.array([[1, 0]]), np.array([0.0]))]) is None


def test_an_endpoint_of_nobody_is_told():
    simulated = made(PLACEBO, PRODUCT, ILL, ("null",), ("off", "on"))
    simulated |= made(np.full((6, 9), np.nan), np.full((6, 9), np.nan), EPISODES, ("null",), ("off", "on"))
    told = forecast(SHORT, simulated, ("null",), {}, {}, LEARNED, 1)
    assert [one.endpoint.name for one in told.endpoints] == [ILL]
    assert "fewer than two draws" in told.left_out[0]


def test_a_trial_without_published_results_has_no_score():
    settings = ("off", "on")
    simulated = made(PLACEBO, PRODUCT, ILL, ("null",), settings) | made(PLACEBO, PRODUCT, EPISODES, ("null",), settings)
    bare = forecast(SHORT, simulated, ("null",), {}, {}, LEARNED, 1)
    assert joint_scores(bare) == ()
    assert all(one["published"] is None and not one["scored"] for one in plain_results(bare))
    assert next(one for one in bare.endpoints).women == {"product": 312, "placebo": 312}  # of 625 women, all of whom are analysed


def test_the_topic_of_a_family_is_one_of_the_likelihood():
    known = {topic_of(one) for one in results()}
    assert {one.topic for one in naive_evidence().families} <= known
