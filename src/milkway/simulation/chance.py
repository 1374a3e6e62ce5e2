"""Exact birth, death and immigration of a few cells over a step with constant rates, from keyed uniform numbers.

After time h each of n cells has left a geometric number of descendants with probability 1 - alpha, and immigrants a negative
binomial number (Kendall 1948, kendall1948): alpha = d(e-1)/(be-d), beta = b(e-1)/(be-d), e = exp((b-d)h).
"""

import math

import numpy as np
from numba import njit

from milkway.core.compiled import CACHE
from milkway.core.philox import keyed_uniform

LARGE_MEAN = 80.0
DRAWS_PER_STEP = 256


@njit(cache=CACHE)
def normal_quantile(u):
    """Return the standard normal quantile (Acklam's rational approximation, relative error 1e-9)."""
    if u < 0.02425 or u > 0.97575:
        q = math.sqrt(-2.0 * math.log(u if u < 0.5 else 1.0 - u))
        top = (
            (((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734) * q
            + 4.374664141464968
        ) * q + 2.938163982698783
        bottom = (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1.0
        return top / bottom if u < 0.5 else -top / bottom
    q = u - 0.5
    r = q * q
    top = (
        (((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r + 1.383577518672690e02) * r
        - 3.066479806614716e01
    ) * r + 2.506628277459239
    bottom = (
        (((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r + 6.680131188771972e01) * r
        - 1.328068155288572e01
    ) * r + 1.0
    return top * q / bottom


@njit(cache=CACHE)
def binomial(n, p, u):
    """Return a binomial number by inversion; n is below a few thousand."""
    if p <= 0.0:
        return 0.0
    if p >= 1.0:
        return n
    flipped = p > 0.5
    q = 1.0 - p if flipped else p
    u = 1.0 - u if flipped else u
    mass = math.exp(n * math.log1p(-q))
    if mass < 1e-290:
        k = min(max(math.floor(n * q + math.sqrt(n * q * (1.0 - q)) * normal_quantile(u) + 0.5), 0.0), n)
        return n - k if flipped else k
    total, odds, k = mass, q / (1.0 - q), 0.0
    while u > total and k < n:
        k += 1.0
        mass *= odds * (n - k + 1.0) / k
        total += mass
    return n - k if flipped else k


@njit(cache=CACHE)
def poisson(mean, u):
    """Return a Poisson number: by inversion, and above a mean of 80 by the Wilson-Hilferty cube."""
    if mean <= 0.0:
        return 0.0
    if mean > LARGE_MEAN:
        cube = 1.0 - 1.0 / (9.0 * mean) + normal_quantile(u) / (3.0 * math.sqrt(mean))
        return max(0.0, math.floor(mean * cube * cube * cube + 0.5))
    mass = math.exp(-mean)
    total, k = mass, 0.0
    while u > total and k < 1000.0:
        k += 1.0
        mass *= mean / k
        total += mass
    return k


@njit(cache=CACHE)
def gamma(shape, seed, dyad, event, index, draw):
    """Return a gamma number of scale 1 (Marsaglia 2000, marsaglia2000), with as many keyed draws as it takes."""
    boost = 1.0
    if shape < 1.0:
        boost = keyed_uniform(seed, dyad, event, index, draw) ** (1.0 / shape)
        shape += 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    for attempt in range(60):
        x = normal_quantile(keyed_uniform(seed, dyad, event, index, draw + 1 + 2 * attempt))
        v = (1.0 + c * x) ** 3
        u = keyed_uniform(seed, dyad, event, index, draw + 2 + 2 * attempt)
        if v > 0.0 and math.log(u) < 0.5 * x * x + d - d * v + d * math.log(v):
            return boost * d * v
    return boost * d


@njit(cache=CACHE)
def negative_binomial(size, beta, seed, dyad, event, index, draw):
    """Return a negative binomial number with P(k) ~ beta^k and real size."""
    if size <= 0.0 or beta <= 0.0:
        return 0.0
    mean = size * beta / (1.0 - beta)
    u = keyed_uniform(seed, dyad, event, index, draw)
    if mean > LARGE_MEAN:
        rate = gamma(size, seed, dyad, event, index, draw + 1) * beta / (1.0 - beta)
        return poisson(rate, u)
    mass = math.exp(size * math.log1p(-beta))
    total, k = mass, 0.0
    while u > total and k < 20000.0:
        k += 1.0
        mass *= beta * (size + k - 1.0) / k
        total += mass
    return k


@njit(cache=CACHE)
def birth_death_immigration(n, births, losses, arrivals, time, seed, dyad, event, index, draw):
    """Return the number of cells after a time.

    Args:
        n: whole cells at the start.
        births: 1/day per cell.
        losses: 1/day per cell.
        arrivals: cell/day.
        time: day.
        seed: of the run.
        dyad: identity.
        event: code of the stock.
        index: the day.
        draw: the first of `DRAWS_PER_STEP` draws that may be used.

    Source: Kendall 1948 (kendall1948).
    """
    growth = (births - losses) * time
    if abs(growth) < 1e-7:
        beta = births * time / (1.0 + births * time)
        alpha = losses * time / (1.0 + births * time)
    else:
        rise = math.expm1(growth)
        below = births * (rise + 1.0) - losses
        alpha, beta = losses * rise / below, births * rise / below
    alpha = min(max(alpha, 0.0), 1.0)
    beta = min(beta, 1.0 - 1e-15) if beta > 1e-12 else 0.0
    result = 0.0
    if n > 0.0:
        survivors = binomial(n, 1.0 - alpha, keyed_uniform(seed, dyad, event, index, draw))
        result = survivors + negative_binomial(survivors, beta, seed, dyad, event, index, draw + 1)
    if arrivals > 0.0:
        if beta > 1e-9:
            result += negative_binomial(arrivals / births, beta, seed, dyad, event, index, draw + 128)
        else:
            held = time if losses * time < 1e-9 else -math.expm1(-losses * time) / losses
            result += poisson(arrivals * held, keyed_uniform(seed, dyad, event, index, draw + 128))
    return result


@njit(cache=CACHE)
def waiting_threshold(seed, dyad, event, arrival):
    """Return the integrated hazard at which the next arrival in an empty stock happens; keyed by arrival number."""
    return -math.log(keyed_uniform(seed, dyad, event, arrival, np.uint64(0xA881)))


@njit(cache=CACHE)
def poisson_numbers(means, uniforms):
    """Return (dyad,) Poisson numbers of the given means (dyad,) from uniform numbers (dyad,)."""
    result = np.empty(means.size)
    for i in range(means.size):
        result[i] = poisson(means[i], uniforms[i])
    return result
