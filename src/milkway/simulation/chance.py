"""Random numbers of the laws that a few cells obey, each a function of a key.

A key is (seed, dyad, event, index, draw), all whole numbers; what needs several uniform numbers takes the draws that follow.
"""

import math

import numpy as np

from milkway.core.compiled import compiled
from milkway.core.philox import keyed_uniform

LARGE_MEAN = 80.0
MANY_LINEAGES = 64


@compiled()
def uniform(key, skip):
    """Return the uniform number of a key, `skip` draws on."""
    return keyed_uniform(key[0], key[1], key[2], key[3], key[4] + skip)


@compiled()
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


@compiled()
def binomial(n, p, u):
    """Return a binomial number by inversion; n is below a few thousand."""
    if p <= 0.0:
        return 0.0
    if p >= 1.0:
        return n
    flipped = p > 0.5
    q = 1.0 - p if flipped else p
    u = 1.0 - u if flipped else u
    mass = (1.0 - q) ** int(n)
    if mass < 1e-290:
        k = min(max(math.floor(n * q + math.sqrt(n * q * (1.0 - q)) * normal_quantile(u) + 0.5), 0.0), n)
        return n - k if flipped else k
    total, odds, k = mass, q / (1.0 - q), 0.0
    while u > total and k < n:
        k += 1.0
        mass *= odds * (n - k + 1.0) / k
        total += mass
    return n - k if flipped else k


@compiled()
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


@compiled()
def gamma(shape, key, skip):
    """Return a gamma number of scale 1 (Marsaglia 2000, marsaglia2000), with as many draws as it takes."""
    boost = 1.0
    if shape < 1.0:
        boost = uniform(key, skip) ** (1.0 / shape)
        shape += 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    for attempt in range(60):
        x = normal_quantile(uniform(key, skip + 1 + 2 * attempt))
        v = (1.0 + c * x) ** 3
        u = uniform(key, skip + 2 + 2 * attempt)
        if v > 0.0 and math.log(u) < 0.5 * x * x + d - d * v + d * math.log(v):
            return boost * d * v
    return boost * d


@compiled()
def negative_binomial(size, beta, key, skip):
    """Return a negative binomial number with P(k) ~ beta^k and real size."""
    if size <= 0.0 or beta <= 0.0:
        return 0.0
    mean = size * beta / (1.0 - beta)
    u = uniform(key, skip)
    if mean > LARGE_MEAN:
        return poisson(gamma(size, key, skip + 1) * beta / (1.0 - beta), u)
    whole = int(size)
    mass = (1.0 - beta) ** whole if size == whole else math.exp(size * math.log1p(-beta))
    total, k = mass, 0.0
    while u > total and k < 20000.0:
        k += 1.0
        mass *= beta * (size + k - 1.0) / k
        total += mass
    return k


@compiled()
def _logarithmic(beta, log_rest, u, v):
    """Return a number k = 1, 2, ... with P(k) ~ beta^k / k from two uniform numbers (Kemp 1981, kemp1981)."""
    if u > beta:
        return 1.0
    q = -math.expm1(log_rest * v)
    if u <= q * q:
        return math.floor(1.0 + math.log(u) / math.log(q))
    return 1.0 if u > q else 2.0


@compiled()
def logarithmic_sum(count, beta, log_rest, key, skip):
    """Return the sum of `count` numbers k = 1, 2, ... with P(k) ~ beta^k / k; above 64 of them by its mean and variance.

    `log_rest` is log(1 - beta).
    """
    if count > MANY_LINEAGES:
        odds = beta / (1.0 - beta)
        mean, variance = -odds / log_rest, -odds * (beta + log_rest) / ((1.0 - beta) * log_rest * log_rest)
        drawn = count * mean + math.sqrt(count * variance) * normal_quantile(uniform(key, skip))
        return max(count, math.floor(drawn + 0.5))
    result = 0.0
    for i in range(int(count)):
        result += _logarithmic(beta, log_rest, uniform(key, skip + 2 * i), uniform(key, skip + 2 * i + 1))
    return result


@compiled()
def poisson_numbers(means, uniforms):
    """Return (dyad,) Poisson numbers of the given means (dyad,) from uniform numbers (dyad,)."""
    result = np.empty(means.size)
    for i in range(means.size):
        result[i] = poisson(means[i], uniforms[i])
    return result
