"""The probability laws, intervals, searches and fitted models of SciPy and statsmodels that the analyses use, with types."""

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from milkway.core.lazy import Later

optimize, special, stats = Later("scipy.optimize"), Later("scipy.special"), Later("scipy.stats")
contingency = Later("statsmodels.stats.contingency_tables")
power, rates = Later("statsmodels.stats.power"), Later("statsmodels.stats.rates")
proportion = Later("statsmodels.stats.proportion")

CONFIDENCE = 0.95
Z = 1.959963984540054  # the standard normal quantile at (1 + CONFIDENCE) / 2

Table = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Fit:
    """Coefficients of a fitted model (column,), and their covariance (column, column).

    Where a penalty bounds them, their law is far from normal: `height` is then its logarithm up to a constant, (draw,) of
    (draw, column) coefficients.
    """

    coefficients: np.ndarray
    covariance: np.ndarray
    height: Callable[[np.ndarray], np.ndarray] | None = None

    @property
    def penalised(self) -> bool:
        """Return whether a penalty bounds the coefficients."""
        return self.height is not None


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
    return -(z**2) / 2 - math.log(2 * math.pi) / 2


def log_normal_below(z: np.ndarray) -> np.ndarray:
    """Return the logarithm of the standard normal distribution function."""
    return special.log_ndtr(z)


def log_gamma(x: np.ndarray | float) -> np.ndarray:
    """Return the logarithm of the gamma function."""
    return special.gammaln(x)


def xlogy(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return x log y, zero where x is zero."""
    return special.xlogy(x, y)


def middle_p(count: int, total: int, share: float) -> float:
    """Return the normal number that lies as far out as a binomial count, of which half is taken to lie further out.

    >>> middle_p(2, 4, 0.5)
    0.0
    """
    ways = special.gammaln(total + 1) - special.gammaln(count + 1) - special.gammaln(total - count + 1)
    half = math.exp(ways + special.xlogy(count, share) + special.xlog1py(total - count, -share)) / 2
    below = half + (float(special.bdtr(count - 1, total, share)) if count > 0 else 0.0)
    above = half + float(special.bdtrc(count, total, share))
    if below == above:
        return 0.0
    return float(special.ndtri(below)) if below < above else -float(special.ndtri(above))


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


def score_of_ratio(events: tuple[float, float], n: tuple[float, float], value: float, compare: str) -> float:
    """Return the score statistic of Miettinen and Nurminen of a ratio of two shares, positive where the data lie above it.

    Args:
        events: in two arms, not none in both.
        n: women of each.
        value: of the ratio.
        compare: "ratio" of shares or "or", of odds.
    """
    counts = (events[0], n[0], events[1], n[1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # where every woman has the event a ratio of 1 has no variance
        found = proportion.score_test_proportions_2indep(
            *counts, value=value, compare=compare, correction=True, return_results=False
        )[0]
    return float(found) if math.isfinite(found) else 0.0


def score_of_difference(events: tuple[float, float], n: tuple[float, float], value: float) -> float:
    """Return the score statistic of Miettinen and Nurminen of a difference of two shares, positive where the data lie above it.

    The likeliest shares that differ so solve a cubic; the library's (0.14) are not the likeliest.

    Source: Farrington and Manning 1990, appendix (farrington1990).
    """
    first, second, ratio = events[0] / n[0], events[1] / n[1], n[1] / n[0]
    a, d = 1 + ratio, first * value * (1 + value)
    b = -(1 + ratio + first + ratio * second + value * (ratio + 2))
    c = value**2 + value * (2 * first + ratio + 1) + first + ratio * second
    v = (b / (3 * a)) ** 3 - b * c / (6 * a**2) - d / (2 * a)
    u = math.copysign(math.sqrt(max((b / (3 * a)) ** 2 - c / (3 * a), 0.0)), v)
    angle = (math.pi + math.acos(min(max(v / u**3, -1.0), 1.0))) / 3 if u else math.pi / 2
    one = min(max(2 * u * math.cos(angle) - b / (3 * a), value, 0.0), 1.0, 1.0 + value)
    other = min(max(one - value, 0.0), 1.0)
    variance = one * (1 - one) / n[0] + other * (1 - other) / n[1]
    away = first - second - value
    if variance <= 0:
        return 0.0 if abs(away) < 1e-12 else math.copysign(math.inf, away)
    return away / math.sqrt(variance * sum(n) / (sum(n) - 1))


def score_interval(count: float, n: float) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share."""
    return _plain(proportion.proportion_confint(count, n, method="wilson"))


def exact_interval(count: float, n: float) -> tuple[float, float]:
    """Return the exact 95 % interval of a share, of Clopper and Pearson."""
    return _plain(proportion.proportion_confint(count, n, method="beta"))


def poisson_interval(count: float) -> tuple[float, float]:
    """Return the exact 95 % interval of a Poisson mean, from a count that need not be whole."""
    return _plain(rates.confint_poisson(count, 1, method="exact-c"))


def woolf(table: Table) -> float | None:
    """Return Wald's p of the logarithm of the odds ratio with Woolf's standard error; None where a cell is empty."""
    if any(count == 0 for row in table for count in row):
        return None
    found: Any = contingency.Table2x2(np.array(table, dtype=float), shift_zeros=False)
    return 2 * normal_above(abs(float(found.log_oddsratio / found.log_oddsratio_se)))


def holm_adjusted(ps: Sequence[float]) -> list[float]:
    """Return p-values adjusted by Holm's procedure (holm1979): ours, since that of statsmodels collects garbage at every call."""
    order = np.argsort(ps, kind="stable")
    steps = np.asarray(ps)[order] * np.arange(len(ps), 0, -1)
    adjusted = np.empty(len(ps))
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted.tolist()


def chi_square_quantiles(share: np.ndarray, freedom: np.ndarray) -> np.ndarray:
    """Return quantiles of chi-squared laws."""
    return stats.chi2.ppf(share, freedom)


def chi_square_above(x: float, freedom: float) -> float:
    """Return the chance that a chi-squared number exceeds x."""
    return float(stats.chi2.sf(x, freedom))


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
