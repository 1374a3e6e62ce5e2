"""Who a record is about: the columns that every data set begins with."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from milkway.protocol.protocol import Arm
from milkway.reports.datasets.texts import subject_of
from milkway.trials.arms import ArmWorld
from milkway.trials.results import World
from milkway.trials.run_trial import TrialRun


@dataclass(frozen=True)
class Group:
    """The women of one arm in one world; numbers are places in the protocol, from 1."""

    study: str
    world: World
    hypothesis: tuple[str, int]
    arm: Arm
    number: int
    women: ArmWorld


def groups(run: TrialRun) -> Iterator[Group]:
    """Yield every arm of every world; an arm without product stands in the world of each hypothesis."""
    known = {one.name: (one.label, number) for number, one in enumerate(run.protocol.hypotheses, start=1)}
    for world in run.worlds:
        for number, arm in enumerate(run.protocol.arms, start=1):
            yield Group(run.protocol.name, world, known[world.hypothesis], arm, number, world.arms[arm.name])


def identity(group: Group, places: np.ndarray) -> pd.DataFrame:
    """Return who the records are about.

    Args:
        group: arm and world.
        places: (record,) place of the woman in the arm.
    """
    held, world = group.women.recorded, group.world
    subject = [str(int(dyad)) for dyad in group.women.dyads[places]]
    unique = [subject_of(group.study, world.setting, world.hypothesis, one) for one in subject]
    label, number = group.hypothesis
    whole = {"STUDYID": group.study, "HYPOTH": label, "ROUTES": world.setting, "SYNFL": "Y", "ITTFL": "Y"}
    frame = pd.DataFrame({"USUBJID": unique, "SUBJID": subject})
    return frame.assign(
        **whole,
        HYPOTHN=number,
        TRT01P=group.arm.label,
        TRT01PN=group.number,
        SIMFL=yes_no(held.sound[places]),
        COMPLFL=yes_no(held.completed[places]),
    )


def study_day(group: Group, places: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Return study days of days since birth, both (record,)."""
    return relative_day(day - group.women.enrolled[places])


def relative_day(since: np.ndarray) -> np.ndarray:
    """Return study days of days since randomisation, which is day 1; the day before it is day -1, and no day is 0.

    >>> [int(one) for one in relative_day(np.array([-2, -1, 0, 1]))]
    [-2, -1, 1, 2]
    """
    return since + (since >= 0)


def yes_no(flag: np.ndarray) -> np.ndarray:
    """Return Y or N.

    >>> [str(one) for one in yes_no(np.array([True, False]))]
    ['Y', 'N']
    """
    return np.where(flag, "Y", "N")
