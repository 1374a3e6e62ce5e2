"""Ratio of episode rates of two arms: Poisson as if episodes were independent, robust, and negative binomial."""

import math
from collections.abc import Callable

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent
from milkway.analysis.inverted import edge, inverted
from milkway.analysis.kinds import COUNT
from milkway.analysis.laws import Occurring, log_gamma, lowest, middle_p, negative_binomial_power, poisson_power, root, xlogy
from milkway.analysis.measure import ROUNDING, Estimate, Measure
from milkway.analysis.outcomes import Arms, Outcomes
from milkway.analysis.power_formula import LEVEL, Formula, Planned
from milkway.analysis.quasi_score import are_alike, counted, log_ratio, ratio_test
from milkway.analysis.reasons import ALONE, FEWER_THAN_THREE, NO_EPISODE, UNOBSERVED, WOMEN_ALIKE
from milkway.analysis.tested_values import Test


def rate_ratio(episodes: tuple[float, float], time: tuple[float, float], n: tuple[int, int]) -> Estimate:
    """Return the Poisson rate ratio from totals; it treats the episodes of one woman as independent.

    Given how many episodes there are, those of the first arm are binomial; p and interval are of its mid-p test.

    Source: Berry and Armitage 1995, mid-p (berry1995); Przyborowski and Wilenski 1940, the conditional test (przyborowski1940).

    >>> found = rate_ratio((18, 40), (139, 152), (139, 152))
    >>> round(found.estimate, 3), round(found.p, 3)
    (0.492, 0.01)
    """
    if 0 in time or 0 in n:
        return absent(RATE_RATIO, n, UNOBSERVED)
    if not any(episodes):
        return absent(RATE_RATIO, n, NO_EPISODE)
    total = round(sum(episodes))

    def statistic(value: float) -> float:
        share = math.exp(value) * time[0] / (math.exp(value) * time[0] + time[1])
        return middle_p(round(episodes[0]), total, share)

    centre = log_ratio(episodes[0] * time[1], episodes[1] * time[0])
    return inverted(RATE_RATIO, Test(centre, statistic), n, edge("episodes as if independent; mid-p", centre, "episode"))


def rate_ratio_robust(counts: Arms, time: Arms) -> Estimate:
    """Return the rate ratio with a variance that allows for episodes that cluster in women.

    Args:
        counts: (woman,) episodes in the first and second arm.
        time: (woman,) time at risk.
    """
    n = (len(counts[0]), len(counts[1]))
    if why_not := _why_not(counts) or (ALONE if min(n) < 2 else ""):
        return absent(RATE_RATIO_ROBUST, n, why_not)
    arms = counted(counts, time)
    if are_alike(*arms):
        return absent(RATE_RATIO_ROBUST, n, WOMEN_ALIKE, arms[0].events * arms[1].time / (arms[1].events * arms[0].time))
    test = ratio_test(*arms)
    return inverted(RATE_RATIO_ROBUST, test, n, edge("robust score test", test.centre, "episode"))


def rate_ratio_negative_binomial(counts: Arms, time: Arms) -> Estimate:
    """Return the rate ratio where women differ in their own rate by a gamma distribution common to both arms.

    The score test of each ratio, with the dispersion that is likeliest where both rates are free; rates and dispersion are
    orthogonal (Lawless 1987, lawless1987).
    """
    n = (len(counts[0]), len(counts[1]))
    if why_not := _why_not(counts):
        return absent(RATE_RATIO_NEGATIVE_BINOMIAL, n, why_not)
    dispersion = math.exp(lowest(lambda logarithm: -_profile(math.exp(logarithm), counts, time), -10.0, 5.0))
    rates = [_rate(y, t, dispersion) for y, t in zip(counts, time, strict=True)]
    centre = log_ratio(*rates)

    def statistic(value: float) -> float:
        scaled = math.exp(value) * time[0]
        rate = _rate(np.concatenate(counts), np.concatenate([scaled, time[1]]), dispersion)
        means = rate * scaled, rate * time[1]
        first, second = (float((mean / (1 + dispersion * mean)).sum()) for mean in means)
        score = float(((counts[0] - means[0]) / (1 + dispersion * means[0])).sum())
        return score / math.sqrt(first * second / (first + second))

    note = edge(f"dispersion {dispersion:.3g}", centre, "episode")
    return inverted(RATE_RATIO_NEGATIVE_BINOMIAL, Test(centre, statistic, sum(n) - 2), n, note)


def _why_not(counts: Arms) -> str:
    """Return why women's own episodes cannot be compared; nothing if they can."""
    if not all(len(arm) for arm in counts):
        return UNOBSERVED
    if not any(arm.any() for arm in counts):
        return NO_EPISODE
    return FEWER_THAN_THREE if sum(len(arm) for arm in counts) < 3 else ""


def _rate(y: np.ndarray, t: np.ndarray, dispersion: float) -> float:
    crude = float(y.sum() / t.sum())
    if crude == 0:
        return 0.0

    def excess(logarithm: float) -> float:
        mean = math.exp(logarithm) * t
        return float(((y - mean) / (1 + dispersion * mean)).sum())

    highest, reach = math.log(float((y / t).max())), 1.0  # no woman has more than that rate makes of her
    while excess(highest - reach) < 0:
        reach *= 2
    return math.exp(root(excess, highest - reach, highest + ROUNDING))


def _profile(dispersion: float, counts: Arms, time: Arms) -> float:
    """Return the log-likelihood of a dispersion at the best rates."""
    total, shape = 0.0, 1 / dispersion
    for y, t in zip(counts, time, strict=True):
        mean = _rate(y, t, dispersion) * t
        part = log_gamma(y + shape) - log_gamma(shape) - log_gamma(y + 1)
        part += xlogy(y, dispersion * mean / (1 + dispersion * mean)) - shape * np.log1p(dispersion * mean)
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
