"""Intercurrent events that a protocol expects: how many women have them by when."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from milkway.trials.basis import Basis
from milkway.trials.estimand import EventName
from milkway.trials.events import CESSATION
from milkway.trials.fields import DayInTrial, Part, Share, wrong

ELSEWHERE = {
    "leaving": "share under [dropout]",
    "rescue_antibiotics": "care_antibiotic_chance under [[settings]]: a chance for each diagnosis",
    "discontinuation": "share under [discontinuation]",
}


def _expected_here(found: object) -> object:
    if found in ELSEWHERE:
        raise wrong(f"{CESSATION}, formula or outside_probiotic; for {found}, {ELSEWHERE[str(found)]}")
    return found


class Intercurrent(Part):
    """An event that women have during the trial; its hazard is solved so that the stated share has had it."""

    event: Annotated[EventName, BeforeValidator(_expected_here)]
    share: Share = Field(lt=1, description="of all women randomised, whether they stay in the trial or not")
    by: DayInTrial
    basis: Basis


def _once_each(found: tuple[Intercurrent, ...]) -> tuple[Intercurrent, ...]:
    events = [one.event for one in found]
    twice = sorted({event for event in events if events.count(event) > 1})
    if twice:
        raise wrong(f"events that differ ({', '.join(twice)} twice)")
    return found


OnceEach = AfterValidator(_once_each)


def check_late_enough(found: tuple[Intercurrent, ...], last_enrolled: int) -> None:
    """Raise if an event is expected before every woman has been at risk of it, at one midnight or more.

    Raises:
        PydanticCustomError: with the day that would do.
    """
    early = [one.event for one in found if one.by - 1 <= last_enrolled]
    if early:
        raise wrong(f"events by day {last_enrolled + 2} or later, since women are enrolled until day {last_enrolled}: {early[0]}")
