"""Ratio of episode rates of two arms: Poisson as if episodes were independent, robust, and negative binomial."""

import math
from collections.abc import Callable

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent, from_normal
from milkway.analysis.kinds import COUNT
from milkway.analysis.laws import Occurring, log_gamma, lowest, negative_binomial_power, poisson_power, root
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Arms, Outcomes
from milkway.analysis.power_formula import LEVEL, Formula, Planned


def rate_ratio(episodes: tuple[float, float], time: tuple[float, float], n: tuple[int, int]) -> Estimate:
    """Return the Poisson rate ratio from totals; it treats the episodes of one woman as independent.

    >>> found = rate_ratio((18, 40), (139, 152), (139, 152))
    >>> round(found.estimate, 3), round(found.p, 3)
    (0.492, 0.012)
    """
    if 0 in episodes or 0 in time:
        return absent(RATE_RATIO, n, "no episode in an arm", 0.0 if episodes[0] == 0 < episodes[1] and 0 not in time else None)
    centre = math.log(episodes[0] / time[0] * time[1] / episodes[1])
    return from_normal(RATE_RATIO, centre, math.sqrt(sum(1 / count for count in episodes)), n, "episodes as if independent")


def rate_ratio_robust(counts: Arms, time: Arms) -> Estimate:
    """Return the Poisson rate ratio with the sandwich variance, which allows for episodes that cluster in women.

    Args:
        counts: (woman,) episodes in the first and second arm.
        time: (woman,) time at risk.
    """
    n = (len(counts[0]), len(counts[1]))
    totals = [float(arm.sum()) for arm in counts]
    if 0 in totals or 0 in n:
        return absent(RATE_RATIO_ROBUST, n, "no episode in an arm")
    rates = [total / float(t.sum()) for total, t in zip(totals, time, strict=True)]
    spread = [((y - r * t) ** 2).sum() / total**2 for y, r, t, total in zip(counts, rates, time, totals, strict=True)]
    return from_normal(RATE_RATIO_ROBUST, math.log(rates[0] / rates[1]), math.sqrt(sum(spread)), n, "sandwich variance")


def rate_ratio_negative_binomial(counts: Arms, time: Arms) -> Estimate:
    """Return the rate ratio where women differ in their own rate by a gamma distribution common to both arms.

    Rates and dispersion are orthogonal, so the error of the log ratio follows from the rates alone (Lawless 1987, lawless1987).
    """
    n = (len(counts[0]), len(counts[1]))
    if 0 in n or 0 in (counts[0].sum(), counts[1].sum()):
        return absent(RATE_RATIO_NEGATIVE_BINOMIAL, n, "no episode in an arm")
    dispersion = math.exp(lowest(lambda logarithm: -_profile(math.exp(logarithm), counts, time), -10.0, 5.0))
    rates = [_rate(y, t, dispersion) for y, t in zip(counts, time, strict=True)]
    known = [(r * t / (1 + dispersion * r * t)).sum() for r, t in zip(rates, time, strict=True)]
    error = math.sqrt(sum(1 / information for information in known))
    note = f"dispersion {dispersion:.3g}"
    return from_normal(RATE_RATIO_NEGATIVE_BINOMIAL, math.log(rates[0] / rates[1]), error, n, note)


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


def _of_totals(first: Outcomes, second: Outcomes) -> Estimate:
    episodes, n = outcomes.counts(first, second)
    return rate_ratio(episodes, (float(first.time.sum()), float(second.time.sum())), n)


def _of_women(first: Outcomes, second: Outcomes) -> tuple[Arms, Arms]:
    """Return episodes and times of women who were observed at all."""
    arms = first.observed(), second.observed()
    return outcomes.values(*arms), outcomes.times(*arms)


def _poisson_power(planned: Planned) -> float:
    return _power(planned, lambda occurring: poisson_power(occurring, planned.n, LEVEL))


def _robust_power(planned: Planned) -> float:
    def power(occurring: Occurring) -> float:
        times = [variance / mean for mean, variance in _counted(planned, occurring)]
        return poisson_power(occurring, planned.n, LEVEL, float(np.mean(times)))

    return _power(planned, power)


def _negative_binomial_power(planned: Planned) -> float:
    def power(occurring: Occurring) -> float:
        excess = [(variance - mean) / mean**2 for mean, variance in _counted(planned, occurring)]
        return negative_binomial_power(occurring, planned.n, LEVEL, max(float(np.mean(excess)), 1e-6))

    return _power(planned, power)


def _power(planned: Planned, power: Callable[[Occurring], float]) -> float:
    """Return the power of a formula of two rates that differ; NaN where an arm has no episode."""
    arms = planned.first, planned.second
    rates = float(arms[0].value.sum() / arms[0].time.sum()), float(arms[1].value.sum() / arms[1].time.sum())
    if min(rates) == 0:
        return math.nan
    if rates[0] == rates[1]:
        return LEVEL
    return power(Occurring(rates, float(np.concatenate([one.time for one in arms]).mean())))


def _counted(planned: Planned, occurring: Occurring) -> list[tuple[float, float]]:
    """Return the mean number of episodes that a rate gives a woman, and the variance that is seen, of each arm."""
    arms = zip(occurring.rates, (planned.first, planned.second), strict=True)
    return [(rate * occurring.exposure, float(one.value.var(ddof=1))) for rate, one in arms]


RATE_RATIO = Measure(
    "rate_ratio", "Rate ratio (Poisson)", COUNT, "ratio", _of_totals, Formula("two Poisson rates", _poisson_power)
)
RATE_RATIO_ROBUST = Measure(
    "rate_ratio_robust",
    "Rate ratio (robust)",
    COUNT,
    "ratio",
    lambda first, second: rate_ratio_robust(*_of_women(first, second)),
    Formula("two rates with the dispersion of the pool", _robust_power),
)
RATE_RATIO_NEGATIVE_BINOMIAL = Measure(
    "rate_ratio_negative_binomial",
    "Rate ratio (negative binomial)",
    COUNT,
    "ratio",
    lambda first, second: rate_ratio_negative_binomial(*_of_women(first, second)),
    Formula("two negative binomial rates", _negative_binomial_power),
    cost=5,
)
