"""Trials drawn from a pool behave as independent trials of its women do."""

import math

import numpy as np
import pytest
from scipy import stats
from synthetic_pools import DESIGN, counts, exactly, pool_of, shares

from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import MEASURES
from milkway.core.streams import Streams
from milkway.planning.drawn_analyses import analysed
from milkway.planning.drawn_trials import draw_trials
from milkway.planning.operating_characteristics import curve_of
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Arm

REPS = 1000
ARMS = (Arm(name="product", label="Product"), Arm(name="placebo", label="Placebo"))


def exact_power(n: int, first: float, second: float) -> float:
    """Power of the chi-squared test in favour of the first arm, from all pairs of binomial counts (SciPy)."""
    a, b = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
    pooled = (a + b) / (2 * n)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (a - b) / n / np.sqrt(pooled * (1 - pooled) * 2 / n)
    chance = stats.binom.pmf(a, n, first) * stats.binom.pmf(b, n, second)
    return float(chance[z < -stats.norm.ppf(0.975)].sum())


def test_power_for_shares_is_that_of_all_pairs_of_binomial_counts():
    found = curve_of(exactly(1000, 140, 250), (200, 400), REPS, Streams(1))
    for one in found:
        if one.hypothesis == "effect":
            expected = exact_power(one.n // 2, 0.14, 0.25)
            assert one.power.value == pytest.approx(
                expected, abs=3 * one.power.replicates
            )  # three standard errors of 1000 trials


def test_power_for_rates_is_that_of_independent_poisson_trials():
    pool = counts(20_000, 0.5, 0.8, 2)
    found = curve_of(pool, (160,), REPS, Streams(1))[-1]
    rng = np.random.default_rng(3)
    arms = [rng.poisson(80 * rate, (4000,)) for rate in (0.5, 0.8)]
    z = np.log(arms[0] / arms[1]) / np.sqrt(1 / arms[0] + 1 / arms[1])
    independent = (z < -stats.norm.ppf(0.975)).mean()
    error = math.hypot(found.power.error, math.sqrt(independent * (1 - independent) / 4000))
    assert found.power.value == pytest.approx(independent, abs=3 * error)  # three standard errors, of both simulations


def test_under_no_effect_claims_are_false_as_often_as_the_exact_test_says():
    found = curve_of(exactly(1000, 250, 250), (200, 400), REPS, Streams(4))
    for one in found:
        level = 2 * exact_power(one.n // 2, 0.25, 0.25)
        assert one.either.value == pytest.approx(level, abs=3 * one.either.replicates)  # three standard errors of 1000 trials
        assert one.truth == 0
        assert one.power.dyads == one.either.dyads == one.bias.dyads == 0


def test_estimates_are_unbiased_and_intervals_cover_where_all_is_seen():
    one = curve_of(shares(1000, 0.3, 0.7, 5), (400,), REPS, Streams(6))[-1]
    assert one.bias.value == pytest.approx(0, abs=3 * one.bias.replicates)  # three standard errors
    assert one.coverage.value == pytest.approx(0.95, abs=3 * one.coverage.replicates)  # Newcombe's interval is near nominal here


def test_the_error_from_the_pools_women_is_the_spread_between_pools():
    size, pools = 200, 60
    rows = [curve_of(shares(300, 0.3, 0.6, seed), (size,), 200, Streams(7))[-1] for seed in range(pools)]
    power = np.array([one.power.value for one in rows])
    told = math.sqrt(np.mean([one.power.dyads**2 for one in rows]))
    assert told == pytest.approx(
        power.std(ddof=1), rel=0.3
    )  # 60 pools know their spread to 9 %; the probit line is no more exact
    bias = [one.truth for one in rows]
    assert np.std(bias) > 0


def test_a_woman_left_out_of_one_arm_is_left_out_of_the_other():
    paired, shuffled = shares(500, 0.3, 0.7, 8), shares(500, 0.3, 0.7, 8)
    order = np.random.default_rng(9).permutation(500)
    mixed = pool_of(
        shuffled.endpoint,
        {
            "product": shuffled.scores["observed"]["effect"]["product"].taking(order),
            "placebo": shuffled.scores["observed"]["effect"]["placebo"],
        },
    )
    together, apart = (curve_of(pool, (300,), 20, Streams(1))[-1] for pool in (paired, mixed))
    assert together.power.dyads / together.power.value < apart.power.dyads / apart.power.value


def test_a_small_trial_is_the_beginning_of_a_large_one_with_the_same_women():
    small, large = (draw_trials(shares(50, 0.3, 0.5, 1).women, ARMS, DESIGN, n, 10, Streams(1)) for n in (40, 80))
    assert (small.woman == large.woman[:, :40]).all()
    for draws in (small, large):
        assert ((draws.arm == 0).sum(axis=1) == draws.arm.shape[1] // 2).all()


def test_equal_counts_are_analysed_as_any_other_women_with_these_counts():
    rng = np.random.default_rng(1)
    for measure in ("risk_difference", "risk_difference_exact", "risk_ratio", "odds_ratio"):
        arms = [
            Outcomes(np.where(rng.random(90) < 0.2, np.nan, x), np.ones(90), x > 0) for x in rng.integers(0, 2, (2, 90)) * 1.0
        ]
        assert analysed(MEASURES[measure], *arms) == MEASURES[measure].between(*arms)


@pytest.mark.parametrize(
    ("score", "measure", "better", "way"),
    [
        ("clinical_any", "risk_ratio", "lower", "lower"),
        ("clinical_first", "log_rank", "higher", "lower"),
        ("clinical_first", "subdistribution_hazard_ratio", "higher", "lower"),
        ("clinical_first", "cumulative_incidence_difference", "higher", "lower"),
        ("clinical_first", "cumulative_incidence_ratio", "higher", "lower"),
        ("clinical_first", "restricted_mean_difference", "higher", "higher"),
        ("duration_breastfeeding", "hazard_ratio", "higher", "lower"),
    ],
)
def test_a_longer_time_without_the_event_is_a_lower_hazard(score, measure, better, way):
    endpoint = Endpoint(name="e", label="e", unit="share of women", score=score, better=better, analyses=(measure,), visit=None)
    assert MEASURES[measure].favourable(endpoint.better) == way
