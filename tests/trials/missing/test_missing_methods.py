"""Each method where it is known to be right, and where it is known to be wrong; women are drawn outside the model."""

from dataclasses import replace

import numpy as np
import pytest
from diary_worlds import DAYS, leaving, women
from scipy.special import expit
from statsmodels.duration.survfunc import SurvfuncRight

from milkway.analysis.missing import imputed_episodes, imputed_loads
from milkway.analysis.missing.imputing import shifted
from milkway.analysis.missing.methods import QUESTIONS, analyse
from milkway.analysis.missing.tipping import risk as tipping_risk
from milkway.analysis.reasons import FEW_LOADS_ABOVE
from milkway.core.streams import Streams
from milkway.protocol.mechanisms import MECHANISMS
from milkway.trials.leaving import PAIN_EFFECT, Attrition
from verification import incomplete_trials

LUCK = Streams(1)
REFERRING = {"jump_to_reference", "copy_increments", "copy_reference"}
SIZE = 4000
# Half of the women leave. Over draws of who leaves, estimates move around the oracle of the same women with a standard
# deviation of up to 0.01 (risk), 0.03 (log10 load) and 0.04 (rating at the last visit) at this size; a method that is right
# stays within three of these.
CLOSE = {"risk": 0.03, "load": 0.09, "pain_visits": 0.12}


def methods(endpoint: str) -> list[str]:
    return [one.name for one in QUESTIONS[endpoint].methods]


def half(mechanism: str, *, reference: bool) -> Attrition:
    return Attrition(MECHANISMS[mechanism], 0.5, PAIN_EFFECT, reference)


def errors(endpoint: str, mechanism: str) -> dict[str, float]:
    first, second = women(11, SIZE, effect=-0.8, load_effect=-0.5, rating_effect=-1.0), women(21, SIZE)
    oracle = analyse(endpoint, "oracle", first, second, LUCK)
    left = (
        leaving(first, half(mechanism, reference=False), LUCK),
        leaving(second, half(mechanism, reference=True), LUCK),
    )
    return {name: analyse(endpoint, name, *left, LUCK).estimate - oracle.estimate for name in methods(endpoint)}


@pytest.fixture(scope="module")
def at_random():
    return {endpoint: errors(endpoint, "random") for endpoint in QUESTIONS}


@pytest.fixture(scope="module")
def with_pain_in_one_arm():
    return {endpoint: errors(endpoint, "arm_and_pain") for endpoint in QUESTIONS}


def test_kaplan_meier_risks_are_as_sure_as_greenwood_says():
    """Of the days of women who leave at random, as statsmodels has it at the last event; both arms add up.

    In large arms whose hazards are alike the score test of effective numbers is Wald's test of Greenwood's variance.
    """
    arms = women(11, 2000), women(21, 2400)
    left = leaving(arms[0], half("random", reference=False), LUCK), leaving(arms[1], half("random", reference=True), LUCK)
    found = analyse("risk", "censoring", *left, LUCK)
    curves = [SurvfuncRight(np.minimum(one.begins, np.minimum(one.leaves, one.ends)), one.ill_seen) for one in left]
    error = np.hypot(*(curve.surv_prob_se[-1] for curve in curves))
    assert found.estimate == pytest.approx(curves[1].surv_prob[-1] - curves[0].surv_prob[-1])
    # arms of one law whose draws differ: each hazard is known to about 3 %
    assert (found.high - found.low) / (2 * 1.959964) == pytest.approx(error, rel=0.03)


def test_kaplan_meier_risks_of_women_who_all_stay_are_judged_as_shares():
    arms = women(11, 60), women(21, 40)
    found, plain = (analyse("risk", method, *arms, LUCK) for method in ("censoring", "completers"))
    assert [found.low, found.high, found.p] == pytest.approx([plain.low, plain.high, plain.p])


def test_kaplan_meier_risks_without_an_episode_in_an_arm_have_an_interval():
    """Greenwood's variance is nothing there."""
    first, second = (replace(women(seed, 30), begins=np.full(30, np.inf)) for seed in (1, 2))
    second = replace(second, begins=np.where(np.arange(30) < 6, 20, np.inf))
    left = leaving(first, half("random", reference=False), LUCK), leaving(second, half("random", reference=True), LUCK)
    found = analyse("risk", "censoring", *left, LUCK)
    assert found.low < found.estimate < found.high
    assert found.p is not None


@pytest.mark.parametrize("endpoint", QUESTIONS)
def test_all_that_take_leavers_to_be_like_stayers_are_right_where_women_leave_at_random(at_random, endpoint):
    found = at_random[endpoint]
    assert {name for name in found if abs(found[name]) < CLOSE[endpoint]} == set(found) - REFERRING


def test_completers_and_kaplan_meier_err_where_women_in_pain_leave_one_arm(with_pain_in_one_arm):
    found = with_pain_in_one_arm["risk"]
    assert found["completers"] > 0.06
    assert found["censoring"] > 0.03


def test_completers_err_in_loads_where_women_in_pain_leave_one_arm(with_pain_in_one_arm):
    assert with_pain_in_one_arm["load"]["completers"] > CLOSE["load"]


@pytest.mark.parametrize("endpoint", ["risk", "load"])
def test_weighting_by_the_diary_is_right_where_leaving_depends_on_the_diary(with_pain_in_one_arm, endpoint):
    assert abs(with_pain_in_one_arm[endpoint]["weighting"]) < CLOSE[endpoint]


@pytest.mark.parametrize("endpoint", ["risk", "load"])
def test_imputation_from_the_last_week_alone_mends_a_part_of_what_completers_get_wrong(with_pain_in_one_arm, endpoint):
    found = with_pain_in_one_arm[endpoint]
    assert abs(found["imputation"]) < 0.75 * abs(found["completers"])


def test_imputation_is_right_where_women_leave_by_their_first_sample():
    first, second = women(11, SIZE, load_effect=-0.5), women(21, SIZE)
    gone = np.random.default_rng(9).random(SIZE) < expit(2.0 * (first.earlier - 3.0))
    left = replace(first, leaves=np.where(gone, 20, DAYS))
    oracle = analyse("load", "oracle", first, second, LUCK).estimate
    assert analyse("load", "imputation", left, second, LUCK).estimate == pytest.approx(oracle, abs=CLOSE["load"])
    assert analyse("load", "completers", left, second, LUCK).estimate < oracle - 2 * CLOSE["load"]


def stopping() -> np.ndarray:
    """Return a random day on which half of the women leave; the others stay."""
    draw = np.random.default_rng(5)
    return np.where(draw.random(SIZE) < 0.6, draw.integers(1, DAYS, SIZE), DAYS)


def test_jump_to_reference_is_right_where_the_effect_ends_with_the_product():
    stops, effect = stopping(), -1.5
    first, second = women(11, SIZE, effect, turns=stops, turn=-effect), women(21, SIZE)
    oracle = analyse("risk", "oracle", first, second, LUCK).estimate
    left = replace(first, leaves=stops)
    assert analyse("risk", "jump_to_reference", left, second, LUCK).estimate == pytest.approx(oracle, abs=CLOSE["risk"])
    assert analyse("risk", "imputation", left, second, LUCK).estimate < oracle - CLOSE["risk"]


def test_a_shift_of_the_size_by_which_leavers_differ_recovers_the_truth():
    stops, worse = stopping(), float(np.log(4))
    first, second = women(11, SIZE, turns=stops, turn=worse), women(21, SIZE)
    oracle = analyse("risk", "oracle", first, second, LUCK).estimate
    left = replace(first, leaves=stops)
    worse_off = imputed_episodes.risk(left, second, shifted(worse), LUCK)
    plain = imputed_episodes.risk(left, second, shifted(0.0), LUCK)
    assert worse_off.estimate == pytest.approx(oracle, abs=CLOSE["risk"])
    assert plain.estimate < oracle - CLOSE["risk"]


def test_no_method_that_looks_at_the_diary_is_right_where_women_leave_before_what_they_would_write():
    """Pain here lasts, so the diary announces what comes and part of the error is mended; an unannounced illness is not."""
    first, second = women(11, SIZE), women(21, SIZE)
    gone = expit(3.0 * (first.begins < DAYS) - 2.0) > np.random.default_rng(6).random(SIZE)
    days = np.minimum(first.begins, np.random.default_rng(7).integers(1, DAYS, SIZE)).astype(int)
    left = replace(first, leaves=np.where(gone, np.maximum(days, 1), DAYS))
    oracle = analyse("risk", "oracle", first, second, LUCK).estimate
    for method in ("completers", "censoring", "weighting", "imputation"):
        assert analyse("risk", method, left, second, LUCK).estimate < oracle - CLOSE["risk"]


def test_the_tipping_point_is_where_the_verdict_turns():
    first, second = women(11, 600, effect=-1.2), women(21, 600)
    left = [leaving(one, half("random", reference=False), LUCK) for one in (first, second)]
    found = tipping_risk(*left, LUCK)
    below, above = found.tips
    assert below is None
    assert above is not None
    turned = found.estimates[found.shifts.index(above)]
    before = found.estimates[found.shifts.index(above) - 1]
    assert before.p < 0.05 <= turned.p or turned.direction != before.direction


def test_estimates_rise_with_the_shift():
    first, second = women(11, 300), women(21, 300)
    left = [leaving(one, half("random", reference=False), LUCK) for one in (first, second)]
    estimates = [one.estimate for one in tipping_risk(*left, LUCK).estimates]
    assert estimates == sorted(estimates)


@pytest.mark.parametrize("endpoint", QUESTIONS)
def test_every_method_is_the_oracle_where_nobody_leaves(endpoint):
    first, second = women(11, 400, effect=-0.8), women(21, 400)
    oracle = analyse(endpoint, "oracle", first, second, LUCK)
    for name in methods(endpoint):
        # Kaplan-Meier, weights of one and imputing nobody are the same arithmetic up to rounding and the optimiser
        assert analyse(endpoint, name, first, second, LUCK).estimate == pytest.approx(oracle.estimate, abs=1e-4)


@pytest.mark.parametrize(("method", "trials"), [("completers", 150), ("censoring", 150), ("weighting", 150), ("imputation", 30)])
def test_no_method_claims_too_often_where_arms_do_not_differ(method, trials):
    claims = 0
    for number in range(trials):
        arms = [women(100 + 2 * number + arm, 150) for arm in (0, 1)]
        left = [leaving(one, half("pain", reference=bool(arm)), LUCK) for arm, one in enumerate(arms)]
        found = analyse("risk", method, *left, LUCK)
        claims += found.p is not None and found.p < 0.05
    # binomial standard deviation of a share of 5 %: three of them
    assert claims / trials <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / trials)


def test_no_episode_leaves_no_imputation_and_says_why():
    first, second = (replace(women(seed, 30), begins=np.full(30, np.inf)) for seed in (1, 2))
    found = analyse("risk", "imputation", first, second, LUCK)
    assert found.estimate is None
    assert found.note


def test_women_who_left_at_two_times_far_apart_are_imputed():
    """The quartiles of two days of leaving lie between them, where nobody left: no group of women, and no model, is there."""
    first, second = women(11, 200, load_effect=-0.5), women(21, 200)
    oracle = analyse("load", "oracle", first, second, LUCK).estimate
    left = [replace(one, leaves=np.where(np.arange(200) < 1, day, DAYS)) for one, day in ((first, 50), (second, 10))]
    # two of 400 women are drawn anew, from a spread of about 1: each moves a mean of 200 by 0.005
    assert imputed_loads.load(*left, shifted(0.0), LUCK).estimate == pytest.approx(oracle, abs=0.03)


@pytest.mark.slow
@pytest.mark.parametrize("women_an_arm", [8, 15, 30])
@pytest.mark.parametrize("asked", incomplete_trials.METHODS, ids=".".join)
def test_no_method_claims_more_often_than_it_says_in_small_arms(asked, women_an_arm):
    trials = 500 if asked in incomplete_trials.SAMPLING else 2000
    draw = np.random.default_rng(women_an_arm)
    found = [incomplete_trials.answer(asked, (women_an_arm, women_an_arm), draw) for _ in range(trials)]
    claims, holds = (
        [one for one in found if one.p is not None and one.p < 0.05],
        [one for one in found if one.low is None or one.low <= 0 <= one.high],
    )
    # three binomial standard deviations of a share of 5 %, and a point less of those that hold the truth
    allowed = 3 * np.sqrt(0.05 * 0.95 / trials)
    assert len(claims) / trials <= 0.05 + allowed
    assert len(holds) / trials >= 0.94 - allowed


@pytest.mark.parametrize("seed", range(6))
def test_a_handful_of_women_have_an_estimate_or_a_reason_why_not(seed):
    arms = [women(100 * seed + arm, 12) for arm in (1, 2)]
    left = [leaving(one, half("pain", reference=False), LUCK) for one in arms]
    for endpoint in QUESTIONS:
        for method in methods(endpoint):
            found = analyse(endpoint, method, *left, LUCK)
            assert found.note if found.estimate is None else abs(found.estimate) < 20


def test_loads_none_of_which_lies_below_the_limit_are_weighted():
    arms = [replace(one, below=np.zeros(40, dtype=bool)) for one in (women(11, 40, load_effect=-0.5), women(21, 40))]
    assert analyse("load", "weighting", *arms, LUCK).estimate == pytest.approx(
        arms[0].load.mean() - arms[1].load.mean(), abs=1e-3
    )
    hardly = [replace(one, below=np.arange(40) > 0) for one in arms]
    assert analyse("load", "weighting", *hardly, LUCK).note == FEW_LOADS_ABOVE
