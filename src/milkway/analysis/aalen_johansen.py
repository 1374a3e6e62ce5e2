"""The cumulative incidence of an event in one arm where another event can come first: the estimate of Aalen and Johansen.

A woman who stops breastfeeding can no longer have a lactational mastitis. Censoring her there and taking one less the
Kaplan-Meier estimate for a share of women counts her as if she went on breastfeeding; here she is a woman without the event.
"""

import math
from dataclasses import dataclass

import numpy as np

from milkway.analysis.kaplan_meier import at_risk_on

ROUNDING = 1e-9
FEWEST, FOLLOWED = 3, 0.25


@dataclass(frozen=True)
class Incidence:
    """Share of women with the event so far.

    Attributes:
        time: (step,) days, from 0.
        share: (step,) of women with the event by each time.
        free: (step,) of women without either event just before each time.
        at_risk: (step,) women under observation without either event just before each time.
        events: (step,) events.
        ended: (step,) events and competing events.
    """

    time: np.ndarray
    share: np.ndarray
    free: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray
    ended: np.ndarray

    def staying(self) -> np.ndarray:
        """Return (step,) the share of women who had not left just before each time; as before where none is left to leave."""
        known = (self.free > ROUNDING) & (self.at_risk > 0)
        share = np.divide(self.at_risk, self.free * self.at_risk[0], out=np.ones(len(known)), where=known)
        return np.minimum.accumulate(np.where(known, share, 1.0))

    def variances(self, day: float) -> np.ndarray:
        """Return (step,) what each time adds to a woman's variance of having the event by a day: in all share * (1 - share)."""
        event, either = self.events / np.maximum(self.at_risk, 1), self.ended / np.maximum(self.at_risk, 1)
        after = self.free * (1 - either)
        later = np.divide(by_day(self, day) - self.share, after, out=np.zeros(len(after)), where=after > ROUNDING)
        return self.free * (event + later**2 * (1 - either) - (event + later * (1 - either)) ** 2)


def aalen_johansen(time: np.ndarray, event: np.ndarray, barred: np.ndarray) -> Incidence:
    """Return the cumulative incidence in one arm.

    Args:
        time: (woman,) days to the event, to the competing event or to the end of observation.
        event: (woman,) whether the event was seen.
        barred: (woman,) whether the competing event came first.

    Source: Aalen and Johansen 1978 (aalen1978).

    >>> aalen_johansen(np.array([1.0, 2.0, 3.0, 4.0]), np.array([1, 0, 1, 0]) > 0, np.array([0, 1, 0, 0]) > 0).share
    array([0.  , 0.25, 0.25, 0.5 , 0.5 ])
    """
    times = np.unique(np.concatenate([[0.0], time]))
    at_risk = at_risk_on(time, times).astype(float)
    events, ended = (
        np.bincount(np.searchsorted(times, time[which]), minlength=len(times)).astype(float) for which in (event, event | barred)
    )
    safe = np.maximum(at_risk, 1)
    free = np.cumprod(1 - ended / safe)
    before = np.append(1.0, free[:-1])
    return Incidence(times, np.cumsum(before * events / safe), before, at_risk, events, ended)


def by_day(found: Incidence, day: float) -> float:
    """Return the share of women with the event by a day."""
    return float(found.share[_last(found, day)])


def last_known(time: np.ndarray, event: np.ndarray, barred: np.ndarray) -> float:
    """Return the last day on which the share is known well enough to be judged; infinite where one of both events came to all.

    It is the last on which three women, and a quarter of the arm, would still be followed had they neither event: beyond it a few
    women decide, and 30 and 30 women without a difference claim one in up to 13 % of trials.
    """
    found = aalen_johansen(time, event, barred)
    followed = np.divide(found.at_risk, found.free, out=np.full(len(found.free), np.inf), where=found.free > 0)
    few = np.flatnonzero(followed < max(min(FEWEST, len(time)), FOLLOWED * len(time)) - ROUNDING)
    if len(few):
        return float(found.time[max(few[0] - 1, 0)])
    return math.inf if (event | barred)[time == time.max()].all() else float(time.max())


def effective_women(arm: Incidence, both: Incidence, day: float) -> float:
    """Return how many women without leaving would know the share of an arm by a day as well; all of them where nobody leaves.

    The share's binomial variance is divided by the one that leaving makes of it, at the hazards of both arms together, so that
    an arm without the event is judged too; where nobody of either has it, at a steady hazard.

    Source: Dorey and Korn 1987 (dorey1987).

    Args:
        arm: that is judged.
        both: all women of both arms.
        day: by which.
    """
    steps = slice(0, _last(both, day) + 1)
    staying = arm.staying()[np.minimum(np.searchsorted(arm.time, both.time[steps]), len(arm.time) - 1)]
    between = ROUNDING < by_day(both, day) < 1 - ROUNDING
    weight = (both.variances(day) if between else both.free * np.diff(both.time, prepend=0.0))[steps]
    total = float(weight.sum())
    return float(arm.at_risk[0]) * (total / float((weight / staying).sum()) if total > 0 else 1.0)


def _last(found: Incidence, day: float) -> int:
    """Return the last step by a day."""
    return int(np.searchsorted(found.time, day, side="right")) - 1
