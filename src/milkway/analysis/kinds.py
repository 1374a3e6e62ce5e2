"""The kinds of number that can be had of a woman: how an arm is described, and what is true of two.

A measure of contrast suits one kind, and so every score of that kind.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from milkway.analysis.aalen_johansen import aalen_johansen, by_day, effective_women
from milkway.analysis.kaplan_meier import kaplan_meier
from milkway.analysis.laws import score_interval
from milkway.analysis.mean_cumulative import mean_cumulative
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.reasons import HALF_BELOW, NOBODY_ANALYSED, UNRATED

Way = Literal["lower", "higher", "neither"]


@dataclass(frozen=True)
class ArmValue:
    """An endpoint in one arm; a value that does not exist is None.

    Attributes:
        value: share of women, episodes per woman, share without the event by the end, median log10 load, or mean (of
            ratings at visits that at the last one, of a change from baseline that of the change).
        n: women analysed.
        count: women or episodes, where something is counted.
        low: 95 % bounds, where they are simple.
        high: as low.
        below: loads below the limit.
        note: why there is no value.
    """

    value: float | None
    n: int
    count: int | None = None
    low: float | None = None
    high: float | None = None
    below: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of number.

    Attributes:
        words: what it is, a woman.
        describe: an arm of women whose value exists, at least one.
        level: the mean of an arm, whose ratio or difference between two arms is their truth.
        ratio: whether the truth of two arms is a ratio of their levels; else it is a difference.
        logged: whether the level is a log10, so that a ratio can be had of a difference.
        dated: whether it has a day of its own, so that what came before an event still counts.
        goes_on: whether a woman is still under observation after an event that ends what counts.
        of_women: whether its level is a share of women.
        with_bad: the outcomes with an event counted as a bad one; (woman,) days from enrolment to it, infinite without. None
            where an event is no outcome.
    """

    words: str
    describe: Callable[[Outcomes], ArmValue] = field(repr=False)
    level: Callable[[Outcomes], float] = field(repr=False)
    ratio: bool = True
    logged: bool = False
    dated: bool = True
    goes_on: bool = False
    of_women: bool = False
    with_bad: Callable[[Outcomes, np.ndarray, Way], Outcomes] | None = field(default=None, repr=False)

    def arm(self, outcomes: Outcomes) -> ArmValue:
        """Return an endpoint in one arm, of the women whose value exists."""
        known = outcomes.known()
        return self.describe(known) if len(known.value) else ArmValue(None, 0, note=NOBODY_ANALYSED)

    def truth(self, first: Outcomes, second: Outcomes, *, ratio: bool) -> float:
        """Return what two arms of women truly differ by: a ratio of their levels, or a difference; NaN where there is none."""
        one, other = self.level(first.known()), self.level(second.known())
        if not ratio:
            return one - other
        if self.logged:
            return float(10 ** (one - other))
        return one / other if other > 0 else float("nan")


def _share(known: Outcomes) -> ArmValue:
    n, count = len(known.value), int(known.value.sum())
    low, high = score_interval(count, n)
    return ArmValue(count / n, n, count, low, high)


def _count(known: Outcomes) -> ArmValue:
    return ArmValue(_mean(known), len(known.value), int(known.value.sum()))


def _number(known: Outcomes) -> ArmValue:
    return ArmValue(_mean(known), len(known.value))


def _numbers(known: Outcomes) -> ArmValue:
    last = known.value[:, -1][np.isfinite(known.value[:, -1])]
    if not len(last):
        return ArmValue(None, len(known.value), note=UNRATED)
    return ArmValue(float(last.mean()), len(known.value))


def _change(known: Outcomes) -> ArmValue:
    return ArmValue(_mean_change(known), len(known.value))


def _mean_change(known: Outcomes) -> float:
    return float((known.value[:, 1] - known.value[:, 0]).mean())


def _time(known: Outcomes) -> ArmValue:
    if known.competing or not known.seen.any():
        return _time_by_incidence(known)
    curve = kaplan_meier(known.value, known.seen)
    free, low, high = (float(one[-1]) for one in (curve.free, curve.low, curve.high))
    return ArmValue(free, len(known.value), int(known.seen.sum()), low, high)


def _time_by_incidence(known: Outcomes) -> ArmValue:
    """Describe an arm by the cumulative incidence.

    Where an event competes one less the Kaplan-Meier estimate is no share of women; where nobody has the event Greenwood's
    variance is nothing, and the interval would have no length.
    """
    found, last = aalen_johansen(known.value, known.seen, known.kept_from()), float(known.value.max())
    share, women = by_day(found, last), effective_women(found, found, last)
    low, high = score_interval(share * women, women)
    return ArmValue(1 - share, len(known.value), int(known.seen.sum()), 1 - high, 1 - low)


def _recurrence(known: Outcomes) -> ArmValue:
    return ArmValue(mean_cumulative(known.value), len(known.value), int(np.nansum(known.value)))


def _load(known: Outcomes) -> ArmValue:
    middle = float(np.median(np.where(known.seen, known.value, -np.inf)))
    value = float(np.log10(middle)) if np.isfinite(middle) else None
    return ArmValue(value, len(known.value), below=int((~known.seen).sum()), note="" if value is not None else HALF_BELOW)


def _mean(known: Outcomes) -> float:
    return float(np.nanmean(known.value))


def _bad_share(found: Outcomes, bad: np.ndarray, better: Way) -> Outcomes:
    value = np.where(np.isfinite(bad), float(better == "lower"), found.value)
    return Outcomes(value, found.time, value > 0)


def _bad_time(found: Outcomes, bad: np.ndarray, _: Way) -> Outcomes:
    first = bad <= found.value
    value = np.where(first, bad, found.value)
    return Outcomes(value, value, found.seen | first)


SHARE = Kind("whether something is so", _share, _mean, dated=False, of_women=True, with_bad=_bad_share)
COUNT = Kind("how often something happens", _count, _mean)
TIME = Kind("days to a first event", _time, lambda known: float(known.seen.mean()), of_women=True, with_bad=_bad_time)
RECURRENCE = Kind(
    "events by the day on which they happen",
    _recurrence,
    lambda known: float(np.nansum(known.value) / len(known.value)),
    goes_on=True,
)
NUMBER = Kind("a number that sums up her days", _number, _mean, ratio=False, dated=False)
NUMBERS = Kind("a number at each of several visits", _numbers, _mean, ratio=False)
CHANGE = Kind("a number at baseline and at a visit", _change, _mean_change, ratio=False)
LOAD = Kind(
    "a load that may be below a limit", _load, lambda known: float(np.log10(known.value).mean()), ratio=False, logged=True
)
