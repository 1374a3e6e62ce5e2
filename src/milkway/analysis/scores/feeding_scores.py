"""Breastfeeding: whether it stopped, and when."""

from milkway.analysis.kinds import SHARE, TIME
from milkway.analysis.score import FirstEvent, Score, time_to, whether
from milkway.assays.occurrences import CEASED

STOPS = "breastfeeding_cessation"  # the intercurrent event that these are themselves
FIRST = FirstEvent(
    lambda record: record.in_force(CEASED), "TTWEAN", "Time to end of breastfeeding (days)", "STOPPED BREASTFEEDING"
)
CESSATION = Score(
    "cessation",
    "breastfeeding stopped",
    "end of breastfeeding",
    SHARE,
    whether(FIRST),
    is_event=STOPS,
    first=FIRST,
)
DURATION_BREASTFEEDING = Score(
    "duration_breastfeeding",
    "days to the end of breastfeeding",
    "days of breastfeeding",
    TIME,
    time_to(FIRST),
    good="higher",
    is_event=STOPS,
    first=FIRST,
)
