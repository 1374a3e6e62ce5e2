"""ADQS: breast pain as women rate it on the days of the visits."""

import numpy as np
import pandas as pd

from milkway.protocol.protocol import Visit
from milkway.reports.datasets.subject import Group, groups, identity, study_day
from milkway.trials.run_trial import TrialRun


def adqs(run: TrialRun) -> pd.DataFrame:
    """Return the ratings; a woman who is no longer followed at a visit has no record of it."""
    visits = run.protocol.visits
    return pd.concat([_of(group, place, visit) for group in groups(run) for place, visit in enumerate(visits)], ignore_index=True)


def _of(group: Group, place: int, visit: Visit) -> pd.DataFrame:
    held = group.women.recorded
    rating = held.pain[:, place]
    places = np.flatnonzero(np.isfinite(rating) & held.sound)
    day = visit.day.of(group.women.enrolled)[places]
    return identity(group, places).assign(
        PARAM="Breast pain (0-10)",
        PARAMCD="PAIN",
        PARAMN=1,
        AVISIT=visit.name,
        AVISITN=place + 1,
        ABDY=day,
        ADY=study_day(group, places, day),
        AVAL=rating[places],
    )
