"""Proper scores of a forecast that is known by draws: logarithms of probabilities, CRPS, and the score of an interval.

A draw is a value of the truth, all of the same weight; what a study prints around it follows the study's own law. Logarithms are
natural and higher is better; CRPS and interval score are in the unit of the number and lower is better (Gneiting, Raftery 2007).
Many draws may be of one truth, such as what trials print of it: these are not independent, and the error of a score is that of
the truths, by the jackknife.
"""

from collections.abc import Callable
from math import sqrt

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


def fair_crps(draws: Values, value: float, truth: Values | None = None) -> float:
    """Return the CRPS of draws against a value, fair to any number of truths (Ferro 2014, Eq. 8).

    mean |x - y| less half of mean |x - x'| over all pairs of draws of different truths.

    Args:
        draws: (draw,).
        value: that was printed.
        truth: (draw,) of which truth each is, in numbers; each of its own unless this is said.

    >>> round(fair_crps(np.array([0.0, 1.0]), 0.5), 3)
    0.0
    >>> fair_crps(np.array([0.0, 0.0, 1.0, 1.0]), 0.5, np.array([1, 1, 2, 2]))
    0.0
    """
    x = np.asarray(draws, dtype=float)
    of = np.arange(len(x)) if truth is None else np.asarray(truth)
    order = np.argsort(of, kind="stable")
    within = np.split(x[order], np.flatnonzero(np.diff(of[order])) + 1)
    apart = _apart(x) - sum(_apart(one) for one in within if len(one) > 1)
    pairs = len(x) ** 2 - sum(len(one) ** 2 for one in within)
    return float(np.abs(x - value).mean()) - apart / (2 * max(pairs, 1))


def jackknife_error(score: Callable[[Values], float], truth: Values) -> float | None:
    """Return the standard error of a score over truths: each is left out in turn; None with fewer than two.

    Args:
        score: of the draws that a mask keeps.
        truth: (draw,) of which truth each is.

    >>> x = np.array([1.0, 2.0, 3.0, 6.0])
    >>> found = jackknife_error(lambda kept: float(x[kept].mean()), np.arange(4))
    >>> bool(np.isclose(found, x.std(ddof=1) / 2))
    True
    """
    known = np.unique(truth)
    if len(known) < 2:
        return None
    without = np.array([score(truth != one) for one in known])
    return sqrt((len(known) - 1) * float(without.var()))


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


def _apart(x: Values) -> float:
    """Return the sum over all ordered pairs of |x - x'|."""
    m = len(x)
    return 2 * float((np.sort(x) * (2 * np.arange(m) - m + 1)).sum())
