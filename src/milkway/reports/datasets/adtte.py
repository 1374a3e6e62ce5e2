"""ADTTE: days from randomisation to the first mastitis, the first abscess and the end of breastfeeding, or to censoring."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from milkway.reports.datasets.subject import Group, groups, identity, study_day
from milkway.trials.run_trial import TrialRun


@dataclass(frozen=True)
class Parameter:
    """A kind of event: its key in the record, and what the data set calls it."""

    kind: str
    code: str
    label: str
    event: str


PARAMETERS = (
    Parameter("clinical_first", "TTMAST", "Time to first clinical mastitis (days)", "FIRST CLINICAL MASTITIS"),
    Parameter("abscess_first", "TTABSC", "Time to first breast abscess (days)", "FIRST BREAST ABSCESS"),
    Parameter("duration_breastfeeding", "TTWEAN", "Time to end of breastfeeding (days)", "STOPPED BREASTFEEDING"),
)


def adtte(run: TrialRun) -> pd.DataFrame:
    """Return the time-to-event data set; women whose simulation failed have no records."""
    found = [_of(group, one, number) for group in groups(run) for number, one in enumerate(PARAMETERS, start=1)]
    return pd.concat(found, ignore_index=True)


def _of(group: Group, one: Parameter, number: int) -> pd.DataFrame:
    held = group.women.recorded
    places = np.flatnonzero(held.sound)
    first, completed = held.first[one.kind][places], held.completed[places]
    seen = np.isfinite(first)
    day = study_day(group, places, np.where(seen, first, held.leaves[places]))
    what = np.where(seen, one.event, np.where(completed, "END OF FOLLOW-UP", "LEFT THE TRIAL"))
    return identity(group, places).assign(
        PARAM=one.label,
        PARAMCD=one.code,
        PARAMN=number,
        STARTDY=1,
        ADY=day,
        AVAL=day - 1,
        AVALU="DAYS",
        CNSR=np.where(seen, 0, np.where(completed, 1, 2)),
        EVNTDESC=what,
    )
