"""ADSL: a record per virtual woman and world, with what she was asked at entry and how the trial ended for her."""

import numpy as np
import pandas as pd

from milkway.reports.datasets.subject import Group, groups, identity, study_day
from milkway.trials.run_trial import TrialRun

ASKED = {
    "parous": "PAROUSFL",
    "previous_mastitis": "PMASTFL",
    "caesarean": "CAESARFL",
    "pumping": "PUMPFL",
    "nipple_shield": "NSHIELFL",
}
LEFT, FAILED = "LEFT THE TRIAL", "SIMULATION FAILED"


def adsl(run: TrialRun) -> pd.DataFrame:
    """Return the subject-level data set."""
    return pd.concat([_of(group, run.asked[group.world.setting]) for group in groups(run)], ignore_index=True)


def _of(group: Group, asked: pd.DataFrame) -> pd.DataFrame:
    women, held = group.women, group.women.recorded
    places = np.arange(len(women.dyads))
    ended = np.where(held.completed, "COMPLETED", "DISCONTINUED")
    why = np.where(held.completed, "", np.where(held.sound, LEFT, FAILED))
    rows = asked.loc[women.dyads]
    flags = {
        variable: np.where(rows[name].to_numpy() > 0, "Y", "N") if name in rows else np.full(len(places), "")
        for name, variable in ASKED.items()
    }
    days = {"RANDDSB": women.enrolled, "EOSDY": study_day(group, places, held.leaves)}
    constant = {"ARM": group.arm.label, "SEX": "F"}
    return identity(group, places).assign(**days, **constant, EOSSTT=ended, DCSREAS=why, SITEID=_sites(group), **flags)


def _sites(group: Group) -> list[str]:
    """Return the centre of each woman, as her scores have it; blank where women are randomised, not centres."""
    centres = next(iter(group.women.scores["observed"].values())).centre
    return [str(int(centre)) for centre in centres] if len(centres) else [""] * len(group.women.dyads)
