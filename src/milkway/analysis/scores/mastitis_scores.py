"""Mastitis by the trial's definition: any, how often, when first, whether again, and mild."""

import numpy as np

from milkway.analysis.kinds import COUNT, RECURRENCE, SHARE, TIME
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.record import NEVER, Record
from milkway.analysis.score import Asked, FirstEvent, Occurrence, Score, time_to, whether


def recurs(record: Record) -> np.ndarray:
    """Return (woman, day) whether a later episode starts long enough after the first, of all women randomised.

    Where women are enrolled because they are ill, the first is the episode of their diagnosis, the day before enrolment.
    """
    onset = record.mastitis.onset
    if record.rules.ill_at_entry:
        first = record.enrolled - 1
    else:
        first = np.where(onset.any(axis=1), record.days[onset.argmax(axis=1)], NEVER)
    return onset & (record.days >= first[:, None] + record.rules.recurrence_gap)


def _by_day(record: Record, _: Asked) -> Outcomes:
    onset = record.mastitis.onset
    return Outcomes(record.since_enrolment(onset), record.followed(), onset.any(axis=1))


FIRST = FirstEvent(
    lambda record: record.mastitis.onset, "TTMAST", "Time to first clinical mastitis (days)", "FIRST CLINICAL MASTITIS"
)
FIRST_AGAIN = FirstEvent(
    recurs, "TTRECUR", "Time to first recurrent clinical mastitis (days)", "FIRST RECURRENT CLINICAL MASTITIS"
)
FIRST_MILD = FirstEvent(
    lambda record: record.mastitis.mild, "TTMILD", "Time to first mild mastitis (days)", "FIRST MILD MASTITIS"
)
EPISODE = Occurrence(FIRST, "CLINICAL MASTITIS")
CLINICAL_ANY = Score(
    "clinical_any",
    "at least one episode of clinical mastitis",
    "any clinical mastitis",
    SHARE,
    whether(FIRST),
    definition=("lasting",),
    first=FIRST,
)
CLINICAL_EPISODES = Score(
    "clinical_episodes",
    "episodes of clinical mastitis",
    "episodes of clinical mastitis",
    COUNT,
    lambda record, _: record.of_women(record.mastitis.onset.sum(axis=1)),
    definition=("lasting", "gap"),
    each=EPISODE,
)
CLINICAL_FIRST = Score(
    "clinical_first",
    "days to the first clinical mastitis",
    "days to the first clinical mastitis",
    TIME,
    time_to(FIRST),
    good="higher",
    definition=("lasting",),
    first=FIRST,
)
CLINICAL_RECURRENCE = Score(
    "clinical_recurrence",
    "a later episode of clinical mastitis",
    "recurrent clinical mastitis",
    SHARE,
    whether(FIRST_AGAIN),
    definition=("lasting", "gap", "recurrence_gap"),
    first=FIRST_AGAIN,
)
CLINICAL_RECURRENT = Score(
    "clinical_recurrent",
    "episodes of clinical mastitis over time",
    "episodes of clinical mastitis as they recur",
    RECURRENCE,
    _by_day,
    definition=("lasting", "gap"),
    each=EPISODE,
)
MILD_ANY = Score(
    "mild_any",
    "at least one mild mastitis",
    "any mild mastitis",
    SHARE,
    whether(FIRST_MILD),
    definition=("mild_lasting",),
    first=FIRST_MILD,
)
