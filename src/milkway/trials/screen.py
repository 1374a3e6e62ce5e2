"""Eligibility on the day of enrolment, judged from her covariates and from what a woman reported since birth."""

from dataclasses import dataclass

import numpy as np

from milkway.assays.mastitis import mastitis_days
from milkway.assays.occurrences import ABSCESS
from milkway.protocol.eligibility import Condition, Eligibility, Milk
from milkway.protocol.events import EVENTS
from milkway.protocol.illness_definition import Mastitis
from milkway.simulation.trajectory import Trajectory
from milkway.trials.case_definition import definition_of
from milkway.trials.enrol import DIAGNOSED, NEVER

REASONS = (
    "eligible",
    "not breastfeeding",
    "clinical mastitis before entry",
    "mild mastitis before entry",
    "abscess before entry",
    "too few bacteria in milk",
    "not ill in the window",
)


@dataclass(frozen=True)
class Screening:
    """Candidates: the first reason why each cannot be enrolled, and the day on which she would be.

    Attributes:
        reason: (dyad,) place among the reasons; those of covariates stand after the others.
        enrolled: (dyad,) day since birth; `NEVER` of women who were not followed until then.
        conditions: on covariates, which are looked at first.
    """

    reason: np.ndarray
    enrolled: np.ndarray
    conditions: tuple[Condition, ...] = ()

    @property
    def eligible(self) -> np.ndarray:
        """Return (dyad,) who may be enrolled."""
        return self.reason == 0

    @property
    def asked(self) -> np.ndarray:
        """Return (dyad,) whose covariates are as asked."""
        return self.reason < len(REASONS)

    def plus(self, others: "Screening") -> "Screening":
        """Return these candidates and others after them."""
        return Screening(np.append(self.reason, others.reason), np.append(self.enrolled, others.enrolled), self.conditions)

    def counts(self, screened: int) -> dict[str, int]:
        """Return candidates by reason among the first so many; eligible ones included."""
        reasons = (*REASONS, *(one.unmet for one in self.conditions))
        return {name: int((self.reason[:screened] == code).sum()) for code, name in enumerate(reasons)}


def nobody(conditions: tuple[Condition, ...]) -> Screening:
    """Return no candidates yet.

    Args:
        conditions: on covariates.
    """
    return Screening(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), conditions)


def with_unmet(unmet: np.ndarray, others: Screening, conditions: tuple[Condition, ...]) -> Screening:
    """Return candidates of whom only those are screened further whose covariates are as asked.

    Args:
        unmet: (dyad,) number of the first condition that each does not meet, 0 for all others.
        others: the candidates whose covariates are as asked.
        conditions: on covariates.
    """
    reason, enrolled = np.where(unmet > 0, len(REASONS) - 1 + unmet, 0), np.full(len(unmet), NEVER)
    reason[unmet == 0], enrolled[unmet == 0] = others.reason, others.enrolled
    return Screening(reason, enrolled, conditions)


def screen(trajectory: Trajectory, enrolled: np.ndarray, eligibility: Eligibility, mastitis: Mastitis) -> Screening:
    """Return who may be enrolled.

    Args:
        trajectory: of the candidates, until the last possible day of enrolment.
        enrolled: (dyad,) day of enrolment; only days from birth until the day before count. `NEVER` if she is not ill.
        eligibility: of the protocol.
        mastitis: definition of the trial.
    """
    before = (trajectory.diary_days >= 0) & (trajectory.diary_days < enrolled[:, None])
    diagnosed = told_clinician(trajectory) & before
    days = mastitis_days(trajectory.reported & before[:, :, None], trajectory.signs, definition_of(mastitis), diagnosed)
    fails = {
        "not ill in the window": enrolled == NEVER,
        "not breastfeeding": _any(trajectory, ("ceased",), before) & eligibility.breastfeeding,
        "clinical mastitis before entry": days.clinical.any(axis=1) & ("clinical" in eligibility.free_of),
        "mild mastitis before entry": days.mild.any(axis=1) & ("mild" in eligibility.free_of),
        "abscess before entry": _any(trajectory, ABSCESS, before) & ("abscess" in eligibility.free_of),
        "too few bacteria in milk": _few(trajectory, enrolled, eligibility.milk),
    }
    reason = np.zeros(len(enrolled), dtype=np.int64)
    for name in reversed(fails):
        reason[fails[name]] = REASONS.index(name)
    return Screening(reason, enrolled)


def stocks_screened(eligibility: Eligibility) -> tuple[str, ...]:
    """Return the stocks that eligibility is judged from."""
    if eligibility.milk is None:
        return ()
    return tuple(f"{side}_milk__{taxon}" for side in SIDES for taxon in eligibility.milk.taxa) + VOLUMES


def _few(trajectory: Trajectory, enrolled: np.ndarray, milk: Milk | None) -> np.ndarray:
    """Return whether on the day of enrolment neither breast has more cells in its milk than the trial asks for."""
    if milk is None:
        return np.zeros(len(enrolled), dtype=bool)
    place = np.minimum(np.searchsorted(trajectory.days, enrolled), len(trajectory.days) - 1)
    held = trajectory.amounts[np.arange(len(enrolled)), place]
    more = np.zeros(len(enrolled), dtype=bool)
    for side in SIDES:
        cells = np.sum([held[:, trajectory.stocks.index(f"{side}_milk__{taxon}")] for taxon in milk.taxa], axis=0)
        more |= cells > milk.more_than * held[:, trajectory.stocks.index(f"{side}_breast__volume")]
    return ~more


SIDES = ("left", "right")
VOLUMES = ("left_breast__volume", "right_breast__volume")
WATCHED = (*dict.fromkeys(event.exposure for event in EVENTS.values() if event.exposure), *ABSCESS)
SCREENED = (*WATCHED, DIAGNOSED)


def exposed_days(trajectory: Trajectory, keys: tuple[str, ...]) -> np.ndarray:
    """Return (dyad, day) whether any of the exposures that were recorded is in force."""
    known = [key for key in keys if key in trajectory.exposures]
    result = np.zeros(trajectory.reported.shape[:2], dtype=bool)
    for key in known:
        result |= trajectory.exposed(key) > 0
    return result


def told_clinician(trajectory: Trajectory) -> np.ndarray:
    """Return (dyad, day) days with the signs of which an illness was diagnosed; `diagnosed` is in force on the day after."""
    return np.pad(exposed_days(trajectory, (DIAGNOSED,))[:, 1:], ((0, 0), (0, 1)))


def _any(trajectory: Trajectory, keys: tuple[str, ...], days: np.ndarray) -> np.ndarray:
    return (exposed_days(trajectory, keys) & days).any(axis=1)
