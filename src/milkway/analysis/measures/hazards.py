"""The hazard ratio of a first event in two arms, by Cox's model with Efron's ties.

The library's `PHReg` is the second program of the tests; it takes a hundred times as long, and an analysis here runs on
thousands of virtual trials.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent, from_normal, on_scale
from milkway.analysis.kinds import TIME
from milkway.analysis.laws import normal_above, normal_below, normal_quantile
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Arms
from milkway.analysis.power_formula import LEVEL, Formula, Planned

CLOSE = 1e-10
MOST_STEPS = 50


@dataclass(frozen=True)
class Events:
    """Times of events in two arms together.

    Attributes:
        time: (step,) days on which an event was seen, in order.
        risk: (step, arm) women under observation just before.
        happened: (step, arm) events.
    """

    time: np.ndarray
    risk: np.ndarray
    happened: np.ndarray


def events_of(time: Arms, event: Arms) -> Events:
    """Return when events were seen.

    Args:
        time: (woman,) days to the event or the end of observation in the first and second arm.
        event: (woman,) whether the event was seen.
    """
    times = np.unique(np.concatenate([time[0][event[0]], time[1][event[1]]]))
    risk = [len(arm) - np.searchsorted(np.sort(arm), times, side="left") for arm in time]
    seen = [np.sort(arm[there]) for arm, there in zip(time, event, strict=True)]
    happened = [np.searchsorted(arm, times, side="right") - np.searchsorted(arm, times, side="left") for arm in seen]
    return Events(times, np.stack(risk, axis=1).astype(float), np.stack(happened, axis=1).astype(float))


def hazard_ratio(time: Arms, event: Arms) -> Estimate:
    """Return Cox's hazard ratio of the first arm with Wald's interval; its score test without ties is the log-rank test.

    Source: Cox 1972 (cox1972); ties by Efron 1977 (efron1977).

    Args:
        time: (woman,) days in the first and second arm.
        event: (woman,) whether the event was seen.
    """
    n = (len(time[0]), len(time[1]))
    if any(int(arm.sum()) == 0 for arm in event):
        return absent(HAZARD_RATIO, n, "no event in an arm")
    found = _maximum(*_tied(events_of(time, event)))
    if found is None:
        return absent(HAZARD_RATIO, n, "no event while both arms were observed")
    return from_normal(HAZARD_RATIO, found[0], 1 / math.sqrt(found[1]), n, "Cox's model; p is Wald's")


def _tied(events: Events) -> tuple[np.ndarray, np.ndarray, float]:
    """Return women at risk (event, arm) as Efron counts them, one row per event, and events in the first arm."""
    total = events.happened.sum(axis=1).astype(int)
    step = np.repeat(np.arange(len(total)), total)
    before = np.arange(len(step)) - np.repeat(np.cumsum(total) - total, total)
    leaving = events.happened[step] * (before / total[step])[:, None]
    risk = events.risk[step] - leaving
    return risk[:, 0], risk[:, 1], float(events.happened[:, 0].sum())


def _maximum(first: np.ndarray, second: np.ndarray, seen: float) -> tuple[float, float] | None:
    """Return the log hazard ratio and its information, or None where the likelihood has no maximum."""
    ratio = 0.0
    for _ in range(MOST_STEPS):
        share = first * math.exp(ratio) / (first * math.exp(ratio) + second)
        slope, information = seen - float(share.sum()), float((share * (1 - share)).sum())
        if information < CLOSE:
            return None
        ratio += float(np.clip(slope / information, -2.0, 2.0))
        if abs(slope) < CLOSE * len(first):
            return ratio, information
    return None


def schoenfeld(estimated: Callable[[Arms, Arms], Estimate]) -> Formula:
    """Return the power of a test of the hazard ratio that an analysis finds, from the number of events.

    Source: Schoenfeld 1983 (schoenfeld1983).

    Args:
        estimated: the analysis, of the times of two arms and whether the event was seen.
    """

    def power(planned: Planned) -> float:
        arms = planned.first, planned.second
        ratio = on_scale(estimated(outcomes.values(*arms), outcomes.seen(*arms)))[0]
        events = planned.n[0] * float(arms[0].seen.mean()) + planned.n[1] * float(arms[1].seen.mean())
        share = planned.n[0] / sum(planned.n)
        signal, limit = abs(ratio) * math.sqrt(events * share * (1 - share)), normal_quantile(1 - LEVEL / 2)
        return normal_above(limit - signal) + normal_below(-limit - signal)

    return Formula("Schoenfeld's number of events", power)


HAZARD_RATIO = Measure(
    "hazard_ratio",
    "Hazard ratio (Cox)",
    TIME,
    "hazard",
    lambda first, second: hazard_ratio(outcomes.values(first, second), outcomes.seen(first, second)),
    schoenfeld(hazard_ratio),
)
