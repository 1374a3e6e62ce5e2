"""A schedule is the planned steps of each dyad's exposures; trial arms differ in schedules and in nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief


@dataclass(frozen=True)
class Schedule:
    """Planned exposure steps, each in force from the midnight that begins `day`.

    Attributes:
        dyad: (step,) position in the cohort.
        day: (step,) days since birth.
        exposure: (step,) exposure keys.
        level: (step,) in the exposure's canonical unit.
    """

    dyad: np.ndarray
    day: np.ndarray
    exposure: tuple[str, ...]
    level: np.ndarray

    __repr__ = brief

    def plus(self, other: "Schedule") -> "Schedule":
        """Return both schedules; where both set an exposure on one day, the other wins."""
        return Schedule(
            np.concatenate([self.dyad, other.dyad]),
            np.concatenate([self.day, other.day]),
            self.exposure + other.exposure,
            np.concatenate([self.level, other.level]),
        )

    def taking(self, positions: np.ndarray) -> "Schedule":
        """Return the steps of some dyads, renumbered to their place in `positions`."""
        place = {int(position): i for i, position in enumerate(positions)}
        kept = np.flatnonzero(np.isin(self.dyad, positions)).tolist()
        return Schedule(
            np.array([place[int(self.dyad[step])] for step in kept], dtype=np.int64),
            self.day[kept],
            tuple(self.exposure[step] for step in kept),
            self.level[kept],
        )

    def leaving_out(self, exposures: tuple[str, ...]) -> "Schedule":
        """Return the schedule without the steps of some exposures.

        >>> steps([(0, 0, "born", 1.0), (0, 0, "hospital", 1.0)]).leaving_out(("hospital",)).exposure
        ('born',)
        """
        kept = [step for step, key in enumerate(self.exposure) if key not in exposures]
        place = np.array(kept, dtype=np.int64)
        return Schedule(self.dyad[place], self.day[place], tuple(self.exposure[step] for step in kept), self.level[place])

    def since(self, start: int) -> "Schedule":
        """Return the schedule as a run that begins on `start` meets it: earlier steps are in force from then on, latest last.

        >>> steps([(0, 3, "fed", 0.5), (0, -9, "fed", 1.0)]).since(0).day.tolist()
        [0, 3]
        """
        order: list[int] = np.argsort(self.day, kind="stable").tolist()
        exposure = tuple(self.exposure[step] for step in order)
        return Schedule(self.dyad[order], np.maximum(self.day[order], start), exposure, self.level[order])


def steps(rows: Iterable[tuple[int, int, str, float]]) -> Schedule:
    """Return a schedule from rows of (position in the cohort, day, exposure, level).

    >>> steps([(0, 0, "born", 1.0)]).exposure
    ('born',)
    """
    listed = list(rows)
    return Schedule(
        np.array([row[0] for row in listed], dtype=np.int64),
        np.array([row[1] for row in listed], dtype=np.int64),
        tuple(row[2] for row in listed),
        np.array([row[3] for row in listed], dtype=np.float64),
    )
