"""Risk difference (also with an exact test), risk ratio and odds ratio of two arms, from counts."""

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent, from_normal
from milkway.analysis.kinds import SHARE
from milkway.analysis.laws import (
    fisher,
    likelihood_ratio,
    log_odds_ratio,
    log_risk_ratio,
    newcombe,
    pearson,
    proportions_power,
    yates,
)
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.power_formula import LEVEL, Formula, Planned

NO_EVENTS = "no event, or nobody without one, in an arm"


def risk_difference(events: tuple[int, int], n: tuple[int, int]) -> Estimate:
    """Return the risk difference with Newcombe's hybrid score interval and Pearson's chi-squared p.

    Args:
        events: women with the event in the first and second arm.
        n: women in each.

    Source: Newcombe 1998, method 10 (newcombe1998).

    >>> found = risk_difference((56, 48), (70, 80))  # Newcombe 1998, Table II, example (a)
    >>> round(found.estimate, 4), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    if 0 in n:
        return absent(RISK_DIFFERENCE, n, "an arm without women")
    difference = events[0] / n[0] - events[1] / n[1]
    low, high = newcombe(events, n)
    return Estimate(RISK_DIFFERENCE, difference, low, high, _chi_squared(events, n), n)


def risk_difference_exact(events: tuple[int, int], n: tuple[int, int]) -> Estimate:
    """Return the risk difference with Newcombe's interval and Fisher's exact p, for events that are rare.

    The interval and the test are not each other's inverse: they may disagree near the bound.

    Source: Fisher 1935 (fisher1935): the lady who tasted tea, three of four cups right.

    >>> round(risk_difference_exact((3, 1), (4, 4)).p, 4)
    0.4857
    """
    if 0 in n:
        return absent(RISK_DIFFERENCE_EXACT, n, "an arm without women")
    low, high = newcombe(events, n)
    p = fisher([[count, size - count] for count, size in zip(events, n, strict=True)])
    return Estimate(RISK_DIFFERENCE_EXACT, events[0] / n[0] - events[1] / n[1], low, high, p, n, "p is Fisher's")


def risk_ratio(events: tuple[int, int], n: tuple[int, int]) -> Estimate:
    """Return the risk ratio with the log-normal interval.

    >>> found = risk_ratio((16, 30), (139, 152))
    >>> round(found.estimate, 3), round(found.low, 3), round(found.high, 3)
    (0.583, 0.333, 1.023)
    """
    if 0 in events or 0 in n:
        return absent(RISK_RATIO, n, NO_EVENTS, 0.0 if events[0] == 0 < events[1] and 0 not in n else None)
    centre, error = log_risk_ratio(events, n)
    if error == 0:
        return absent(RISK_RATIO, n, NO_EVENTS, 1.0)
    return from_normal(RISK_RATIO, centre, error, n)


def odds_ratio(events: tuple[int, int], n: tuple[int, int]) -> Estimate:
    """Return the odds ratio with Woolf's interval; `tests` holds Fisher's exact and Pearson's p beside Wald's."""
    rest = (n[0] - events[0], n[1] - events[1])
    if 0 in events or 0 in rest:
        return absent(ODDS_RATIO, n, NO_EVENTS)
    centre, error = log_odds_ratio(events, n)
    wald = from_normal(ODDS_RATIO, centre, error, n)
    table = [[events[0], rest[0]], [events[1], rest[1]]]
    tests = {
        "fisher": fisher(table),
        "pearson": pearson(table),
        "yates": yates(table),
        "likelihood_ratio": likelihood_ratio(table),
    }
    return Estimate(ODDS_RATIO, wald.estimate, wald.low, wald.high, wald.p, n, "p is Wald's", tests)


def _chi_squared(events: tuple[int, int], n: tuple[int, int]) -> float | None:
    if sum(events) in (0, sum(n)):
        return None
    table = [[count, size - count] for count, size in zip(events, n, strict=True)]
    return pearson(table)


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
