"""ADTTE: days from randomisation to each first event that a score asks for, and to each intercurrent event, or to censoring."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from milkway.analysis.registry import first_events
from milkway.protocol.events import EVENTS
from milkway.reports.datasets.adsl import LEFT
from milkway.reports.datasets.subject import Group, groups, identity, study_day
from milkway.trials.run_trial import TrialRun


@dataclass(frozen=True)
class Parameter:
    """A time: PARAMCD, PARAM, and EVNTDESC where the event was seen."""

    code: str
    time: str
    event: str


def adtte(run: TrialRun) -> pd.DataFrame:
    """Return the time-to-event data set; women whose simulation failed have no records."""
    found = [_of(group, one, number) for group in groups(run) for number, one in enumerate(times(), start=1)]
    return pd.concat(found, ignore_index=True)


def times() -> tuple[Parameter, ...]:
    """Return every time: of scores, then of the other intercurrent events."""
    events = (Parameter(one.code, f"Time to {one.label} (days)", one.label.upper()) for one in EVENTS.values() if one.code)
    scored = (Parameter(one.code, one.time, one.event) for one in first_events())
    known: dict[str, Parameter] = {}
    for one in (*scored, *events):
        known.setdefault(one.code, one)
    return tuple(known.values())


def _of(group: Group, one: Parameter, number: int) -> pd.DataFrame:
    held = group.women.recorded
    places = np.flatnonzero(held.sound)
    first, completed = held.first[one.code][places], held.completed[places]
    seen = np.isfinite(first)
    day = study_day(group, places, np.where(seen, first, held.leaves[places]))
    what = np.where(seen, one.event, np.where(completed, "END OF FOLLOW-UP", LEFT))
    until = np.where(seen, "", np.where(completed, "LAST DAY OF FOLLOW-UP", "LAST DAY IN THE TRIAL"))
    return identity(group, places).assign(
        PARAM=one.time,
        PARAMCD=one.code,
        PARAMN=number,
        STARTDY=1,
        ADY=day,
        AVAL=day - 1,
        AVALU="DAYS",
        CNSR=np.where(seen, 0, np.where(completed, 1, 2)),
        EVNTDESC=what,
        CNSDTDSC=until,
    )
