"""Women as trials of treatment enrol them: those who came to be ill and to have what the trial asks, each from her own day on.

Nobody starts ill. A cohort is followed without treatment; a woman enters on the first day on which the milk of one breast is as
the trial asks and she reported breast pain the day before. The same women, with the same luck until that day, are then treated.
Her sample is from the breast that held more on entry.
"""

from dataclasses import dataclass
from math import inf

import numpy as np

from milkway.core.schedule import steps
from milkway.lives.ready import Ready
from milkway.published.simulated_women import SIDES, Means, Settings, Steps, World, follow, load

FIRST, LAST = 5, 84  # days of entry since birth


@dataclass(frozen=True)
class Entry:
    """What a trial asks of the milk of a breast: cells of some taxa per mL within bounds, and leucocytes per mL."""

    taxa: tuple[str, ...]
    more_than: float = -inf
    at_most: float = inf
    leucocytes: float = 0.0


@dataclass(frozen=True)
class Cases:
    """Women who entered a trial: day of entry and sampled breast of each, within a world that they are the women of."""

    world: World
    entry: np.ndarray
    left: np.ndarray

    def load(self, taxa: tuple[str, ...], after: int) -> np.ndarray:
        """Return log10 cell/mL in the sampled breast some days after entry, of those women who still breastfeed."""
        return load(self.cells(taxa, after))[self.feeding(after)]

    def cells(self, taxa: tuple[str, ...], after: int) -> np.ndarray:
        """Return (woman,) cell/mL in the sampled breast some days after entry."""
        found = np.array([self._of(side, taxa, self.entry + after) for side in SIDES])
        return np.where(self.left, found[0], found[1])

    def in_pain(self, after: int) -> np.ndarray:
        """Return (woman,) whether breast pain is reported some days after entry."""
        signs = self.world.trajectory.signs
        return self.world.trajectory.reported[self._who(), self._place(after), signs.index("breast_pain")]

    def feeding(self, after: int) -> np.ndarray:
        """Return (woman,) whether she still breastfeeds some days after entry."""
        return self.world.trajectory.exposed("ceased")[self._who(), self._place(after)] == 0

    def abscess(self, until: int) -> np.ndarray:
        """Return (woman,) whether an abscess was there between entry and some days later."""
        known = self.world.trajectory
        since = known.diary_days - self.entry[:, None]
        days = (since >= 0) & (since <= until)
        return np.any([(known.exposed(f"{side}_breast__abscess") > 0) & days for side in SIDES], axis=(0, 2))

    def _who(self) -> np.ndarray:
        return np.arange(len(self.entry))

    def _place(self, after: int) -> np.ndarray:
        return self.entry + after - int(self.world.trajectory.diary_days[0])

    def _of(self, side: str, taxa: tuple[str, ...], days: np.ndarray) -> np.ndarray:
        known = self.world.trajectory
        at = days - int(known.days[0])
        cells = sum(known.amounts[self._who(), at, known.stocks.index(f"{side}_milk__{taxon}")] for taxon in taxa)
        return cells / known.amounts[self._who(), at, known.stocks.index(f"{side}_breast__volume")]


def untreated(world: World, asked: Entry) -> Cases:
    """Return the women of an untreated cohort who enter, each from the first day on which she has what is asked."""
    entry, left = np.full(len(world.cohort.dyads), -1), np.zeros(len(world.cohort.dyads), dtype=bool)
    for day in range(FIRST, LAST + 1):
        ill = (entry < 0) & world.reported("breast_pain", day - 1) & world.feeding(day)
        sides = [_breast(world, asked, day, side) for side in SIDES]
        new = ill & (sides[0][1] | sides[1][1])
        more = np.where(sides[0][1] & sides[1][1], sides[0][0] >= sides[1][0], sides[0][1])
        entry[new], left[new] = day, more[new]
    found = np.flatnonzero(entry >= 0)
    return Cases(world.taking(found), entry[found], left[found])


def treated(means: Means, same: Cases, plan: Steps, sets: Settings, after: int) -> Cases:
    """Return the same women under treatment for some days; days of `plan` are counted from entry."""
    if len(same.entry) == 0:
        return same
    world = same.world
    rows = steps((i, int(day) + when, key, level) for i, day in enumerate(same.entry) for when, key, level in plan)
    women = world.women
    cohort = women.cohort.setting(women.machine.network, dict(sets))
    moved = Ready(women.machine, cohort, women.schedule.plus(rows))
    found = follow(means, moved, int(same.entry.max()) + after + 1)
    kept = np.isin(same.world.cohort.dyads, found.cohort.dyads)
    return Cases(found, same.entry[kept], same.left[kept])


def _breast(world: World, asked: Entry, day: int, side: str) -> tuple[np.ndarray, np.ndarray]:
    """Return (woman,) cell/mL in a breast, and whether it has what is asked."""
    cells = world.milk(asked.taxa, day, (side,))
    held = world.trajectory.amount(f"{side}_breast__leucocytes", day)
    return cells, (cells > asked.more_than) & (cells <= asked.at_most) & (held > asked.leucocytes)
