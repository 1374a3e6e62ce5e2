"""ADQS: what scores read of the diaries of women, at visits or of all their days in the trial."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from milkway.analysis.registry import SCORES
from milkway.analysis.score import Answer
from milkway.protocol.protocol import Visit
from milkway.reports.datasets.codes import answers
from milkway.reports.datasets.subject import Group, groups, identity, study_day
from milkway.trials.run_trial import TrialRun


def adqs(run: TrialRun) -> pd.DataFrame:
    """Return the answers; a woman who is no longer followed at a visit has no record of it."""
    return pd.concat([rows for group in groups(run) for rows in _of(group, run.protocol.visits)], ignore_index=True)


def _of(group: Group, visits: tuple[Visit, ...]) -> Iterator[pd.DataFrame]:
    held = group.women.recorded
    for number, (name, one) in enumerate(answers().items(), start=1):
        value, at_visits = held.answers[name], bool(SCORES[name].needs)
        for place in range(value.shape[1]):
            places = np.flatnonzero(np.isfinite(value[:, place]) & held.sound)
            on = _visit(group, places, visits[place], place + 1) if at_visits else OF_ALL_DAYS
            yield _answers(group, places, one, number).assign(AVAL=value[places, place], **on)


def _visit(group: Group, places: np.ndarray, visit: Visit, number: int) -> dict[str, object]:
    day = visit.day.of(group.women.enrolled)[places]
    return {"AVISIT": visit.name, "AVISITN": number, "ADSB": day, "ADY": study_day(group, places, day)}


def _answers(group: Group, places: np.ndarray, one: Answer, number: int) -> pd.DataFrame:
    return identity(group, places).assign(PARAM=one.text, PARAMCD=one.code, PARAMN=number)


OF_ALL_DAYS: dict[str, object] = {"AVISIT": "", "AVISITN": np.nan, "ADSB": np.nan, "ADY": np.nan}
