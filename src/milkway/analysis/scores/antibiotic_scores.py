"""Systemic antibiotics that a woman is given after she was enrolled: whether, and in how many courses.

In the model a diagnosed illness of the breast is what they are given for. The course that an arm begins at enrolment is its
treatment, and the one around birth is no answer to the breast, so neither counts; nor does one that goes on from before.
"""

from milkway.analysis.kinds import COUNT, SHARE
from milkway.analysis.score import FirstEvent, Occurrence, Score, whether
from milkway.assays.occurrences import ANTIBIOTIC

GIVEN = "rescue_antibiotics"  # the intercurrent event that these are themselves
FIRST = FirstEvent(
    lambda record: record.begins(ANTIBIOTIC), "TTRESC", "Time to first systemic antibiotic (days)", "FIRST SYSTEMIC ANTIBIOTIC"
)
ANTIBIOTIC_ANY = Score(
    "antibiotic_any",
    "a systemic antibiotic begun after enrolment",
    "any systemic antibiotic",
    SHARE,
    whether(FIRST),
    is_event=GIVEN,
    first=FIRST,
)
ANTIBIOTIC_COURSES = Score(
    "antibiotic_courses",
    "courses of systemic antibiotics begun after enrolment",
    "courses of systemic antibiotics",
    COUNT,
    lambda record, _: record.of_women(record.begins(ANTIBIOTIC).sum(axis=1)),
    is_event=GIVEN,
    each=Occurrence(FIRST, "SYSTEMIC ANTIBIOTIC"),
)
