"""The ratio of subdistribution hazards of two arms, by Fine and Gray's model: it speaks of the share of women with the event.

Women with the competing event stay at risk, each as far as she would still be followed by the leaving of her own arm.
"""

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.kaplan_meier import at_risk_on
from milkway.analysis.kinds import TIME
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.measures.hazards import schoenfeld
from milkway.analysis.outcomes import Arms, Outcomes
from milkway.analysis.partial_likelihood import Events, events_of, met, ratio_of_hazards


def subdistribution_hazard_ratio(time: Arms, event: Arms, barred: Arms) -> Estimate:
    """Return Fine and Gray's ratio of subdistribution hazards of the first arm, judged as `hazard_ratio` is.

    Without a competing event it is the hazard ratio.

    Source: Fine and Gray 1999 (fine1999); its power as that of a hazard ratio, Latouche and others 2004 (latouche2004).

    Args:
        time: (woman,) days in the first and second arm.
        event: (woman,) whether the event was seen.
        barred: (woman,) whether the competing event came first.
    """
    seen = events_of(time, event)
    first, second = (_still_counting(*arm, seen.time) for arm in zip(time, event, barred, strict=True))
    events = Events(seen.time, seen.risk + np.stack([first.sum(axis=0), second.sum(axis=0)], axis=1), seen.happened)

    def meet(hazard: np.ndarray) -> Arms:
        own = met(events, hazard, time)
        return own[0] + first @ hazard, own[1] + second @ hazard

    return ratio_of_hazards(SUBDISTRIBUTION_HAZARD_RATIO, events, event, meet, "Fine and Gray's model; score test")


def _still_counting(time: np.ndarray, event: np.ndarray, barred: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Return (woman, day) how far a woman of an arm counts after her competing event: as one in her arm is followed on from it.

    Whoever leaves on a day on which others have an event leaves after it.
    """
    leaves = np.unique(time[~event & ~barred])
    there = at_risk_on(time, leaves) - np.array([((event | barred) & (time == day)).sum() for day in leaves])
    left = np.array([(~event & ~barred & (time == day)).sum() for day in leaves])
    followed = np.append(1.0, np.cumprod(1 - left / np.maximum(there, 1)))
    on, since = followed[np.searchsorted(leaves, days)], followed[np.searchsorted(leaves, time)]
    counts = barred[:, None] & (days > time[:, None])
    return np.where(counts, on / np.where(barred, since, 1.0)[:, None], 0.0)


def _between(first: Outcomes, second: Outcomes) -> Estimate:
    arms = first, second
    return subdistribution_hazard_ratio(outcomes.values(*arms), outcomes.seen(*arms), outcomes.barred(*arms))


SUBDISTRIBUTION_HAZARD_RATIO = Measure(
    "subdistribution_hazard_ratio",
    "Subdistribution hazard ratio (Fine and Gray)",
    TIME,
    "hazard",
    _between,
    schoenfeld(_between),
)
