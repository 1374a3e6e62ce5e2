"""ADTTE: days from randomisation to the first mastitis, the first abscess and the end of breastfeeding, or to censoring."""

import numpy as np
import pandas as pd

from milkway.analysis.registry import SCORES
from milkway.reports.datasets.subject import Group, groups, identity, study_day
from milkway.trials.run_trial import TrialRun

TIMES = {name: one.first for name, one in SCORES.items() if one.first is not None}


def adtte(run: TrialRun) -> pd.DataFrame:
    """Return the time-to-event data set; women whose simulation failed have no records."""
    found = [_of(group, one, number) for group in groups(run) for number, one in enumerate(TIMES, start=1)]
    return pd.concat(found, ignore_index=True)


def _of(group: Group, name: str, number: int) -> pd.DataFrame:
    held, one = group.women.recorded, TIMES[name]
    places = np.flatnonzero(held.sound)
    first, completed = held.first[name][places], held.completed[places]
    seen = np.isfinite(first)
    day = study_day(group, places, np.where(seen, first, held.leaves[places]))
    what = np.where(seen, one.event, np.where(completed, "END OF FOLLOW-UP", "LEFT THE TRIAL"))
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
    )
