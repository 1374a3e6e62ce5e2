"""Proper scores of a forecast that is known by draws: logarithms of probabilities, CRPS, and the score of an interval.

A draw is a value of the truth, all of the same weight; what a study prints around it follows the study's own law. Logarithms are
natural and higher is better; CRPS and interval score are in the unit of the number and lower is better (Gneiting, Raftery 2007).
"""

import numpy as np
from scipy.special import betaln, gammaln, logsumexp
from scipy.stats import norm

LEAST = 1e-9  # a share or rate of exactly nothing would make any count impossible
Values = np.ndarray


def log_score_of_counts(counts: Values, sizes: Values, shares: Values, alike: float = 0.0) -> float:
    """Return the log probability of all counts together: beta-binomial around shares that are drawn together.

    log of the mean over draws of the product over results of BetaBinomial(count; size, p / r - p, (1 - p) / r - (1 - p)), where r
    is how alike women of one study are (intraclass correlation); with r = 0 it is the binomial.

    Args:
        counts: (result,).
        sizes: (result,) women.
        shares: (draw, result) true shares.
        alike: r, from 0 to below 1.

    >>> round(log_score_of_counts(np.array([1]), np.array([2]), np.array([[0.5]])), 3)  # log of one half
    -0.693
    """
    return log_mean(counts_under(counts, sizes, shares, alike))


def counts_under(counts: Values, sizes: Values, shares: Values, alike: float = 0.0) -> Values:
    """Return (draw,) the log probability of all counts under each draw, as `log_score_of_counts` averages them."""
    k, n = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    p = np.clip(np.asarray(shares, dtype=float), LEAST, 1 - LEAST)
    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    if alike == 0:
        return (ways + k * np.log(p) + (n - k) * np.log1p(-p)).sum(axis=1)
    a, b = p * (1 / alike - 1), (1 - p) * (1 / alike - 1)
    return (ways + betaln(k + a, n - k + b) - betaln(a, b)).sum(axis=1)


def log_score_of_events(events: int, exposure: float, rates: Values, excess: float = 1.0) -> float:
    """Return the log probability of events around drawn rates: negative binomial, Poisson where the excess is 1.

    Args:
        events: counted.
        exposure: women, or weeks.
        rates: (draw,) true rates per unit of exposure.
        excess: variance of the count over its mean, at least 1.
    """
    return log_mean(events_under(events, exposure, rates, excess))


def events_under(events: int, exposure: float, rates: Values, excess: float = 1.0) -> Values:
    """Return (draw,) the log probability of events under each draw, as `log_score_of_events` averages them."""
    mean = np.maximum(rates, LEAST) * exposure
    if excess <= 1:
        return events * np.log(mean) - mean - gammaln(events + 1)
    size = mean / (excess - 1)
    ways = gammaln(events + size) - gammaln(size) - gammaln(events + 1)
    return ways - size * np.log(excess) + events * np.log1p(-1 / excess)


def log_score_of_mean(value: float, error: float, means: Values) -> float:
    """Return the log density of a printed mean whose standard error was printed too, around drawn means."""
    return log_mean(norm.logpdf(value, means, error))


def fair_crps(draws: Values, value: float) -> float:
    """Return the CRPS of draws against a value, fair to any number of draws (Ferro 2014, Eq. 8).

    mean |x - y| - sum over pairs |x - x'| / (2 m (m - 1)).

    >>> round(fair_crps(np.array([0.0, 1.0]), 0.5), 3)
    0.0
    """
    x, m = np.sort(np.asarray(draws, dtype=float)), len(draws)
    pairs = 2 * float((x * (2 * np.arange(m) - m + 1)).sum())
    return float(np.abs(x - value).mean()) - pairs / (2 * m * max(m - 1, 1))


def interval_score(low: float, high: float, value: float, inside: float = 0.9) -> float:
    """Return the score of a central interval: its width and, outside, 2 / (1 - inside) times the way to it (Eq. 43).

    >>> interval_score(0.0, 1.0, 0.5), round(interval_score(0.0, 1.0, 1.5), 6)
    (1.0, 11.0)
    """
    return high - low + 2 / (1 - inside) * (max(low - value, 0.0) + max(value - high, 0.0))


def place_of(draws: Values, value: float) -> float:
    """Return the share of draws below a value, half of those equal to it."""
    return float((draws < value).mean() + 0.5 * (draws == value).mean())


def log_mean(each: Values) -> float:
    """Return the log of the mean of numbers of which logs are given; (draw,)."""
    return float(logsumexp(each) - np.log(len(each)))
