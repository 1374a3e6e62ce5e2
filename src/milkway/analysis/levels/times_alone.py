"""The share of women of a single arm to whom an event has not happened by the end."""

from milkway.analysis.estimate import absent
from milkway.analysis.kinds import TIME
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.reasons import NOBODY_ANALYSED

KAPLAN_MEIER = "Kaplan-Meier, Greenwood's variance on the log(-log) scale"
INCIDENCE = "cumulative incidence (Aalen-Johansen)"


def share_free(women: Outcomes) -> Estimate:
    """Return the share without the event, as the arm is described (`kinds.TIME`)."""
    found = TIME.arm(women)
    if found.value is None:
        return absent(SHARE_FREE, (0, 0), NOBODY_ANALYSED)
    note = INCIDENCE if women.competing or not women.seen.any() else KAPLAN_MEIER
    return Estimate(SHARE_FREE, found.value, found.low, found.high, None, (found.n, 0), note)


SHARE_FREE = Measure(
    "share_free", "Share without the event at the end", TIME, "level", lambda women, _: share_free(women), points=True
)
