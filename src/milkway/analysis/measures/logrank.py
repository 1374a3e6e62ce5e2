"""The log-rank test of the time to a first event in two arms whose women leave at different times."""

import math

import numpy as np

from milkway.analysis import outcomes
from milkway.analysis.estimate import absent
from milkway.analysis.inverted import inverted
from milkway.analysis.kinds import TIME
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.measures.hazards import schoenfeld
from milkway.analysis.outcomes import Arms, Outcomes
from milkway.analysis.partial_likelihood import events_of, of_cause
from milkway.analysis.reasons import NOT_TOGETHER
from milkway.analysis.tested_values import straight

SMALL = 15


def log_rank(time: Arms, event: Arms) -> Estimate:
    """Return the log-rank comparison; the estimate is Peto's hazard ratio exp((O - E) / V) of the first arm.

    Where an arm is small its p is somewhat too small, and the note says so: of 30 and 10 women it rejects up to 7.5 % where
    nothing differs, and where hazards differ much its interval, which is of no effect, holds the truth in 80 %. The score test of
    `hazard_ratio` does neither.

    Args:
        time: (woman,) days in the first and second arm.
        event: (woman,) whether the event was seen.
    """
    n = (len(time[0]), len(time[1]))
    events = events_of(time, event)
    total, happened = events.risk.sum(axis=1), events.happened.sum(axis=1)
    share = events.risk[:, 0] / total
    excess = float((events.happened[:, 0] - happened * share).sum())
    variance = float((happened * share * (1 - share) * (total - happened) / np.maximum(total - 1, 1)).sum())
    if variance == 0:
        return absent(LOG_RANK, n, NOT_TOGETHER)
    note = "Peto's hazard ratio; p of the log-rank test"
    if min(n) < SMALL:
        note += f", which is somewhat too small, and the interval too narrow, with fewer than {SMALL} women in an arm"
    return inverted(LOG_RANK, straight(excess / variance, 1 / math.sqrt(variance)), n, note)


def _between(first: Outcomes, second: Outcomes) -> Estimate:
    return of_cause(log_rank(outcomes.values(first, second), outcomes.seen(first, second)), first, second)


LOG_RANK = Measure("log_rank", "Hazard ratio (log-rank)", TIME, "hazard", _between, schoenfeld(_between), of_no_effect=True)
