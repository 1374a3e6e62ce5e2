"""Intercurrent events that a protocol expects: how many women have them by when."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from milkway.protocol.basis import Basis
from milkway.protocol.estimand import EventName
from milkway.protocol.events import CESSATION
from milkway.protocol.fields import Part, Share, wrong
from milkway.protocol.moment import DayOfTrial

ELSEWHERE = {
    "leaving": "share under [dropout]",
    "rescue_antibiotics": "care_antibiotic_chance under [[parameters]]: a chance for each diagnosis",
    "discontinuation": "share under [discontinuation]",
}


def _expected_here(found: object) -> object:
    if found in ELSEWHERE:
        raise wrong(f"{CESSATION}, formula or outside_probiotic; for {found}, {ELSEWHERE[str(found)]}")
    return found


class Intercurrent(Part):
    """An event that women have during the trial; its hazard is solved so that the stated share has had it."""

    event: Annotated[EventName, BeforeValidator(_expected_here)] = Field(description="what may happen to a woman")
    share: Share = Field(lt=1, description="of all women randomised, whether they stay in the trial or not")
    by: DayOfTrial = Field(description="day by which that share has had it")
    basis: Basis


def _once_each(found: tuple[Intercurrent, ...]) -> tuple[Intercurrent, ...]:
    events = [one.event for one in found]
    twice = sorted({event for event in events if events.count(event) > 1})
    if twice:
        raise wrong(f"events that differ ({', '.join(twice)} twice)")
    return found


OnceEach = AfterValidator(_once_each)
