"""Eligibility on the day of enrolment, judged from what a woman reported since birth."""

from dataclasses import dataclass

import numpy as np

from milkway.assays.diary import Definition, mastitis_days
from milkway.simulation.trajectory import Trajectory
from milkway.trials.protocol import Eligibility, Mastitis

REASONS = (
    "eligible",
    "not breastfeeding",
    "clinical mastitis before entry",
    "mild mastitis before entry",
    "abscess before entry",
)


@dataclass(frozen=True)
class Screening:
    """Candidates and the first reason, of `REASONS`, why each cannot be enrolled."""

    reason: np.ndarray

    @property
    def eligible(self) -> np.ndarray:
        """Return (dyad,) who may be enrolled."""
        return self.reason == 0

    def counts(self, screened: int) -> dict[str, int]:
        """Return candidates by reason among the first so many; eligible ones included."""
        return {name: int((self.reason[:screened] == code).sum()) for code, name in enumerate(REASONS)}


def screen(trajectory: Trajectory, enrolled: np.ndarray, eligibility: Eligibility, mastitis: Mastitis) -> Screening:
    """Return who may be enrolled.

    Args:
        trajectory: of the candidates, until the last possible day of enrolment.
        enrolled: (dyad,) day of enrolment; only days from birth until the day before count.
        eligibility: of the protocol.
        mastitis: definition of the trial.
    """
    before = (trajectory.diary_days >= 0) & (trajectory.diary_days < enrolled[:, None])
    days = mastitis_days(trajectory.reported & before[:, :, None], trajectory.signs, definition_of(mastitis))
    fails = {
        "not breastfeeding": _any(trajectory, ("ceased",), before) & eligibility.breastfeeding,
        "clinical mastitis before entry": days.clinical.any(axis=1) & ("clinical" in eligibility.free_of),
        "mild mastitis before entry": days.mild.any(axis=1) & ("mild" in eligibility.free_of),
        "abscess before entry": _any(trajectory, ABSCESS, before) & ("abscess" in eligibility.free_of),
    }
    reason = np.zeros(len(enrolled), dtype=np.int64)
    for name in reversed(REASONS[1:]):
        reason[fails[name]] = REASONS.index(name)
    return Screening(reason)


ABSCESS = ("left_breast__abscess", "right_breast__abscess")
WATCHED = ("ceased", "withdrawn", "discontinued", "formula", "outside_probiotic", "maternal_antibiotic", *ABSCESS)


def definition_of(mastitis: Mastitis) -> Definition:
    """Return the protocol's definition in the form that the diary reads."""
    return Definition(
        local=mastitis.local,
        local_needed=mastitis.local_needed,
        systemic=mastitis.systemic,
        systemic_needed=mastitis.systemic_needed,
        lasting=mastitis.lasting,
        mild_lasting=mastitis.mild_lasting,
        gap=mastitis.gap,
    )


def exposed_days(trajectory: Trajectory, keys: tuple[str, ...]) -> np.ndarray:
    """Return (dyad, day) whether any of the exposures that were recorded is in force."""
    known = [key for key in keys if key in trajectory.exposures]
    result = np.zeros(trajectory.reported.shape[:2], dtype=bool)
    for key in known:
        result |= trajectory.exposed(key) > 0
    return result


def _any(trajectory: Trajectory, keys: tuple[str, ...], days: np.ndarray) -> np.ndarray:
    return (exposed_days(trajectory, keys) & days).any(axis=1)
