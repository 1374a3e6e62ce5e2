"""ADAE: each event that a score counts, as it begins, and the first breast abscess, in the shape of occurrence data."""

import numpy as np
import pandas as pd

from milkway.analysis.registry import occurrences
from milkway.analysis.scores.harm_scores import FIRST
from milkway.reports.datasets.subject import Group, groups, identity, study_day
from milkway.trials.run_trial import TrialRun

ABSCESS = "BREAST ABSCESS"


def adae(run: TrialRun) -> pd.DataFrame:
    """Return the occurrences, a woman's in the order of their days."""
    return pd.concat([_of(group) for group in groups(run)], ignore_index=True)


def _of(group: Group) -> pd.DataFrame:
    held = group.women.recorded
    abscess = np.flatnonzero(np.isfinite(held.first[FIRST.code]))
    counted = {one.term: held.onsets[one.term] for one in occurrences()}
    counted |= {ABSCESS: np.stack([abscess, held.first[FIRST.code][abscess]], axis=1)}
    whole = np.concatenate(list(counted.values()))
    places, day = whole[:, 0].astype(int), whole[:, 1]
    term = np.repeat(list(counted), [len(one) for one in counted.values()])
    order = np.lexsort((term, day, places))
    order = order[held.sound[places[order]]]
    places, day = places[order], day[order]
    frame = identity(group, places).assign(AETERM=term[order], ADSB=day, ASTDY=study_day(group, places, day))
    return frame.assign(AESEQ=frame.groupby("USUBJID").cumcount() + 1)
