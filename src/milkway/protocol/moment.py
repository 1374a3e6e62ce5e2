"""A day of a trial on either of its two clocks: days since birth, or days since a woman was enrolled.

In a protocol 112 and "16 weeks" are days since birth, and "21 days after enrolment" is a day of each woman's own.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from pydantic import AfterValidator, BeforeValidator, InstanceOf, PlainSerializer, ValidationInfo

from milkway.core.units import UnitError, parse_unit, read_amount
from milkway.protocol.fields import Amount, Reading, wrong

AFTER = " after enrolment"
ALLOWED = "a day since birth such as 112 or '16 weeks', or '21 days after enrolment'"


@dataclass(frozen=True)
class Moment:
    """A day: number, and the event from which it counts."""

    number: int
    since: Literal["birth", "enrolment"] = "birth"

    def of(self, enrolled: np.ndarray) -> np.ndarray:
        """Return (woman,) the day since birth.

        Args:
            enrolled: (woman,) day of enrolment, since birth.

        >>> Moment(21, "enrolment").of(np.array([5, 30])).tolist()
        [26, 51]
        """
        start = np.zeros_like(enrolled) if self.since == "birth" else enrolled
        return start + self.number

    def __str__(self) -> str:
        """Return the day in words.

        >>> str(Moment(21, "enrolment")), str(Moment(-84))
        ('day 21 after enrolment', 'day -84')
        """
        return f"day {self.number}" + (AFTER if self.since == "enrolment" else "")


def read_moment(found: object) -> Moment:
    """Return a day as a protocol writes it.

    >>> read_moment("3 weeks after enrolment")
    Moment(number=21, since='enrolment')
    """
    if isinstance(found, Moment):
        return found
    if isinstance(found, int) and not isinstance(found, bool):
        return Moment(found)
    if not isinstance(found, str):
        raise wrong(ALLOWED)
    try:
        days = read_amount(found.removesuffix(AFTER), parse_unit("day"))
    except UnitError as error:
        raise wrong(f"{ALLOWED} ({error})") from error
    if days != round(days):
        raise wrong("a whole number of days")
    return Moment(round(days), "enrolment" if found.endswith(AFTER) else "birth")


def write_moment(moment: Moment) -> int | str:
    """Return a day as a protocol writes it.

    >>> write_moment(Moment(21, "enrolment")), write_moment(Moment(112))
    ('21 days after enrolment', 112)
    """
    return moment.number if moment.since == "birth" else f"{moment.number} days{AFTER}"


def _within(moment: Moment, info: ValidationInfo) -> Moment:
    reading = info.context
    if isinstance(reading, Reading):
        first, last = bounds(reading)[moment.since]
        if not first <= moment.number <= last:
            clock = "days since birth" if moment.since == "birth" else "days after enrolment"
            raise wrong(f"a day between {first} and {last}, in {clock}: the trial begins and ends (design.ends) there")
    return moment


def bounds(reading: Reading) -> dict[str, tuple[int, int]]:
    """Return the first and last day of a trial on each clock."""
    first, last = reading.enrolment
    if reading.ends_since_birth:
        return {"birth": (reading.begins, reading.ends), "enrolment": (reading.begins - first, reading.ends - first)}
    return {"birth": (reading.begins, last + reading.ends), "enrolment": (reading.begins - first, reading.ends)}


AnyDay = Annotated[
    InstanceOf[Moment], BeforeValidator(read_moment, json_schema_input_type=int | Amount), PlainSerializer(write_moment)
]
DayOfTrial = Annotated[AnyDay, AfterValidator(_within)]
