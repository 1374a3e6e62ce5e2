"""What is known of each woman of a real trial, whatever layout it was entered in; days count from her enrolment."""

from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief
from milkway.protocol.events import LEAVING
from milkway.trials.strategies import NEVER


@dataclass(frozen=True)
class Entry:
    """One endpoint of every woman, before anything is done about intercurrent events.

    Attributes:
        value: (woman,) 0 or 1, a count, days, cell/mL or a rating; or (woman, visit) ratings; NaN where it is missing.
        time: (woman,) days under observation.
        seen: (woman,) whether the event was seen, or a load is above the limit.
        days: (woman, event) day of each thing that is counted, NaN after the last; None where days were not entered.
        since: (woman,) last day on which she was known to be without an event that is dated by a later visit, NaN where its day
            is known; None where nothing of it was entered.
    """

    value: np.ndarray
    time: np.ndarray
    seen: np.ndarray
    days: np.ndarray | None = None
    since: np.ndarray | None = None

    __repr__ = brief

    def taking(self, women: np.ndarray) -> "Entry":
        """Return some of the women: (woman,) whether she is one."""
        days = None if self.days is None else self.days[women]
        since = None if self.since is None else self.since[women]
        return Entry(self.value[women], self.time[women], self.seen[women], days, since)


@dataclass(frozen=True)
class Entered:
    """The women of a trial.

    Attributes:
        women: (woman,) identity.
        arm: (woman,) name of the arm.
        centre: (woman,) centre, nothing where none was entered.
        enrolled: (woman,) day of enrolment since birth; 0 where it was not entered, and so plays no part.
        knows_enrolment: whether it was entered.
        last_day: (woman,) days until she left or her follow-up ended, NaN where it was not entered.
        completed: (woman,) 1 or 0, NaN where it was not entered.
        reason: (woman,) why she left, "" where that was not entered.
        events: (woman,) day of each intercurrent event that was entered, NaN where it did not happen.
        entries: by endpoint.
        strata: (woman,) class of each stratum that was entered.
        unused: columns that the protocol does not ask for.
        world: of women whom `milkway trial` simulated, HYPOTHESIS/ROUTES; "" of a real trial.
        notes: what a reader must know of how they were entered.
    """

    women: np.ndarray
    arm: np.ndarray
    centre: np.ndarray
    enrolled: np.ndarray
    knows_enrolment: bool
    last_day: np.ndarray
    completed: np.ndarray
    reason: np.ndarray
    events: dict[str, np.ndarray]
    entries: dict[str, Entry]
    strata: dict[str, np.ndarray]
    unused: tuple[str, ...] = ()
    world: str = ""
    notes: tuple[str, ...] = ()

    __repr__ = brief

    def in_arm(self, arm: str) -> "Entered":
        """Return the women of one arm."""
        return self.taking(self.arm == arm)

    def taking(self, women: np.ndarray) -> "Entered":
        """Return some of the women: (woman,) whether she is one."""
        return Entered(
            self.women[women],
            self.arm[women],
            self.centre[women] if len(self.centre) else self.centre,
            self.enrolled[women],
            self.knows_enrolment,
            self.last_day[women],
            self.completed[women],
            self.reason[women],
            {name: day[women] for name, day in self.events.items()},
            {name: entry.taking(women) for name, entry in self.entries.items()},
            {name: one[women] for name, one in self.strata.items()},
            self.unused,
            self.world,
            self.notes,
        )

    def day_of(self, event: str) -> np.ndarray:
        """Return (woman,) the day of an intercurrent event, `NEVER` where it did not happen."""
        if event == LEAVING:
            return np.where((self.completed == 0) & np.isfinite(self.last_day), self.last_day, NEVER)
        day = self.events[event]
        return np.where(np.isfinite(day), day, NEVER)
