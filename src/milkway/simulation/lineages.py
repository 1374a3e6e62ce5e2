"""What becomes of cells over a step with constant rates: they divide, die, leave, and others come.

After time h a cell has left descendants with probability 1 - alpha, and then a geometric number of them (Kendall 1948,
kendall1948): alpha = d(e-1)/(be-d), beta = b(e-1)/(be-d), e = exp((b-d)h). A cell that came at a time spread evenly over the
step has left descendants with probability -log(1-beta)/(bh), and then a logarithmic number of them.

Cells that leave are thinned before and after the others divide and die, so that the means of those that stay and of those that
leave are exact; without births the whole law is.
"""

import math

from milkway.core.compiled import compiled
from milkway.simulation.chance import binomial, logarithmic_sum, negative_binomial, poisson, uniform

LEAVE, LIVE, COME = 0, 8, 512  # the first draws of what happens in a step
MOST_GROWTH = 500.0  # beyond it numbers overflow


@compiled()
def mean_exponential(x, rise):
    """Return the mean of exp(x s) over s from 0 to 1, given rise = exp(x) - 1."""
    return 1.0 + 0.5 * x + x * x / 6.0 if abs(x) < 1e-5 else rise / x


@compiled()
def mean_of_means(x, rise):
    """Return the mean of (1 - s) exp(x s) over s from 0 to 1, given rise = exp(x) - 1."""
    if abs(x) < 1e-2:
        return 0.5 + x / 6.0 + x * x / 24.0 + x * x * x / 120.0
    return (rise / x - 1.0) / x


@compiled()
def gone_and_more(births, losses, time, rise):
    """Return Kendall's alpha and beta, given rise = exp((births - losses) time) - 1."""
    if abs(rise) < 1e-7:
        alpha, beta = losses * time / (1.0 + births * time), births * time / (1.0 + births * time)
    else:
        below = births * (rise + 1.0) - losses
        alpha, beta = losses * rise / below, births * rise / below
    return min(max(alpha, 0.0), 1.0), min(beta, 1.0 - 1e-15) if beta > 1e-12 else 0.0


@compiled()
def _after_living(cells, births, losses, time, rise, key):
    """Return how many descend from cells that were there all the time."""
    alpha, beta = gone_and_more(births, losses, time, rise)
    survivors = binomial(cells, 1.0 - alpha, uniform(key, LIVE))
    return survivors + negative_binomial(survivors, beta, key, LIVE + 1)


@compiled()
def _after_coming(cells, births, losses, time, rise, key):
    """Return how many descend from cells that came at times spread evenly over the step."""
    _, beta = gone_and_more(births, losses, time, rise)
    if beta > 1e-9:
        log_rest = math.log1p(-beta)
        survivors = binomial(cells, min(1.0, -log_rest / (births * time)), uniform(key, LIVE))
        return logarithmic_sum(survivors, beta, log_rest, key, LIVE + 1)
    x = -losses * time
    return binomial(cells, mean_exponential(x, math.expm1(x)), uniform(key, LIVE))


@compiled()
def after_immigration(arrivals, births, losses, time, key):
    """Return how many descend from cells that come at a constant rate (cell/day)."""
    _, beta = gone_and_more(births, losses, time, math.expm1(min((births - losses) * time, MOST_GROWTH)))
    if beta > 1e-9:
        return negative_binomial(arrivals / births, beta, key, COME + 1)
    x = -losses * time
    return poisson(arrivals * time * mean_exponential(x, math.expm1(x)), uniform(key, COME))


@compiled()
def settled(cells, births, losses, arrivals, time, key):
    """Return how many there are where nobody leaves, and how many of them descend from cells that come at a constant rate.

    Args:
        cells: whole cells at the start.
        births: 1/day per cell.
        losses: 1/day per cell.
        arrivals: cell/day.
        time: day.
        key: of the draws.
    """
    if births == 0.0:
        lost = -math.expm1(-losses * time)
        came = poisson(arrivals * (lost / losses if losses > 0.0 else time), uniform(key, COME)) if arrivals > 0.0 else 0.0
        return binomial(cells, 1.0 - lost, uniform(key, LIVE)) + came, came
    rise = math.expm1(min((births - losses) * time, MOST_GROWTH))
    came = after_immigration(arrivals, births, losses, time, key) if arrivals > 0.0 else 0.0
    return _after_living(cells, births, losses, time, rise, key) + came, came


@compiled()
def residents(cells, births, losses, leaving, time, key):
    """Return how many descend from cells that were there, and how many have left.

    Args:
        cells: whole cells at the start.
        births: 1/day per cell.
        losses: 1/day per cell, with those that leave.
        leaving: 1/day per cell.
        time: day.
        key: of the draws.
    """
    growth = min((births - losses) * time, MOST_GROWTH)
    rise = math.expm1(growth)
    kept = min(growth + leaving * time, MOST_GROWTH)
    higher = math.expm1(kept)
    first = mean_exponential(growth, rise) / mean_exponential(kept, higher)
    staying = binomial(cells, first, uniform(key, LEAVE))
    alive = _after_living(staying, births, losses - leaving, time, higher, key)
    remaining = binomial(alive, math.exp(-leaving * time) / first, uniform(key, LEAVE + 1))
    return remaining, cells - staying + alive - remaining


@compiled()
def newcomers(cells, births, losses, leaving, time, key):
    """Return how many descend from cells that came in the course of the step, and how many have left again.

    Arguments are those of `residents`.
    """
    growth = min((births - losses) * time, MOST_GROWTH)
    rise = math.expm1(growth)
    if leaving <= 0.0:
        return _after_coming(cells, births, losses, time, rise, key), 0.0
    kept = min(growth + leaving * time, MOST_GROWTH)
    higher = math.expm1(kept)
    first = mean_of_means(growth, rise) / mean_of_means(kept, higher)
    last = mean_exponential(growth, rise) / (first * mean_exponential(kept, higher))
    staying = binomial(cells, first, uniform(key, LEAVE))
    alive = _after_coming(staying, births, losses - leaving, time, higher, key)
    remaining = binomial(alive, last, uniform(key, LEAVE + 1))
    return remaining, cells - staying + alive - remaining
