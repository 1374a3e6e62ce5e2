"""Tests of the ratio or difference of two arms' rates: for women who differ, for small arms, and for an arm without events.

Under a contrast that is tested both arms have their most likely rates, and a count varies so many times as Poisson's: its
dispersion. That may be one of all women, judged by what they deviate from those rates, or one of each arm, judged by its own
rate. The larger counts: the former holds where an arm has hardly an event to judge its spread by, the latter where arms differ
in spread. Where an arm has no event the former is at least that of no effect: the farther the ratio, the less the other arm
would seem to vary, down to nothing where its women are all alike, and every ratio would be rejected. Of women who are counted
once the former alone is Pearson's test, less one woman.

Source: quasi-likelihood, McCullagh and Nelder 1989, chapter 9 (mccullagh1989).
"""

import math
from dataclasses import dataclass

from milkway.analysis.measure import ROUNDING
from milkway.analysis.outcomes import Arms
from milkway.analysis.tested_values import FURTHEST, Test


@dataclass(frozen=True)
class Counted:
    """One arm: events, time at risk, independent units, and the sum of squares of units' deviations from the arm's own rate."""

    events: float
    time: float
    units: int
    squares: float

    def off(self, expected: float) -> float:
        """Return the sum of squares of units' deviations from another rate, of which so many events are expected."""
        return self.squares + (self.events - expected) ** 2 / self.units

    @property
    def dispersion(self) -> float:
        """Return how many times as Poisson's its counts vary; none are seen to vary without events."""
        return self.squares * self.units / max(self.units - 1, 1) / self.events if self.events > 0 else 0.0


def counted(counts: Arms, times: Arms) -> tuple[Counted, Counted]:
    """Return both arms, from (unit,) events and (unit,) time at risk."""

    def arm(place: int) -> Counted:
        y, t = counts[place], times[place]
        events, time = float(y.sum()), float(t.sum())
        return Counted(events, time, len(y), float(((y - events / time * t) ** 2).sum()))

    return arm(0), arm(1)


def ratio_test(first: Counted, second: Counted, *, of_means: bool = False) -> Test:
    """Return the test of the logarithm of the ratio of two rates, with two degrees of freedom fewer than there are units.

    Args:
        first: with time at risk.
        second: as first; one of them has events.
        of_means: whether a unit's count is a mean of many women, so that a few units tell their spread about their own arm: with
            equal times the test of no effect is Student's then. Of single women it would reject too often.
    """
    total, units = first.events + second.events, first.units + second.units

    def share_at(value: float) -> float:
        scaled = math.exp(value) * first.time
        return scaled / (scaled + second.time)

    def of_all(share: float) -> float:
        apart = first.off(total * share) + second.off(total * (1 - share))
        return units * ((first.squares + second.squares) / (units - 2) if of_means else apart / (units - 1)) / total

    least = 0.0 if first.events > 0 and second.events > 0 else of_all(share_at(0.0))

    def statistic(value: float) -> float:
        share = share_at(value)
        each = (1 - share) * first.dispersion + share * second.dispersion
        variance = total * share * (1 - share) * max(of_all(share), each, least)
        return (first.events - total * share) / math.sqrt(variance) if variance > 0 else 0.0

    return Test(log_ratio(first.events * second.time, second.events * first.time), statistic, units - 2)


def difference_test(first: Counted, second: Counted) -> Test:
    """Return the test of the difference of two rates; that of no difference is the test of a ratio of 1.

    A Wald test takes the variance at the rates that were seen. Where women differ much a small arm that happened on few
    episodes has both a low rate and a small variance: of 30 and 10 women its interval held the truth in 85 %, this in 91.

    Args:
        first: with time at risk.
        second: as first; one of them has events.
    """
    units, rates = first.units + second.units, (first.events / first.time, second.events / second.time)
    alike = (first.events + second.events) / (first.time + second.time)

    def of_all(one: float, other: float) -> float:
        expected = first.time * one, second.time * other
        return units / (units - 1) * (first.off(expected[0]) + second.off(expected[1])) / sum(expected)

    least = 0.0 if min(rates) > 0 else of_all(alike, alike)

    def statistic(value: float) -> float:
        other = _second_rate(first, second, value)
        one = other + value
        if one + other <= 0:
            return 0.0
        parts = one / first.time, other / second.time
        own = first.dispersion * parts[0] + second.dispersion * parts[1]
        variance = max(max(of_all(one, other), least) * sum(parts), own)
        return (rates[0] - rates[1] - value) / math.sqrt(variance) if variance > 0 else 0.0

    most = FURTHEST * max(1.0, *rates)
    return Test(rates[0] - rates[1], statistic, units - 2, (-most, most))


def _second_rate(first: Counted, second: Counted, value: float) -> float:
    """Return the likeliest rate of the second arm where that of the first is so much higher: the larger root of a quadratic."""
    time = first.time + second.time
    middle = time * value - first.events - second.events
    found = (math.sqrt(max(middle**2 + 4 * time * second.events * value, 0.0)) - middle) / (2 * time)
    return max(found, -value, 0.0)


def are_alike(first: Counted, second: Counted) -> bool:
    """Return whether units of each arm that has events do not differ at all, so that there is nothing to judge a ratio by."""
    return min(first.events, second.events) > 0 and max(one.squares for one in (first, second)) <= ROUNDING


def log_ratio(above: float, below: float) -> float:
    """Return the logarithm of a ratio, infinite at its edges.

    >>> log_ratio(0.0, 2.0), log_ratio(2.0, 0.0)
    (-inf, inf)
    """
    if above == 0:
        return -math.inf
    return math.log(above / below) if below > 0 else math.inf
