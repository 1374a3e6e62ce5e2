"""The probability laws, intervals, searches and fitted models of SciPy and statsmodels that the analyses use, with types."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from milkway.core.lazy import Later

optimize, special, stats = Later("scipy.optimize"), Later("scipy.special"), Later("scipy.stats")
families, generalized = Later("statsmodels.genmod.families"), Later("statsmodels.genmod.generalized_linear_model")
contingency, multitest = Later("statsmodels.stats.contingency_tables"), Later("statsmodels.stats.multitest")
power, rates = Later("statsmodels.stats.power"), Later("statsmodels.stats.rates")
proportion = Later("statsmodels.stats.proportion")

CONFIDENCE = 0.95
Z = 1.959963984540054  # the standard normal quantile at (1 + CONFIDENCE) / 2

Table = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Fit:
    """Coefficients of a fitted model (column,), and their covariance (column, column)."""

    coefficients: np.ndarray
    covariance: np.ndarray


def normal_above(x: float) -> float:
    """Return the chance that a standard normal number exceeds x."""
    return float(stats.norm.sf(x))


def normal_below(x: float) -> float:
    """Return the chance that a standard normal number is below x."""
    return float(stats.norm.cdf(x))


def normal_quantile(share: float) -> float:
    """Return the standard normal quantile.

    >>> round(normal_quantile(0.975), 4)
    1.96
    """
    return float(stats.norm.ppf(share))


def normal_density(z: np.ndarray) -> np.ndarray:
    """Return the standard normal density."""
    return stats.norm.pdf(z)


def normals_above(z: np.ndarray) -> np.ndarray:
    """Return the chance that a standard normal number exceeds each of these."""
    return stats.norm.sf(z)


def normals_below(z: np.ndarray) -> np.ndarray:
    """Return the chance that a standard normal number is below each of these."""
    return stats.norm.cdf(z)


def log_normal_density(z: np.ndarray) -> np.ndarray:
    """Return the logarithm of the standard normal density."""
    return stats.norm.logpdf(z)


def log_normal_below(z: np.ndarray) -> np.ndarray:
    """Return the logarithm of the standard normal distribution function."""
    return stats.norm.logcdf(z)


def log_gamma(x: np.ndarray | float) -> np.ndarray:
    """Return the logarithm of the gamma function."""
    return special.gammaln(x)


def pearson(table: Table) -> float:
    """Return p of Pearson's chi-squared test without correction."""
    return float(stats.chi2_contingency(table, correction=False).pvalue)


def yates(table: Table) -> float:
    """Return p of the chi-squared test with Yates' correction."""
    return float(stats.chi2_contingency(table, correction=True).pvalue)


def likelihood_ratio(table: Table) -> float:
    """Return p of the likelihood-ratio test."""
    found = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    return float(found.pvalue)


def fisher(table: Table) -> float:
    """Return p of Fisher's exact test."""
    return float(stats.fisher_exact(table).pvalue)


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function that changes sign between two numbers is zero."""
    return float(optimize.brentq(function, low, high, xtol=1e-14))


def lowest(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function of one number is lowest between two numbers."""
    return float(optimize.minimize_scalar(function, bounds=(low, high), method="bounded").x)


def lowest_point(
    function: Callable[[np.ndarray], float], slope: Callable[[np.ndarray], np.ndarray], start: Sequence[float]
) -> np.ndarray:
    """Return where a smooth function of several numbers is lowest."""
    return optimize.minimize(function, start, method="BFGS", jac=slope).x


@dataclass(frozen=True)
class Occurring:
    """Events per day in two arms, and days under observation of a woman."""

    rates: tuple[float, float]
    exposure: float

    def given(self, n: tuple[float, float], level: float) -> dict[str, Any]:
        """Return what a formula of power is told of them, and of women in each arm."""
        test = {"value": 1, "alpha": level, "alternative": "two-sided", "return_results": False}
        return test | {"nobs_ratio": n[1] / n[0], "exposure": self.exposure}


Pair = tuple[int, int]


def newcombe(events: Pair, n: Pair) -> tuple[float, float]:
    """Return the 95 % interval of a risk difference (Newcombe 1998, method 10)."""
    return _plain(proportion.confint_proportions_2indep(events[0], n[0], events[1], n[1], method="newcomb", compare="diff"))


def score_interval(count: float, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share."""
    return _plain(proportion.proportion_confint(count, n, method="wilson"))


def log_risk_ratio(events: Pair, n: Pair) -> tuple[float, float]:
    """Return the logarithm of the risk ratio and its standard error."""
    table: Any = contingency.Table2x2(_rows(events, n), shift_zeros=False)
    return float(table.log_riskratio), float(table.log_riskratio_se)


def log_odds_ratio(events: Pair, n: Pair) -> tuple[float, float]:
    """Return the logarithm of the odds ratio and Woolf's standard error."""
    table: Any = contingency.Table2x2(_rows(events, n), shift_zeros=False)
    return float(table.log_oddsratio), float(table.log_oddsratio_se)


def welch(first: np.ndarray, second: np.ndarray) -> tuple[float, float, float]:
    """Return Welch's 95 % interval of a difference of means, and p."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # that women of one arm score alike is no loss: its variance is nothing
        found: Any = stats.ttest_ind(first, second, equal_var=False)
    low, high = found.confidence_interval(0.95)
    return float(low), float(high), float(found.pvalue)


def holm_adjusted(ps: Sequence[float]) -> list[float]:
    """Return p-values adjusted by Holm's procedure."""
    return [float(p) for p in multitest.multipletests(ps, method="holm")[1]]


def logistic(happened: np.ndarray, chances: np.ndarray, design: np.ndarray) -> Fit:
    """Return a logistic regression of how often something happened in so many chances.

    Args:
        happened: (row,) times that it happened.
        chances: (row,) times that it could.
        design: (row, column).
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a column that separates few events is no failure here
        found: Any = generalized.GLM(np.column_stack([happened, chances - happened]), design, family=families.Binomial()).fit()
    return Fit(np.asarray(found.params), np.asarray(found.cov_params()))


def student_below(t: float, freedom: float) -> float:
    """Return the chance that a Student's t number is below t."""
    return float(stats.t.cdf(t, freedom))


def student_quantile(share: float, freedom: float) -> float:
    """Return a quantile of Student's t."""
    return float(stats.t.ppf(share, freedom))


def proportions_power(shares: tuple[float, float], n: tuple[float, float], level: float) -> float:
    """Return the power of a comparison of two shares that differ."""
    found = proportion.power_proportions_2indep(
        shares[0] - shares[1], shares[1], n[0], ratio=n[1] / n[0], alpha=level, return_results=False
    )
    return float(found)


def poisson_power(occurring: Occurring, n: tuple[float, float], level: float, dispersion: float = 1.0) -> float:
    """Return the power of a comparison of two rates that differ, whose counts vary so many times as Poisson's."""
    given = occurring.given(n, level) | {"dispersion": dispersion}
    return float(rates.power_poisson_ratio_2indep(*occurring.rates, n[0], **given))


def negative_binomial_power(occurring: Occurring, n: tuple[float, float], level: float, dispersion: float) -> float:
    """Return the power of a comparison of two rates that differ, whose counts are negative binomial.

    Source: Zhu and Lakkis 2014 (zhu2014).
    """
    return float(rates.power_negbin_ratio_2indep(*occurring.rates, n[0], dispersion=dispersion, **occurring.given(n, level)))


def means_power(effect: float, n: tuple[float, float], level: float) -> float:
    """Return the power of Student's t test of two means so many standard deviations apart."""
    return float(power.TTestIndPower().power(effect, n[0], level, ratio=n[1] / n[0]))


def _plain(bounds: Sequence[float]) -> tuple[float, float]:
    return float(bounds[0]), float(bounds[1])


def _rows(events: Pair, n: Pair) -> np.ndarray:
    return np.array([[count, size - count] for count, size in zip(events, n, strict=True)], dtype=float)
