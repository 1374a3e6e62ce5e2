# pyright: basic
"""The probability laws and searches of SciPy that the analyses use, with types."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy import optimize, special, stats

Table = Sequence[Sequence[int]]


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


def log_normal_density(z: np.ndarray) -> np.ndarray:
    """Return the logarithm of the standard normal density."""
    return stats.norm.logpdf(z)


def log_normal_below(z: np.ndarray) -> np.ndarray:
    """Return the logarithm of the standard normal distribution function."""
    return stats.norm.logcdf(z)


def student_quantile(share: float, freedom: float) -> float:
    """Return a quantile of Student's law."""
    return float(stats.t.ppf(share, freedom))


def student_above(x: float, freedom: float) -> float:
    """Return the chance that a number of Student's law exceeds x."""
    return float(stats.t.sf(x, freedom))


def log_gamma(x: np.ndarray | float) -> np.ndarray:
    """Return the logarithm of the gamma function."""
    return special.gammaln(x)


def pearson(table: Table) -> float:
    """Return p of Pearson's chi-squared test without correction."""
    return float(stats.chi2_contingency(table, correction=False).pvalue)  # pyright: ignore[reportAttributeAccessIssue]


def yates(table: Table) -> float:
    """Return p of the chi-squared test with Yates' correction."""
    return float(stats.chi2_contingency(table, correction=True).pvalue)  # pyright: ignore[reportAttributeAccessIssue]


def likelihood_ratio(table: Table) -> float:
    """Return p of the likelihood-ratio test."""
    found = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    return float(found.pvalue)  # pyright: ignore[reportAttributeAccessIssue]


def fisher(table: Table) -> float:
    """Return p of Fisher's exact test."""
    return float(stats.fisher_exact(table).pvalue)  # pyright: ignore[reportAttributeAccessIssue]


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function that changes sign between two numbers is zero."""
    return float(optimize.brentq(function, low, high, xtol=1e-14))  # pyright: ignore[reportArgumentType]


def lowest(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function of one number is lowest between two numbers."""
    return float(optimize.minimize_scalar(function, bounds=(low, high), method="bounded").x)  # pyright: ignore[reportAttributeAccessIssue]


def lowest_point(
    function: Callable[[np.ndarray], float], slope: Callable[[np.ndarray], np.ndarray], start: Sequence[float]
) -> np.ndarray:
    """Return where a smooth function of several numbers is lowest."""
    return optimize.minimize(function, start, method="BFGS", jac=slope).x
