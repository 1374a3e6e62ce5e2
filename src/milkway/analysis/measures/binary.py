"""Risk difference (also with an exact test), risk ratio and odds ratio of two arms, from counts.

All are judged by one test: the score statistic of Miettinen and Nurminen, which holds where an arm has no event, referred to
Student's t with two degrees of freedom fewer than there are women. In arms of 8 to 90 women, alike or one to three, it rejects
at most 5.4 % where nothing differs; Pearson's test up to 7.7 %, and the log-normal interval of a risk ratio up to 15 %.
"""

import math
from dataclasses import replace
from functools import lru_cache

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent
from milkway.analysis.further_tests import FurtherTests, table_of
from milkway.analysis.inverted import edge, inverted
from milkway.analysis.kinds import SHARE
from milkway.analysis.laws import (
    Pair,
    fisher,
    proportions_power,
    score_of_difference,
    score_of_ratio,
    student_quantile,
)
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.power_formula import LEVEL, Formula, Planned
from milkway.analysis.reasons import EVERYBODY_ILL, FEWER_THAN_THREE, NO_WOMEN, NOBODY_ILL
from milkway.analysis.tested_values import Test

OF_RISKS = 1 - 1e-9  # the largest difference of risks that has a statistic


def risk_difference(events: Pair, n: Pair) -> Estimate:
    """Return the risk difference with the score interval and p; `tests` holds Pearson's, Fisher's exact and other p-values.

    Args:
        events: women with the event in the first and second arm.
        n: women in each.

    Source: Miettinen and Nurminen 1985 (miettinen1985); Student's law as D'Agostino, Chase and Belanger 1988 (dagostino1988).

    >>> found = risk_difference((56, 48), (70, 80))
    >>> round(found.estimate, 2), round(found.low, 2), round(found.high, 2)
    (0.2, 0.05, 0.34)
    """
    if 0 in n:
        return absent(RISK_DIFFERENCE, n, NO_WOMEN)
    return _difference(RISK_DIFFERENCE, events, n)


def risk_difference_exact(events: Pair, n: Pair) -> Estimate:
    """Return the risk difference with Fisher's exact p, for events that are rare.

    The interval is that of the score test, widened to hold zero wherever Fisher's p is not below 5 %. In a few tables of very
    unequal arms Fisher's p is below 5 % and the score test's is not; the latter is given there.

    Source: Fisher 1935 (fisher1935): the lady who tasted tea, three of four cups right.

    >>> round(risk_difference_exact((3, 1), (4, 4)).p, 4)
    0.4857
    """
    if 0 in n:
        return absent(RISK_DIFFERENCE_EXACT, n, NO_WOMEN)
    scored, p = _difference(RISK_DIFFERENCE_EXACT, events, n), fisher(table_of(events, n))
    if scored.low is None or scored.high is None:
        return scored
    if scored.p is not None and p < LEVEL <= scored.p:
        return replace(scored, note="p is the score test's", tests={})
    low, high = (scored.low, scored.high) if p < LEVEL else (min(scored.low, 0.0), max(scored.high, 0.0))
    return replace(scored, low=low, high=high, p=p, note="p is Fisher's", tests={}, test=_with_fisher(scored.test, p))


def risk_ratio(events: Pair, n: Pair) -> Estimate:
    """Return the risk ratio with the score interval and p; `tests` as for `risk_difference`.

    Source: Miettinen and Nurminen 1985 (miettinen1985).

    >>> found = risk_ratio((16, 30), (139, 152))
    >>> round(found.estimate, 3), round(found.low, 2), round(found.high, 2)
    (0.583, 0.33, 1.01)
    """
    if 0 in n:
        return absent(RISK_RATIO, n, NO_WOMEN)
    if not any(events):
        return absent(RISK_RATIO, n, NOBODY_ILL)
    return _ratio(RISK_RATIO, "ratio", _quotient(events[0] * n[1], events[1] * n[0]), events, n)


def odds_ratio(events: Pair, n: Pair) -> Estimate:
    """Return the odds ratio with the score interval and p; `tests` as for `risk_difference`, and Wald's where it exists.

    Source: Miettinen and Nurminen 1985 (miettinen1985).
    """
    if 0 in n:
        return absent(ODDS_RATIO, n, NO_WOMEN)
    if sum(events) in (0, sum(n)):
        return absent(ODDS_RATIO, n, EVERYBODY_ILL if any(events) else NOBODY_ILL)
    odds = _quotient(events[0] * (n[1] - events[1]), events[1] * (n[0] - events[0]))
    return _ratio(ODDS_RATIO, "or", odds, events, n)


def difference_of_shares(shares: tuple[float, float], women: tuple[float, float], n: Pair, note: str) -> Estimate:
    """Return the difference of two shares that are as sure as if they were counted among so many women, by the score test.

    Args:
        shares: with the event in the first and second arm.
        women: whose count would have the variance of the share, not whole as a rule.
        n: women of each arm.
        note: of the method.

    >>> difference_of_shares((0.8, 0.6), (70.0, 80.0), (90, 90), "").p == risk_difference((56, 48), (70, 80)).p
    True
    """
    events = (shares[0] * women[0], shares[1] * women[1])
    scored = _scored(RISK_DIFFERENCE, events, women, n, note)
    return _unless_all_alike(scored, events, women)


def _with_fisher(test: Test | None, p: float) -> Test | None:
    """Return the score test with Fisher's of no effect: nearer values are rejected no more surely, farther ones no less."""
    if test is None:
        return None
    fisher, sign = abs(student_quantile(p / 2, test.freedom)), math.copysign(1.0, test.centre)

    def statistic(value: float) -> float:
        own = sign * test.statistic(value)
        return sign * (min(own, fisher) if sign * value > 0 else max(own, fisher) if value else fisher)

    return replace(test, statistic=statistic)


@lru_cache(maxsize=100_000)  # of trials that are drawn by the thousand many have the same counts
def _difference(measure: Measure, events: Pair, n: Pair) -> Estimate:
    scored = _scored(measure, events, n, n, "score test")
    return scored if scored.low is None else _unless_all_alike(replace(scored, tests=FurtherTests(events, n)), events, n)


def _scored(measure: Measure, events: tuple[float, float], women: tuple[float, float], n: Pair, note: str) -> Estimate:
    found = events[0] / women[0] - events[1] / women[1]
    if sum(women) < 3:
        return absent(measure, n, FEWER_THAN_THREE, found)

    def statistic(value: float) -> float:
        return score_of_difference(events, women, min(max(value, -OF_RISKS), OF_RISKS))

    return inverted(measure, Test(found, statistic, sum(women) - 2, (-1.0, 1.0)), n, note)


def _unless_all_alike(scored: Estimate, events: tuple[float, float], women: tuple[float, float]) -> Estimate:
    """Return an estimate without p where nobody or everybody has the event."""
    return (
        replace(scored, p=None, note=EVERYBODY_ILL if any(events) else NOBODY_ILL) if sum(events) in (0, sum(women)) else scored
    )


@lru_cache(maxsize=100_000)
def _ratio(measure: Measure, compare: str, found: float, events: Pair, n: Pair) -> Estimate:
    if sum(n) < 3:
        return absent(measure, n, FEWER_THAN_THREE, found)
    centre = math.log(found) if found > 0 else -math.inf
    test = Test(centre, lambda value: score_of_ratio(events, n, math.exp(value), compare), sum(n) - 2)
    return inverted(measure, test, n, edge("score test", centre, "event"), FurtherTests(events, n))


def _quotient(above: int, below: int) -> float:
    return above / below if below else math.inf


def _power(planned: Planned) -> float:
    shares = float(planned.first.value.mean()), float(planned.second.value.mean())
    return LEVEL if shares[0] == shares[1] else proportions_power(shares, planned.n, LEVEL)


TWO_PROPORTIONS = Formula("two proportions", _power)
RISK_DIFFERENCE = Measure(
    "risk_difference",
    "Risk difference",
    SHARE,
    "difference",
    lambda first, second: risk_difference(*outcomes.counts(first, second)),
    TWO_PROPORTIONS,
    points=True,
)
RISK_DIFFERENCE_EXACT = Measure(
    "risk_difference_exact",
    "Risk difference (exact test)",
    SHARE,
    "difference",
    lambda first, second: risk_difference_exact(*outcomes.counts(first, second)),
    TWO_PROPORTIONS,
    points=True,
    of_no_effect=True,
)
RISK_RATIO = Measure(
    "risk_ratio",
    "Risk ratio",
    SHARE,
    "ratio",
    lambda first, second: risk_ratio(*outcomes.counts(first, second)),
    TWO_PROPORTIONS,
)
ODDS_RATIO = Measure(
    "odds_ratio",
    "Odds ratio",
    SHARE,
    "ratio",
    lambda first, second: odds_ratio(*outcomes.counts(first, second)),
    TWO_PROPORTIONS,
)
