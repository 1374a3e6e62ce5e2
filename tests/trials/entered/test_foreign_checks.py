"""Drawn data of two arms, 2:1, handed to `milkway.analyse`, and the same numbers from SciPy and statsmodels."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.stats.proportion import score_test_proportions_2indep

import milkway
from plain_repeated import Plain

N, M = 90, 45
CENTRES = {"number": 12, "basis": {"kind": "expert", "note": "a test"}}


def endpoint(score: str, analyses: list[str], **more: object) -> dict[str, object]:
    return {"name": score, "label": score, "unit": "-", "score": score, "population": "randomised", "analyses": analyses} | more


ENDPOINTS = [
    endpoint("clinical_any", ["risk_difference", "risk_ratio", "odds_ratio", "risk_difference_exact"]),
    endpoint("clinical_episodes", ["rate_ratio", "rate_ratio_robust", "rate_ratio_negative_binomial"]),
    endpoint("clinical_first", ["log_rank", "hazard_ratio", "restricted_mean_difference"]),
    endpoint("clinical_recurrent", ["mean_cumulative_difference"]),
    endpoint("pain_mean", ["mean_difference"]),
    endpoint("pain_visits", ["mixed_difference_last"], visits=["entry", "end"]),
    endpoint("load", ["log10_difference"], visit="end", group="staphylococcus"),
]
CLUSTERED = [
    endpoint("clinical_any", ["risk_difference_clustered"]),
    endpoint("pain_mean", ["mean_difference_clustered"]),
]


@pytest.fixture(scope="module")
def women() -> pd.DataFrame:
    """Drawn women; some are followed shortly, some loads lie below the limit of 10, some ratings are missing."""
    draw = np.random.default_rng(2024)
    first = np.arange(N + M) < N
    last = np.minimum(1 + draw.exponential(150, N + M).astype(int), 112)
    true = draw.exponential(np.where(first, 160, 90)).astype(int)
    level = draw.normal(5, 1.2, N + M) - 0.5 * first
    logs = draw.normal(np.where(first, 1.6, 2.1), 0.9)
    frame = pd.DataFrame(
        {
            "woman": [f"w{number}" for number in range(N + M)],
            "arm": np.where(first, "product", "placebo"),
            "centre": np.where(first, draw.integers(0, 8, N + M), draw.integers(8, 12, N + M)).astype(str),
            "enrolled": 1,
            "last_day": last,
            "clinical_any": (draw.random(N + M) < np.where(first, 0.2, 0.35)).astype(int),
            "clinical_episodes": draw.poisson(draw.gamma(1, 1, N + M) * last * np.where(first, 0.008, 0.014)),
            "clinical_episodes_days": last,
            "clinical_first_days": np.minimum(true, last),
            "clinical_first_event": (true <= last).astype(int),
            "pain_mean": np.round(np.clip(level, 0, 10), 3),
            "breastfeeding_cessation_day": "",
        }
    )
    frame["clinical_recurrent_onsets"] = [";".join(map(str, sorted(set(draw.integers(0, day, 2))))) for day in last]
    for visit in ("entry", "end"):
        rating = np.clip(level + draw.normal(0, 1, N + M), 0, 10)
        frame[f"pain_visits_{visit}"] = np.where(draw.random(N + M) < 0.15, np.nan, np.round(rating, 2))
    frame["load"] = ["<10" if log < 1 else f"{10**log:.1f}" for log in logs]
    return frame


@pytest.fixture(scope="module")
def found(women):
    protocol = milkway.Protocol.read("hurtado2017").but(endpoints=ENDPOINTS, used_in_tuning=[], name="foreign")
    return {one.measure: one for one in milkway.analyse(protocol, women).estimates.itertuples()}


def two(women: pd.DataFrame, column: str) -> tuple[np.ndarray, np.ndarray]:
    return tuple(women.loc[women["arm"] == arm, column].to_numpy() for arm in ("product", "placebo"))


def test_risks_are_those_of_statsmodels_and_scipy(women, found):
    a, b = two(women, "clinical_any")
    table = np.array([[a.sum(), N - a.sum()], [b.sum(), M - b.sum()]])
    pearson = stats.chi2_contingency(table, correction=False).statistic
    reach, p = stats.t.ppf(0.975, N + M - 2), 2 * stats.t.sf(np.sqrt(pearson * (N + M - 1) / (N + M)), N + M - 2)
    assert found["risk_difference_exact"].p == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-9)
    both, one = sm.stats.Table2x2(table), found["risk_difference"]
    assert (one.estimate, one.p) == pytest.approx((a.mean() - b.mean(), p), rel=1e-9)
    # each bound is a difference that the score test just rejects
    assert [_of_difference(a, b, bound) for bound in (one.low, one.high)] == pytest.approx([reach, -reach], rel=1e-5)
    for name, compare, estimate in (("risk_ratio", "ratio", both.riskratio), ("odds_ratio", "or", both.oddsratio)):
        one = found[name]
        assert (one.estimate, one.p) == pytest.approx((estimate, p), rel=1e-9)
        tests = [
            score_test_proportions_2indep(a.sum(), N, b.sum(), M, value=bound, compare=compare).statistic
            for bound in (one.low, one.high)
        ]
        assert tests == pytest.approx([reach, -reach], rel=1e-9)


def _of_difference(a: np.ndarray, b: np.ndarray, value: float) -> float:
    """Return the score statistic of a difference at the likeliest shares that differ so, which are searched."""

    def minus(second):
        first = second + value
        chance = stats.binom.logpmf(a.sum(), len(a), first) + stats.binom.logpmf(b.sum(), len(b), second)
        return -float(chance)

    ends = max(0.0, -value) + 1e-9, min(1.0, 1 - value) - 1e-9
    second = optimize.minimize_scalar(minus, bounds=ends, method="bounded", options={"xatol": 1e-10}).x
    first, size = second + value, len(a) + len(b)
    variance = (first * (1 - first) / len(a) + second * (1 - second) / len(b)) * size / (size - 1)
    return (a.mean() - b.mean() - value) / np.sqrt(variance)


def test_rates_are_those_of_a_poisson_regression(women, found):
    design = sm.add_constant((women["arm"] == "product").astype(float))
    offset = np.log(women["clinical_episodes_days"])
    for measure, how in (("rate_ratio", "nonrobust"), ("rate_ratio_robust", "HC0")):
        fit = sm.GLM(women["clinical_episodes"], design, offset=offset, family=sm.families.Poisson()).fit(cov_type=how)
        low, high = np.exp(fit.conf_int().loc["arm"])
        one = found[measure]
        assert one.estimate == pytest.approx(np.exp(fit.params["arm"]), rel=1e-6)  # iterated
        # the intervals of score tests, of this many episodes, are those of logarithms within a few per cent
        assert (one.low, one.high) == pytest.approx((low, high), rel=0.05)


def test_the_poisson_rate_ratio_has_the_middle_p_of_the_binomial_law(women, found):
    y, t = two(women, "clinical_episodes"), two(women, "clinical_episodes_days")
    count, total, one = y[0].sum(), y[0].sum() + y[1].sum(), found["rate_ratio"]

    def tails(ratio):
        law = stats.binom(total, ratio * t[0].sum() / (ratio * t[0].sum() + t[1].sum()))
        return law.cdf(count) - law.pmf(count) / 2, law.sf(count) + law.pmf(count) / 2

    assert one.p == pytest.approx(2 * min(tails(1)), rel=1e-9)
    assert (tails(one.low)[1], tails(one.high)[0]) == pytest.approx((0.025, 0.025), rel=1e-9)


def test_the_negative_binomial_rate_ratio_is_that_of_the_likelihood(women, found):
    y, t = two(women, "clinical_episodes"), two(women, "clinical_episodes_days")

    def minus(theta):
        size = np.exp(-theta[2])
        shares = [size / (size + np.exp(rate) * time) for time, rate in zip(t, theta, strict=False)]
        return -sum(stats.nbinom.logpmf(one, size, share).sum() for one, share in zip(y, shares, strict=True))

    finely = {"xatol": 1e-9, "fatol": 1e-11, "maxiter": 9000}
    best = optimize.minimize(minus, [-4.5, -4.5, 0.0], method="Nelder-Mead", options=finely)
    # two searches of one maximum; the logarithm is flat there, so that half the digits of fatol hold
    assert found["rate_ratio_negative_binomial"].estimate == pytest.approx(np.exp(best.x[0] - best.x[1]), rel=1e-4)


def test_times_are_those_of_scipy_and_statsmodels(women, found):
    days, seen = two(women, "clinical_first_days"), [one == 1 for one in two(women, "clinical_first_event")]
    arms = [stats.CensoredData(day[event], right=day[~event]) for day, event in zip(days, seen, strict=True)]
    assert found["log_rank"].p == pytest.approx(stats.logrank(*arms).pvalue, rel=1e-9)  # the same hypergeometric variance
    product = (women["arm"] == "product").to_numpy(float)
    fit = sm.PHReg(np.concatenate(days), product[:, None], np.concatenate(seen).astype(int), ties="efron").fit()
    one, interval = found["hazard_ratio"], np.exp(fit.conf_int()[0])
    assert one.estimate == pytest.approx(np.exp(fit.params[0]), rel=1e-5)  # two searches of one maximum
    assert (one.low, one.high) == pytest.approx(tuple(interval), rel=0.05)  # of the score in place of the logarithm
    areas = [_area(day, event, min(day.max() for day in days)) for day, event in zip(days, seen, strict=True)]
    assert found["restricted_mean_difference"].estimate == pytest.approx(areas[0] - areas[1], rel=1e-9)


def _area(day: np.ndarray, event: np.ndarray, until: float) -> float:
    """Return the area under a Kaplan-Meier curve."""
    curve = sm.SurvfuncRight(day, event)
    steps = np.concatenate([[0.0], curve.surv_times[curve.surv_times < until], [until]])
    return float(np.diff(steps) @ np.concatenate([[1.0], curve.surv_prob[curve.surv_times < until]]))


def test_the_mean_of_ratings_is_welchs(women, found):
    one, welch = found["mean_difference"], stats.ttest_ind(*two(women, "pain_mean"), equal_var=False)
    interval = welch.confidence_interval(0.95)
    expected = welch.pvalue, interval.low, interval.high
    assert (one.p, one.low, one.high) == pytest.approx(expected, rel=1e-9)


def test_the_difference_of_loads_is_that_of_the_censored_likelihood(women, found):
    logs = [np.log10([float(cell.removeprefix("<")) for cell in arm]) for arm in two(women, "load")]
    below = [np.array([cell.startswith("<") for cell in arm]) for arm in two(women, "load")]

    def minus(theta):
        parts = [
            np.where(low, stats.norm.logcdf(y, mean, np.exp(spread)), stats.norm.logpdf(y, mean, np.exp(spread)))
            for y, low, mean, spread in zip(logs, below, theta[:2], theta[2:], strict=True)
        ]
        return -sum(part.sum() for part in parts)

    best = optimize.minimize(minus, [1.5, 2.0, 0.0, 0.0], method="BFGS")
    assert sum(low.sum() for low in below) > 20
    assert found["log10_difference"].estimate == pytest.approx(best.x[0] - best.x[1], abs=1e-5)  # BFGS stops at 1e-5


def test_recurrences_add_up_as_nelson_counts_them(women, found):
    """On each day the onsets divided by the women still followed, added up to the last day with a tenth of each arm."""
    both = list(zip(two(women, "clinical_recurrent_onsets"), two(women, "last_day"), strict=True))
    onsets = [[np.array(cell.split(";"), dtype=int) for cell in cells] for cells, _ in both]
    followed = [
        np.array([max(day, days.max() + 1) for days, day in zip(own, last, strict=True)])
        for own, (_, last) in zip(onsets, both, strict=True)
    ]
    until = min(max(day for day in range(1, 200) if (one >= day).mean() >= 0.1) for one in followed)
    means = []
    for own, one in zip(onsets, followed, strict=True):
        means.append(sum(1 / (one > day).sum() for day in np.concatenate(own) if day < until))
    assert found["mean_cumulative_difference"].estimate == pytest.approx(means[0] - means[1], rel=1e-9)


def test_ratings_at_visits_are_those_of_a_covariance_free_in_each_arm(women, found):
    means = []
    for arm in ("product", "placebo"):
        ratings = women.loc[women["arm"] == arm, ["pain_visits_entry", "pain_visits_end"]].to_numpy()
        plain = Plain(ratings, np.eye(2)[None].repeat(len(ratings), axis=0))
        means.append(plain.coefficients(plain.search(maxcor=20, ftol=1e-16))[0][1])
    assert found["mixed_difference_last"].estimate == pytest.approx(means[0] - means[1], abs=1e-5)  # by numerical slopes


@pytest.mark.parametrize("score", ["clinical_any", "pain_mean"])
def test_whole_centres_are_compared_by_the_wider_t_interval_of_their_means(women, score):
    plain = milkway.Protocol.read("hurtado2017")
    design = plain.design.model_dump(mode="json") | {"centres": CENTRES}
    protocol = plain.but(endpoints=CLUSTERED, used_in_tuning=[], design=design, name="centres")
    estimates = milkway.analyse(protocol, women).estimates
    one = estimates[estimates["endpoint"] == score].iloc[0]
    means = women.groupby(["arm", "centre"])[score].mean()
    both = [stats.ttest_ind(means["product"], means["placebo"], equal_var=equal) for equal in (False, True)]
    wider = max(both, key=lambda test: test.confidence_interval(0.95).high)
    interval = wider.confidence_interval(0.95)
    expected = means["product"].mean() - means["placebo"].mean(), interval.low, interval.high, wider.pvalue
    assert (one.estimate, one.low, one.high, one.p) == pytest.approx(expected, rel=1e-9)
