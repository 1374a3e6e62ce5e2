"""The share of women with the event by the end of follow-up, of two arms whose women leave or have a competing event first."""

import math
from dataclasses import dataclass, replace

import numpy as np

from milkway.analysis.aalen_johansen import aalen_johansen, by_day, effective_women, last_known
from milkway.analysis.estimate import absent
from milkway.analysis.inverted import edge, inverted
from milkway.analysis.kinds import TIME
from milkway.analysis.laws import proportions_power, score_of_difference, score_of_ratio
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.power_formula import LEVEL, Formula, Planned
from milkway.analysis.reasons import EVERYBODY_ILL, FEWER_THAN_THREE, NO_WOMEN, NOBODY_ILL
from milkway.analysis.tested_values import Test

OF_SHARES = 1 - 1e-9  # the largest difference of shares that has a statistic


@dataclass(frozen=True)
class Known:
    """What two arms know of the share by a day: women with the event, of as many as would know it as well had nobody left."""

    day: float
    events: tuple[float, float]
    women: tuple[float, float]

    @property
    def shares(self) -> tuple[float, float]:
        """Return the share of women with the event in the first and second arm."""
        return self.events[0] / self.women[0], self.events[1] / self.women[1]


def cumulative_incidence_difference(first: Outcomes, second: Outcomes) -> Estimate:
    """Return the difference of cumulative incidences by the last day on which both are known.

    By the estimate of Aalen and Johansen, judged by the score test of two shares (`binary`) of as many women as would know them
    as well without leaving (`effective_women`): where nobody leaves it is the risk difference.

    Args:
        first: times of the women of an arm, with who had a competing event first.
        second: of the reference.
    """
    n = (len(first.value), len(second.value))
    if 0 in n:
        return absent(CUMULATIVE_INCIDENCE_DIFFERENCE, n, NO_WOMEN)
    known = known_of(first, second)
    centre = known.shares[0] - known.shares[1]
    if sum(known.women) <= 2:
        return absent(CUMULATIVE_INCIDENCE_DIFFERENCE, n, FEWER_THAN_THREE, centre)

    def statistic(value: float) -> float:
        return score_of_difference(known.events, known.women, min(max(value, -OF_SHARES), OF_SHARES))

    test = Test(centre, statistic, sum(known.women) - 2, (-1.0, 1.0))
    found = inverted(CUMULATIVE_INCIDENCE_DIFFERENCE, test, n, _note(known))
    return replace(found, p=None, note=reason) if (reason := _alike(known)) else found


def cumulative_incidence_ratio(first: Outcomes, second: Outcomes) -> Estimate:
    """Return the ratio of cumulative incidences by the same day, judged likewise; arguments as above."""
    n = (len(first.value), len(second.value))
    if 0 in n:
        return absent(CUMULATIVE_INCIDENCE_RATIO, n, NO_WOMEN)
    known = known_of(first, second)
    if not any(known.events):
        return absent(CUMULATIVE_INCIDENCE_RATIO, n, NOBODY_ILL)
    one, other = known.shares
    if sum(known.women) <= 2:
        return absent(CUMULATIVE_INCIDENCE_RATIO, n, FEWER_THAN_THREE, one / other if other else math.inf)
    centre = math.log(one / other) if one and other else math.copysign(math.inf, one - other)
    test = Test(centre, lambda value: score_of_ratio(known.events, known.women, math.exp(value), "ratio"), sum(known.women) - 2)
    return inverted(CUMULATIVE_INCIDENCE_RATIO, test, n, edge(_note(known), centre, "event"))


def known_of(first: Outcomes, second: Outcomes) -> Known:
    """Return what two arms know of the share by the last day on which both are known; neither arm is empty."""
    arms = [(one.value, one.seen, one.kept_from()) for one in (first, second)]
    day = min(*(last_known(*arm) for arm in arms), max(float(arm[0].max()) for arm in arms))
    both = aalen_johansen(*(np.concatenate(part) for part in zip(*arms, strict=True)))
    found = [aalen_johansen(*arm) for arm in arms]
    women = [effective_women(one, both, day) for one in found]
    events = [by_day(one, day) * size for one, size in zip(found, women, strict=True)]
    return Known(day, (events[0], events[1]), (women[0], women[1]))


def _note(known: Known) -> str:
    return f"by day {known.day:g}; Aalen and Johansen's estimate; score test"


def _alike(known: Known) -> str:
    """Return why there is no test where nobody or everybody has the event."""
    if not any(known.events):
        return NOBODY_ILL
    return EVERYBODY_ILL if min(known.shares) > OF_SHARES else ""


def _power(planned: Planned) -> float:
    """Return the power of two shares, of the part of the women as whose shares they would be known had nobody left."""
    known = known_of(planned.first, planned.second)
    arms = zip(planned.n, known.women, (planned.first, planned.second), strict=True)
    n = [size * women / len(arm.value) for size, women, arm in arms]
    return LEVEL if known.shares[0] == known.shares[1] else proportions_power(known.shares, (n[0], n[1]), LEVEL)


TWO_INCIDENCES = Formula("two proportions", _power)
CUMULATIVE_INCIDENCE_DIFFERENCE = Measure(
    "cumulative_incidence_difference",
    "Difference of cumulative incidence",
    TIME,
    "difference",
    cumulative_incidence_difference,
    TWO_INCIDENCES,
    points=True,
    of_event=True,
)
CUMULATIVE_INCIDENCE_RATIO = Measure(
    "cumulative_incidence_ratio",
    "Ratio of cumulative incidence",
    TIME,
    "ratio",
    cumulative_incidence_ratio,
    TWO_INCIDENCES,
    of_event=True,
)
