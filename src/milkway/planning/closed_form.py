"""The power that a formula gives where one exists: what a textbook would answer, beside what the drawn trials show.

The formula gets what the pool shows of each arm, as the trial sees it, and the women whom it would analyse.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.proportion import power_proportions_2indep
from statsmodels.stats.rates import power_negbin_ratio_2indep, power_poisson_ratio_2indep

from milkway.planning.analysing import analysed, on_scale
from milkway.planning.power import LEVEL
from milkway.planning.scored import Scored
from milkway.trials.endpoints import Score

NAMES = {
    "risk_difference": "two proportions",
    "risk_difference_exact": "two proportions",
    "risk_ratio": "two proportions",
    "odds_ratio": "two proportions",
    "rate_ratio": "two Poisson rates",
    "rate_ratio_robust": "two rates with the dispersion of the pool",
    "rate_ratio_negative_binomial": "two negative binomial rates",
    "mean_difference": "two means (t test)",
    "log10_difference": "two means of log10 loads (t test), the limit where below it",
    "log_rank": "Schoenfeld's number of events",
    "hazard_ratio": "Schoenfeld's number of events",
}


@dataclass(frozen=True)
class Arms:
    """The women of the pool in two arms, those whose value exists, and how many of them a trial analyses."""

    first: Score
    second: Score
    n: tuple[float, float]


def closed_form(found: Scored, hypothesis: str, arm: str, n: int) -> float:
    """Return the power of a formula at a size; NaN where there is no formula, or the pool shows nothing to put into it.

    Args:
        found: an endpoint of the pool.
        hypothesis: of the pool.
        arm: compared with the reference.
        n: women randomised.

    Source: two negative binomial rates, Zhu and Lakkis 2014 (zhu2014); log-rank test, Schoenfeld 1983 (schoenfeld1983).
    """
    if found.measure not in FORMULAS:
        return math.nan
    first, second = (one.known() for one in found.pair("observed", hypothesis, arm))
    if min(len(first.value), len(second.value)) < 2:
        return math.nan
    power = FORMULAS[found.measure](Arms(first, second, _analysed(found, hypothesis, arm, n)), found.measure)
    return float(power) if math.isfinite(power) else math.nan


def _analysed(found: Scored, hypothesis: str, arm: str, n: int) -> tuple[float, float]:
    """Return the women analysed in each arm, of those allotted to it."""
    total = sum(one.allocation for one in found.arms)
    allotted = {one.name: n * one.allocation / total for one in found.arms}
    arms = zip((arm, found.reference), found.pair("observed", hypothesis, arm), strict=True)
    shares = [allotted[name] * len(score.known().value) / len(score.value) for name, score in arms]
    return shares[0], shares[1]


def _proportions(arms: Arms, _: str) -> float:
    first, second = float(arms.first.value.mean()), float(arms.second.value.mean())
    if first == second:
        return LEVEL
    ratio: Any = arms.n[1] / arms.n[0]
    found: Any = power_proportions_2indep(first - second, second, arms.n[0], ratio=ratio, return_results=False)
    return float(found)


def _rates(arms: Arms, measure: str) -> float:
    rates = [float(one.value.sum() / one.time.sum()) for one in (arms.first, arms.second)]
    exposure = float(np.concatenate([arms.first.time, arms.second.time]).mean())
    if min(rates) == 0:
        return math.nan
    if rates[0] == rates[1]:
        return LEVEL
    given: dict[str, Any] = {"nobs_ratio": arms.n[1] / arms.n[0], "exposure": exposure, "value": 1, "alternative": "two-sided"}
    given["return_results"] = False
    mean = [rate * exposure for rate in rates]
    spread = [float(one.value.var(ddof=1)) for one in (arms.first, arms.second)]
    if measure == "rate_ratio_negative_binomial":
        excess = float(np.mean([(v - m) / m**2 for v, m in zip(spread, mean, strict=True)]))
        found: Any = power_negbin_ratio_2indep(rates[0], rates[1], arms.n[0], dispersion=max(excess, 1e-6), **given)
        return float(found)
    if measure == "rate_ratio_robust":
        given["dispersion"] = float(np.mean([v / m for v, m in zip(spread, mean, strict=True)]))
    other: Any = power_poisson_ratio_2indep(rates[0], rates[1], arms.n[0], **given)
    return float(other)


def _means(arms: Arms, measure: str) -> float:
    values = [np.log10(one.value) if measure == "log10_difference" else one.value for one in (arms.first, arms.second)]
    spread = math.sqrt(float(np.mean([value.var(ddof=1) for value in values])))
    if spread == 0:
        return math.nan
    effect = float(values[0].mean() - values[1].mean()) / spread
    ratio: Any = arms.n[1] / arms.n[0]
    return float(TTestIndPower().power(effect, arms.n[0], LEVEL, ratio=ratio))


def _events(arms: Arms, measure: str) -> float:
    ratio = on_scale(analysed(measure, arms.first, arms.second))[0]
    events = arms.n[0] * float(arms.first.seen.mean()) + arms.n[1] * float(arms.second.seen.mean())
    share = arms.n[0] / sum(arms.n)
    signal = abs(ratio) * math.sqrt(events * share * (1 - share))
    return float(stats.norm.sf(stats.norm.ppf(1 - LEVEL / 2) - signal) + stats.norm.cdf(-stats.norm.ppf(1 - LEVEL / 2) - signal))


Formula = Callable[[Arms, str], float]
FORMULAS: dict[str, Formula] = {
    "risk_difference": _proportions,
    "risk_difference_exact": _proportions,
    "risk_ratio": _proportions,
    "odds_ratio": _proportions,
    "rate_ratio": _rates,
    "rate_ratio_robust": _rates,
    "rate_ratio_negative_binomial": _rates,
    "mean_difference": _means,
    "log10_difference": _means,
    "log_rank": _events,
    "hazard_ratio": _events,
}
