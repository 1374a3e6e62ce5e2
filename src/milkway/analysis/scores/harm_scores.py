"""Harm: a breast abscess, when it comes, and an abscess or fever."""

from milkway.analysis.kinds import SHARE, TIME
from milkway.analysis.score import FirstEvent, Score, time_to, whether
from milkway.assays.occurrences import ABSCESS

FIRST = FirstEvent(lambda record: record.begins(ABSCESS), "TTABSC", "Time to first breast abscess (days)", "FIRST BREAST ABSCESS")
FIRST_ADVERSE = FirstEvent(
    lambda record: record.begins(ABSCESS) | record.shows("fever"),
    "TTADVERS",
    "Time to first breast abscess or fever (days)",
    "FIRST BREAST ABSCESS OR FEVER",
)
ABSCESS_ANY = Score(
    "abscess_any",
    "a breast abscess",
    "a breast abscess",
    SHARE,
    whether(FIRST),
    harm=True,
    first=FIRST,
)
ABSCESS_FIRST = Score(
    "abscess_first",
    "days to a breast abscess",
    "days to a breast abscess",
    TIME,
    time_to(FIRST),
    good="higher",
    harm=True,
    first=FIRST,
)
ADVERSE_ANY = Score(
    "adverse_any",
    "a breast abscess or fever",
    "fever or an abscess",
    SHARE,
    whether(FIRST_ADVERSE),
    harm=True,
    first=FIRST_ADVERSE,
)
