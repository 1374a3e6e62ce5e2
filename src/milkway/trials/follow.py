"""Who is followed on which day, and what a trial sees of a woman against what is true of her."""

from dataclasses import dataclass

import numpy as np

from milkway.assays.mastitis import MastitisDays, mastitis_days
from milkway.core.brief import brief
from milkway.protocol.protocol import Protocol
from milkway.simulation.trajectory import Trajectory
from milkway.trials.case_definition import definition_of
from milkway.trials.screen import told_clinician

VIEWS = ("observed", "oracle")


@dataclass(frozen=True)
class Followed:
    """One arm's women, seen one way.

    Attributes:
        view: "observed" or "oracle".
        trajectory: of the women.
        enrolled: (woman,) day.
        within: (woman, day) days that count: from enrolment, and for the observed view until she leaves.
        leaves: (woman,) day from which on this view no longer sees her, or the end.
        left: (woman,) day on which she leaves the trial, whether or not this view goes on; `ends` if she stays.
        ends: (woman,) last day of follow-up.
        completed: (woman,) still in the trial at its end, and simulated without failure.
        sound: (woman,) simulated without failure.
        mastitis: days by the trial's definition, within the days that count.
    """

    view: str
    trajectory: Trajectory
    enrolled: np.ndarray
    within: np.ndarray
    leaves: np.ndarray
    left: np.ndarray
    ends: np.ndarray
    completed: np.ndarray
    sound: np.ndarray
    mastitis: MastitisDays

    __repr__ = brief


def follow_until(leaves: np.ndarray, trajectory: Trajectory, enrolled: np.ndarray, protocol: Protocol, view: str) -> Followed:
    """Return the women of one arm as the trial sees them ("observed") or as they are ("oracle").

    The observed view reads reported signs until a woman leaves; the oracle reads the signs that truly bother her, to the end. Who
    is diagnosed is so in both.
    Where women are enrolled because they are ill, the episode of that day goes on: only a later one begins in the trial.

    Args:
        leaves: (woman,) day since birth on which she leaves, the end of follow-up if she stays.
        trajectory: of the women.
        enrolled: (woman,) day.
        protocol: the trial.
        view: "observed" or "oracle".
    """
    days, ends = trajectory.diary_days, protocol.design.ends.of(enrolled)
    until = leaves if view == "observed" else ends
    within = (days >= enrolled[:, None]) & (days < until[:, None])
    signs = trajectory.reported if view == "observed" else trajectory.bothered
    counted = (days >= 0) & (days < until[:, None]) if protocol.design.when_ill else within
    diagnosed = told_clinician(trajectory) & counted
    rule = definition_of(protocol.mastitis)
    mastitis = mastitis_days(signs & counted[:, :, None], trajectory.signs, rule, diagnosed).among(within)
    sound = trajectory.status == 0
    return Followed(view, trajectory, enrolled, within, until, leaves, ends, (leaves >= ends) & sound, sound, mastitis)
