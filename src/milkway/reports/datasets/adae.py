"""ADAE: each episode of clinical mastitis as it begins, and the first breast abscess, in the shape of occurrence data."""

import numpy as np
import pandas as pd

from milkway.analysis.scores.harm_scores import ABSCESS_FIRST
from milkway.reports.datasets.subject import Group, groups, identity, study_day
from milkway.trials.run_trial import TrialRun


def adae(run: TrialRun) -> pd.DataFrame:
    """Return the occurrences, a woman's in the order of their days."""
    return pd.concat([_of(group) for group in groups(run)], ignore_index=True)


def _of(group: Group) -> pd.DataFrame:
    held = group.women.recorded
    abscess = np.flatnonzero(np.isfinite(held.first[ABSCESS_FIRST.name]))
    places = np.concatenate([held.onsets[:, 0], abscess]).astype(int)
    day = np.concatenate([held.onsets[:, 1], held.first[ABSCESS_FIRST.name][abscess]])
    term = np.repeat(["CLINICAL MASTITIS", "BREAST ABSCESS"], [len(held.onsets), len(abscess)])
    order = np.lexsort((term, day, places))
    order = order[held.sound[places[order]]]
    places, day = places[order], day[order]
    frame = identity(group, places).assign(AETERM=term[order], ABDY=day, ASTDY=study_day(group, places, day))
    return frame.assign(AESEQ=frame.groupby("USUBJID").cumcount() + 1)
