"""A number read off simulated women, with how far the chance of a simulation moves it and how much women differ."""

from dataclasses import dataclass
from math import exp, log, nan, sqrt

import numpy as np


@dataclass(frozen=True)
class Reading:
    """A number, the women or infants behind it, its Monte-Carlo standard error, and the spread between individuals.

    All but `n` are NaN where there was nobody to read from. `spread` is a standard deviation; NaN where it has no meaning.
    """

    value: float
    n: int
    error: float
    spread: float


NOBODY = Reading(nan, 0, nan, nan)


def share(yes: np.ndarray) -> Reading:
    """Return the share of a yes among women, with Laplace's rule for its error, so that none of few is not certain.

    >>> share(np.array([True, False]))
    Reading(value=0.5, n=2, error=0.25, spread=nan)
    """
    n = len(yes)
    if n == 0:
        return NOBODY
    p = (float(yes.sum()) + 1) / (n + 2)
    return Reading(float(yes.mean()), n, sqrt(p * (1 - p) / (n + 2)), nan)


def mean(values: np.ndarray) -> Reading:
    """Return a mean over women."""
    n = len(values)
    if n < 2:
        return NOBODY
    spread = float(values.std(ddof=1))
    return Reading(float(values.mean()), n, spread / sqrt(n), spread)


def median(values: np.ndarray) -> Reading:
    """Return a median over women, its error from the order statistics one standard error away."""
    n = len(values)
    if n < 4:
        return NOBODY
    low, high = np.quantile(values, [0.5 - 0.5 / sqrt(n), 0.5 + 0.5 / sqrt(n)])
    return Reading(float(np.median(values)), n, float(high - low) / 2, float(values.std(ddof=1)))


def odds_ratio(exposed: np.ndarray, ill: np.ndarray) -> Reading:
    """Return an odds ratio, half a woman added to each cell (Haldane 1956); both are (woman,) bool."""
    cells = [float((exposed == e).astype(float) @ (ill == i)) + 0.5 for e in (True, False) for i in (True, False)]
    middle = exp(log(cells[0] * cells[3] / (cells[1] * cells[2])))
    return Reading(middle, len(ill), middle * sqrt(sum(1 / cell for cell in cells)), nan)


def rate_ratio(exposed: np.ndarray, ill: np.ndarray, at_risk: np.ndarray) -> Reading:
    """Return a ratio of first episodes per time at risk, half an episode added to each group.

    Args:
        exposed: (woman,) bool.
        ill: (woman,) whether she had an episode; nobody has a second one, since her time at risk ends with the first.
        at_risk: (woman,) time until the first episode or the end.
    """
    parts = [ill[exposed], ill[~exposed]]
    times = [float(at_risk[exposed].sum()), float(at_risk[~exposed].sum())]
    if min(len(part) for part in parts) < 2 or min(times) <= 0:
        return NOBODY
    events = [float(part.sum()) + 0.5 for part in parts]
    ratio = (events[0] / times[0]) / (events[1] / times[1])
    return Reading(ratio, len(ill), ratio * sqrt(sum(1 / one for one in events)), nan)


def rate(events: np.ndarray, exposure: np.ndarray) -> Reading:
    """Return events per exposure; women, not their weeks, are the independent units, and the error is at least Poisson's."""
    if len(events) < 2 or exposure.sum() == 0:
        return NOBODY
    found = float(events.sum() / exposure.sum())
    off = (events - found * exposure) / exposure.mean()
    least = sqrt(max(float(events.sum()), 1.0)) / float(exposure.sum())
    return Reading(found, len(events), max(float(off.std(ddof=1)) / sqrt(len(events)), least), nan)
