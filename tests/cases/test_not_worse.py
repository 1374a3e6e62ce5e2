"""Whether an arm is not worse than the reference by a margin: p, interval, looks, claims and power say the same."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import optimize, stats
from statsmodels.stats.proportion import test_proportions_2indep as score_test
from verification.edge_laws import LAWS

from milkway.analysis.confidence_curve import value_at, z_of
from milkway.analysis.estimate import average, on_scale
from milkway.analysis.inverted import inverted
from milkway.analysis.measures.binary import odds_ratio, risk_ratio
from milkway.analysis.measures.loads import mean_difference
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import MEASURES
from milkway.analysis.tested_values import straight
from milkway.planning.drawn_analyses import Trials
from milkway.planning.interim_power import benefit_of
from milkway.protocol.interim import Interim
from milkway.trials.stopping import stopping

TESTED = [name for name, one in MEASURES.items() if not one.of_no_effect]
LOOKS = Interim.model_validate(
    {"fractions": (0.5,), "bounds": "pocock", "futility": (0.0,), "basis": {"kind": "placeholder", "note": "a test"}}
)


@pytest.mark.parametrize("name", TESTED)
def test_p_of_a_margin_is_below_a_fortieth_exactly_where_the_interval_leaves_it_out(name):
    """Whichever way is good: twelve trials and margins just inside and outside of either bound."""
    measure = MEASURES[name]
    law, sizes = LAWS[measure.kind, measure.by_centre][-1], (3, 4) if measure.by_centre else (12, 15)
    told = set()
    for seed in range(12):
        draw = np.random.default_rng(seed)
        arms = law.first(draw, sizes[0]), law.reference(draw, sizes[1])
        low, high = on_scale(measure.between(*arms))[1:]
        for bound in (high, low):
            for off in (-1e-4, 1e-4):
                null = bound + off
                if not math.isfinite(null) or not 1e-9 < abs(null) < (1 if measure.points else math.inf):
                    continue
                found = measure.at(measure.shown(null)).between(*arms)
                better = high < null if null > 0 else low > null
                assert (found.not_worse < 0.025) == better
                assert (found.low, found.high) == (measure.shown(low), measure.shown(high))
                assert found.claim == pytest.approx(min(1.0, 2 * found.not_worse))
                told.add(better)
    assert told == {True, False}


@pytest.mark.parametrize(
    ("one", "compare", "margin", "side"),
    [
        (risk_ratio, "ratio", 1.6, "smaller"),
        (odds_ratio, "odds-ratio", 0.5, "larger"),
    ],
)
@pytest.mark.parametrize("events", [(9, 12), (0, 3), (30, 21)])
def test_of_ratios_p_is_that_of_the_librarys_score_test_with_students_law(one, compare, margin, side, events):
    n = (60, 70)
    measure = one(events, n).measure.at(margin)
    right = score_test(events[0], n[0], events[1], n[1], value=margin, method="score", compare=compare, alternative=side)
    law = stats.t(sum(n) - 2)
    found = measure.between(*(_shares(count, size) for count, size in zip(events, n, strict=True)))
    assert found.not_worse == pytest.approx(law.cdf(right.statistic) if side == "smaller" else law.sf(right.statistic), rel=1e-6)


@pytest.mark.parametrize("margin", [0.15, -0.2])
@pytest.mark.parametrize("events", [(9, 12), (0, 3), (30, 21)])
def test_of_shares_p_is_that_of_farrington_and_mannings_test(margin, events):
    """The likeliest shares so far apart are searched for here; Miettinen and Nurminen's factor, Student's law."""
    n = (60, 70)

    def unlikely(other):
        shares = [min(max(one, 0.0), 1.0) for one in (other + margin, other)]
        return -sum(stats.binom.logpmf(count, size, share) for count, size, share in zip(events, n, shares, strict=True))

    ends = max(0.0, -margin), min(1.0, 1 - margin)
    other = optimize.minimize_scalar(unlikely, bounds=ends, method="bounded", options={"xatol": 1e-12}).x
    variance = (other + margin) * (1 - other - margin) / n[0] + other * (1 - other) / n[1]
    away = events[0] / n[0] - events[1] / n[1] - margin
    law, z = stats.t(sum(n) - 2), away / math.sqrt(variance * 130 / 129)
    found = MEASURES["risk_difference"].at(margin).between(*(_shares(*one) for one in zip(events, n, strict=True)))
    assert found.not_worse == pytest.approx(law.cdf(z) if margin > 0 else law.sf(z), rel=1e-4)


def test_of_means_p_is_that_of_welchs_test_of_scores_moved_by_the_margin():
    draw = np.random.default_rng(3)
    arms = draw.normal(2.0, 1.0, 20), draw.normal(2.2, 2.0, 20)
    right = stats.ttest_ind(arms[0] - 1.0, arms[1], equal_var=False, alternative="less")
    found = mean_difference(arms)
    assert found.test.p(1.0) / 2 == pytest.approx(right.pvalue, rel=1e-9)


def _shares(count, size):
    ill = np.arange(size) < count
    return Outcomes(ill.astype(float), np.full(size, 84.0), ill)


def test_nobody_ill_in_either_arm_is_not_worse_although_nothing_differs():
    found = MEASURES["risk_difference"].at(0.1).between(_shares(0, 90), _shares(0, 90))
    assert MEASURES["risk_difference"].between(_shares(0, 90), _shares(0, 90)).p is None
    assert found.high < 0.1
    assert found.not_worse < 0.025


def _ratio(z, women=50):
    """Return a risk ratio whose logarithm lies z standard errors of 0.1 from a margin of 1.5."""
    measure = MEASURES["risk_ratio"].at(1.5)
    found = inverted(MEASURES["risk_ratio"], straight(math.log(1.5) + 0.1 * z, 0.1), (women, women))
    return replace(found, measure=measure, p=found.test.p(measure.null))


@pytest.mark.parametrize(
    ("z", "decision"),
    [
        ((-2.9, -2.9), "stop: not worse"),
        ((2.9, 2.9), "stop: worse"),
        ((0.5, -2), "stop: futile"),
        ((-1.9, -1.9), "end: not shown"),
    ],
)
def test_a_look_is_at_the_margin(z, decision):
    found = stopping(LOOKS, (100, 200), [_ratio(one, women) for one, women in zip(z, (50, 100), strict=True)], "lower")
    assert found.looks[-1].decision == decision
    assert (found.unbiased.high < 1.5) == (decision == "stop: not worse")


def test_an_interval_at_the_bound_of_a_look_ends_at_the_margin_exactly_where_z_is_the_bound():
    found = _ratio(-2.4)
    assert value_at(found, z_of(found)) == pytest.approx(1.5, rel=1e-9)


def test_settings_that_differ_in_direction_make_no_claim_together():
    both = [_ratio(-3.0), _ratio(3.0)]
    assert (average(both, [0.5, 0.5]).p, average(both[:1] * 2, [0.5, 0.5]).p) == (1.0, both[0].p)
    assert "opposite ways" in average(both, [0.5, 0.5]).note
    assert "p is the largest" in average(both[:1] * 2, [0.5, 0.5]).note
    assert average(both, [0.5, 0.5]).not_worse == pytest.approx(stats.norm.cdf(3.0))
    assert average(both[:1] * 2, [0.5, 0.5]).not_worse == both[0].not_worse


def test_trials_that_are_drawn_have_z_of_the_margin():
    centre = np.array([-0.5, 0.2, 0.9])
    trials = Trials(centre, centre - 1, centre + 1, np.array([0.01, 0.2, 0.04]), np.full(3, 50), np.full((3, 2), 25))
    z = benefit_of(trials, MEASURES["risk_ratio"].at(1.5), "lower")
    assert np.sign(z).tolist() == [1, 1, -1]
    assert np.abs(z) == pytest.approx(stats.norm.isf(trials.p / 2))


def test_an_average_is_as_sure_as_its_least_sure_setting_and_one_of_no_weight_does_not_count():
    found = [_ratio(-3.0), _ratio(-1.9)]
    assert average(found, [0.5, 0.5]).not_worse == pytest.approx(stats.norm.cdf(-1.9))
    assert average([_ratio(0.1), _ratio(3.0)], [0.5, 0.5]).not_worse == pytest.approx(stats.norm.cdf(3.0))
    assert average([_ratio(-3.0), _ratio(0.2)], [1.0, 0.0]).p == _ratio(-3.0).p


def test_an_arm_that_wins_every_pair_is_compatible_with_any_odds():
    high, low = np.arange(3.0) + 10, np.arange(3.0)
    found = MEASURES["win_odds"].at(200.0).between(*(Outcomes(one, one, one > -1) for one in (high, low)))
    assert (found.high, found.p) == (math.inf, 1.0)
