"""Risk difference, risk ratio and odds ratio of two arms, from counts."""

import math

from milkway.trials.estimate import Estimate, Z, absent, from_normal
from milkway.trials.laws import fisher, likelihood_ratio, pearson, yates

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
        return absent("risk_difference", n, "an arm without women")
    first, second = (count / size for count, size in zip(events, n, strict=True))
    (low_1, high_1), (low_2, high_2) = (wilson(count, size) for count, size in zip(events, n, strict=True))
    difference = first - second
    low = difference - math.hypot(first - low_1, high_2 - second)
    high = difference + math.hypot(high_1 - first, second - low_2)
    return Estimate("risk_difference", difference, low, high, _chi_squared(events, n), n)


def risk_ratio(events: tuple[int, int], n: tuple[int, int]) -> Estimate:
    """Return the risk ratio with the log-normal interval.

    >>> found = risk_ratio((16, 30), (139, 152))
    >>> round(found.estimate, 3), round(found.low, 3), round(found.high, 3)
    (0.583, 0.333, 1.023)
    """
    if 0 in events or 0 in n:
        return absent("risk_ratio", n, NO_EVENTS, 0.0 if events[0] == 0 < events[1] and 0 not in n else None)
    centre = math.log(events[0] / n[0] * n[1] / events[1])
    error = math.sqrt(sum(1 / count - 1 / size for count, size in zip(events, n, strict=True)))
    if error == 0:
        return absent("risk_ratio", n, NO_EVENTS, 1.0)
    return from_normal("risk_ratio", centre, error, n)


def odds_ratio(events: tuple[int, int], n: tuple[int, int]) -> Estimate:
    """Return the odds ratio with Woolf's interval; `tests` holds Fisher's exact and Pearson's p beside Wald's."""
    rest = (n[0] - events[0], n[1] - events[1])
    if 0 in events or 0 in rest:
        return absent("odds_ratio", n, NO_EVENTS)
    centre = math.log(events[0] * rest[1] / (events[1] * rest[0]))
    error = math.sqrt(sum(1 / count for count in (*events, *rest)))
    wald = from_normal("odds_ratio", centre, error, n)
    table = [[events[0], rest[0]], [events[1], rest[1]]]
    tests = {
        "fisher": fisher(table),
        "pearson": pearson(table),
        "yates": yates(table),
        "likelihood_ratio": likelihood_ratio(table),
    }
    return Estimate("odds_ratio", wald.estimate, wald.low, wald.high, wald.p, n, "p is Wald's", tests)


def wilson(count: float, n: int) -> tuple[float, float]:
    """Return the score interval of a share.

    >>> low, high = wilson(0, 10)
    >>> low, round(high, 4)
    (0.0, 0.2775)
    """
    centre = (count + Z**2 / 2) / (n + Z**2)
    half = Z / (n + Z**2) * math.sqrt(count * (n - count) / n + Z**2 / 4)
    return max(0.0, centre - half), min(1.0, centre + half)


def _chi_squared(events: tuple[int, int], n: tuple[int, int]) -> float | None:
    if sum(events) in (0, sum(n)):
        return None
    table = [[count, size - count] for count, size in zip(events, n, strict=True)]
    return pearson(table)
