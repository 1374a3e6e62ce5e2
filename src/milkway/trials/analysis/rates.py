"""Ratio of episode rates of two arms: Poisson as if episodes were independent, robust, and negative binomial."""

import math

import numpy as np

from milkway.trials.analysis.estimate import Estimate, absent, from_normal
from milkway.trials.analysis.laws import log_gamma, lowest, root

Arms = tuple[np.ndarray, np.ndarray]


def rate_ratio(episodes: tuple[float, float], time: tuple[float, float], n: tuple[int, int]) -> Estimate:
    """Return the Poisson rate ratio from totals; it treats the episodes of one woman as independent.

    >>> found = rate_ratio((18, 40), (139, 152), (139, 152))
    >>> round(found.estimate, 3), round(found.p, 3)
    (0.492, 0.012)
    """
    if 0 in episodes or 0 in time:
        return absent("rate_ratio", n, "no episode in an arm", 0.0 if episodes[0] == 0 < episodes[1] and 0 not in time else None)
    centre = math.log(episodes[0] / time[0] * time[1] / episodes[1])
    return from_normal("rate_ratio", centre, math.sqrt(sum(1 / count for count in episodes)), n, "episodes as if independent")


def rate_ratio_robust(counts: Arms, time: Arms) -> Estimate:
    """Return the Poisson rate ratio with the sandwich variance, which allows for episodes that cluster in women.

    Args:
        counts: (woman,) episodes in the first and second arm.
        time: (woman,) time at risk.
    """
    n = (len(counts[0]), len(counts[1]))
    totals = [float(arm.sum()) for arm in counts]
    if 0 in totals or 0 in n:
        return absent("rate_ratio_robust", n, "no episode in an arm")
    rates = [total / float(t.sum()) for total, t in zip(totals, time, strict=True)]
    spread = [((y - r * t) ** 2).sum() / total**2 for y, r, t, total in zip(counts, rates, time, totals, strict=True)]
    return from_normal("rate_ratio_robust", math.log(rates[0] / rates[1]), math.sqrt(sum(spread)), n, "sandwich variance")


def rate_ratio_negative_binomial(counts: Arms, time: Arms) -> Estimate:
    """Return the rate ratio where women differ in their own rate by a gamma distribution common to both arms.

    Rates and dispersion are orthogonal, so the error of the log ratio follows from the rates alone (Lawless 1987, lawless1987).
    """
    n = (len(counts[0]), len(counts[1]))
    if 0 in n or 0 in (counts[0].sum(), counts[1].sum()):
        return absent("rate_ratio_negative_binomial", n, "no episode in an arm")
    dispersion = math.exp(lowest(lambda logarithm: -_profile(math.exp(logarithm), counts, time), -10.0, 5.0))
    rates = [_rate(y, t, dispersion) for y, t in zip(counts, time, strict=True)]
    known = [(r * t / (1 + dispersion * r * t)).sum() for r, t in zip(rates, time, strict=True)]
    error = math.sqrt(sum(1 / information for information in known))
    note = f"dispersion {dispersion:.3g}"
    return from_normal("rate_ratio_negative_binomial", math.log(rates[0] / rates[1]), error, n, note)


def _rate(y: np.ndarray, t: np.ndarray, dispersion: float) -> float:
    crude = float(y.sum() / t.sum())

    def excess(rate: float) -> float:
        return float(((y - rate * t) / (1 + dispersion * rate * t)).sum())

    return root(excess, 1e-9 * crude, 1e4 * crude)


def _profile(dispersion: float, counts: Arms, time: Arms) -> float:
    """Return the log-likelihood of a dispersion at the best rates."""
    total, shape = 0.0, 1 / dispersion
    for y, t in zip(counts, time, strict=True):
        mean = _rate(y, t, dispersion) * t
        part = log_gamma(y + shape) - log_gamma(shape) - log_gamma(y + 1)
        part += y * np.log(dispersion * mean / (1 + dispersion * mean)) - shape * np.log1p(dispersion * mean)
        total += float(part.sum())
    return total
