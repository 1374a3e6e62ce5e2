"""Where arms do not differ: p-values of every analysis that has a continuous one are uniform, and no test claims too often."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from scipy.stats import binom, kstest

from milkway.analysis.measures import (
    binary,
    change_contrasts,
    clustered,
    cumulative_incidence,
    hazards,
    loads,
    logrank,
    rates,
    recurrent,
    repeated,
    restricted_mean,
    win_odds,
)
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import MEASURES

TRIALS = 200
# One fixed seed for each; 0.01 is the chance that a right analysis fails.
UNLIKELY = 0.01


def times(draw: np.random.Generator) -> tuple:
    true = draw.exponential(120, (2, 80))
    until = np.minimum(draw.exponential(200, (2, 80)), 112)
    return tuple(np.minimum(true, until)), tuple(true <= until)


def competing(draw: np.random.Generator) -> tuple:
    """Times of women who wean about as early, after which the event cannot come."""
    (first, second), seen = times(draw)
    weans = draw.exponential(120, (2, 80))
    ends = np.minimum(first, weans[0]), np.minimum(second, weans[1])
    return tuple(
        Outcomes(end, end, event & (end == time), barred=end < time)
        for end, event, time in zip(ends, seen, (first, second), strict=True)
    )


def episodes(draw: np.random.Generator) -> tuple:
    arms = []
    for _ in range(2):
        begin = (draw.random((80, 112)) < draw.gamma(1.0, 0.01, 80)[:, None]).astype(float)
        begin[np.arange(112) >= np.minimum(1 + draw.exponential(146, 80), 112)[:, None]] = np.nan
        arms.append(begin)
    return (tuple(arms),)


def counted(draw: np.random.Generator) -> tuple:
    (arms,) = episodes(draw)
    return tuple(np.nansum(arm, axis=1) for arm in arms), tuple(np.isfinite(arm).sum(axis=1).astype(float) for arm in arms)


def totals(draw: np.random.Generator) -> tuple:
    found = draw.poisson(60, 2)
    return (float(found[0]), float(found[1])), (1.0, 1.0), (80, 80)


def ratings(draw: np.random.Generator) -> tuple:
    arms = draw.normal(size=(2, 30, 1)) + draw.normal(size=(2, 30, 3))
    arms[draw.random(arms.shape) < 0.15] = np.nan
    return (tuple(arms),)


def scores(draw: np.random.Generator) -> tuple:
    return (tuple(draw.normal(size=(2, 40))),)


def censored(draw: np.random.Generator) -> tuple:
    true = draw.normal(1.0, 1.0, (2, 80))
    return tuple(10 ** np.maximum(true, 0.5)), tuple(true < 0.5)


def pairs(draw: np.random.Generator) -> tuple:
    """Numbers at baseline and at a visit, correlated by about a half, the second more spread."""
    before = draw.normal(3.0, 1.0, (2, 40))
    return (tuple(np.stack([before, 0.8 * before + draw.normal(0, 1.2, (2, 40))], axis=2)),)


CENTRES = np.repeat(np.arange(8), 12), np.repeat(np.arange(8, 16), 12)


def of_centres(draw: np.random.Generator) -> tuple:
    """Women of eight centres an arm, who are likelier to agree within a centre than across."""
    values = tuple(draw.normal(size=8)[of % 8] + draw.normal(size=96) for of in CENTRES)
    return values, CENTRES


def events_of_centres(draw: np.random.Generator) -> tuple:
    """Episodes of women whose centre's rate differs from others, and their time."""
    counts = tuple(draw.poisson(draw.gamma(10.0, 0.3, 8)[of % 8]).astype(float) for of in CENTRES)
    return counts, tuple(draw.uniform(0.8, 1.2, 96) for _ in CENTRES), CENTRES


CONTINUOUS: dict[str, tuple[Callable, Callable, int]] = {
    "log_rank": (logrank.log_rank, times, TRIALS),
    "hazard_ratio": (hazards.hazard_ratio, times, TRIALS),
    "cumulative_incidence_difference": (cumulative_incidence.cumulative_incidence_difference, competing, TRIALS),
    "cumulative_incidence_ratio": (cumulative_incidence.cumulative_incidence_ratio, competing, TRIALS),
    "subdistribution_hazard_ratio": (MEASURES["subdistribution_hazard_ratio"].between, competing, TRIALS),
    "restricted_mean_difference": (restricted_mean.restricted_mean_difference, times, TRIALS),
    "mean_cumulative_difference": (recurrent.mean_cumulative_difference, episodes, TRIALS),
    "mean_cumulative_ratio": (recurrent.mean_cumulative_ratio, episodes, TRIALS),
    "rate_ratio_robust": (rates.rate_ratio_robust, counted, TRIALS),
    "rate_ratio_negative_binomial": (rates.rate_ratio_negative_binomial, counted, TRIALS),
    "rate_ratio": (rates.rate_ratio, totals, TRIALS),
    "mixed_difference": (repeated.mixed_difference, ratings, TRIALS),
    "mixed_difference_last": (repeated.mixed_difference_last, ratings, TRIALS),
    "mean_difference": (loads.mean_difference, scores, TRIALS),
    "ancova_difference": (change_contrasts.ancova_difference, pairs, TRIALS),
    "change_difference": (change_contrasts.change_difference, pairs, TRIALS),
    "win_odds": (win_odds.win_odds, scores, TRIALS),
    "log10_difference": (loads.log10_difference, censored, TRIALS),
    "geometric_mean_ratio": (loads.geometric_mean_ratio, censored, TRIALS),
    "risk_difference_clustered": (partial(clustered.difference, clustered.RISK_DIFFERENCE_CLUSTERED), of_centres, TRIALS),
    "mean_difference_clustered": (partial(clustered.difference, clustered.MEAN_DIFFERENCE_CLUSTERED), of_centres, TRIALS),
    "risk_ratio_clustered": (partial(clustered.ratio, clustered.RISK_RATIO_CLUSTERED), events_of_centres, TRIALS),
    "rate_ratio_clustered": (partial(clustered.ratio, clustered.RATE_RATIO_CLUSTERED), events_of_centres, TRIALS),
}
COUNTS = {
    "risk_difference": binary.risk_difference,
    "risk_difference_exact": binary.risk_difference_exact,
    "risk_ratio": binary.risk_ratio,
    "odds_ratio": binary.odds_ratio,
}


@pytest.mark.parametrize("name", CONTINUOUS)
def test_p_values_are_uniform_where_arms_do_not_differ(name):
    """Or larger: where the larger of two errors counts, or counts are few."""
    analysis, world, trials = CONTINUOUS[name]
    draw = np.random.default_rng(8)
    ps = [analysis(*world(draw)).p for _ in range(trials)]
    assert kstest(ps, "uniform", alternative="greater").pvalue > UNLIKELY
    assert np.mean(np.array(ps) < 0.5) > 0.36
    # binomial standard deviation of a share of 5 %: three of them
    assert np.mean(np.array(ps) < 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / trials)


@pytest.mark.parametrize(("first", "second"), [(30, 30), (12, 12), (8, 24)])
@pytest.mark.parametrize("name", COUNTS)
def test_the_exact_chance_of_a_false_claim_from_counts(name, first, second):
    """Every table, weighed by its chance: Fisher's test never claims too often, the score test by a tenth of 5 % at most."""
    analysis = COUNTS[name]
    claims = np.array([[_claims(analysis, (i, j), (first, second)) for j in range(second + 1)] for i in range(first + 1)])
    for share in (0.1, 0.2, 0.35, 0.5, 0.85):
        chance = binom.pmf(np.arange(first + 1), first, share) @ claims @ binom.pmf(np.arange(second + 1), second, share)
        assert chance <= (0.05 if name == "risk_difference_exact" else 0.055)


def test_every_analysis_is_held_to_the_null():
    assert set(CONTINUOUS) | set(COUNTS) == set(MEASURES)


def _claims(analysis: Callable, events: tuple[int, int], women: tuple[int, int]) -> bool:
    p = analysis(events, women).p
    return p is not None and p < 0.05
