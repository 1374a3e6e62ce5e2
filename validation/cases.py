"""Women as trials of treatment enrol them: those who came to have both pain and a high load, each from her own day on.

Nobody starts ill. A cohort is followed without treatment; a woman enters on the first day on which the milk of one breast
holds more bacteria than the trial asks for and she reported breast pain the day before; a trial that finds women later
asks that this was so some days earlier, too. The same women, with the same luck until
that day, are then treated. Her sample is from the breast that held more on entry.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from milkway.core.schedule import steps
from validation.women import SIDES, Settings, World, follow, load, population

FIRST, LAST, AFTER = 5, 110, 42  # days of entry since birth, and days of follow-up
WOMEN = 1440


@dataclass(frozen=True)
class Entry:
    """What a trial asks of a woman: pain and more than so many cells of some taxa per mL, now and so many days before."""

    taxa: tuple[str, ...]
    more_than: float
    lasting: int = 0


@dataclass(frozen=True)
class Cases:
    """Women who entered a trial: day of entry and sampled breast of each, within a world that they are the women of."""

    world: World
    entry: np.ndarray
    left: np.ndarray

    def load(self, taxa: tuple[str, ...], after: int) -> np.ndarray:
        """Return (woman,) log10 cell/mL in the sampled breast some days after entry; NaN once breastfeeding has ended."""
        return load(self._sampled(taxa, after)) + self._gone(after)

    def culture(self, taxa: tuple[str, ...], after: int) -> np.ndarray:
        """Return (woman,) cell/mL in the sampled breast some days after entry."""
        return self._sampled(taxa, after)

    def pain(self, after: int) -> np.ndarray:
        """Return (woman,) breast pain, 0 to 10, some days after entry."""
        place = self.entry + after - int(self.world.trajectory.diary_days[0])
        return self.world.trajectory.level[np.arange(len(self.entry)), place, self.world.trajectory.signs.index("breast_pain")]

    def in_pain(self, after: int) -> np.ndarray:
        """Return (woman,) whether breast pain is reported some days after entry."""
        place = self.entry + after - int(self.world.trajectory.diary_days[0])
        signs = self.world.trajectory.signs
        return self.world.trajectory.reported[np.arange(len(self.entry)), place, signs.index("breast_pain")]

    def feeding(self, after: int) -> np.ndarray:
        """Return (woman,) whether she still breastfeeds some days after entry."""
        return self._gone(after) == 0

    def _gone(self, after: int) -> np.ndarray:
        place = self.entry + after - int(self.world.trajectory.diary_days[0])
        return np.where(self.world.trajectory.exposed("ceased")[np.arange(len(self.entry)), place] > 0, np.nan, 0.0)

    def _sampled(self, taxa: tuple[str, ...], after: int) -> np.ndarray:
        days = self.entry + after
        found = np.array([[self._of(side, taxa, i, int(day)) for i, day in enumerate(days)] for side in SIDES])
        return np.where(self.left, found[0], found[1])

    def _of(self, side: str, taxa: tuple[str, ...], woman: int, day: int) -> float:
        known = self.world.trajectory
        at = day - int(known.days[0])
        cells = sum(known.amounts[woman, at, known.stocks.index(f"{side}_milk__{taxon}")] for taxon in taxa)
        return cells / known.amounts[woman, at, known.stocks.index(f"{side}_breast__volume")]


@cache
def screened() -> World:
    """Return the untreated cohort from which women enter."""
    return population(n=WOMEN, end=LAST + AFTER + 1)


@cache
def untreated(asked: Entry) -> Cases:
    """Return the cases among them, untreated, each from the first day on which she meets what is asked."""
    world = screened()
    entry = np.full(len(world.cohort.dyads), -1)
    left = np.zeros(len(entry), dtype=bool)
    for day in range(FIRST + asked.lasting, LAST + 1):
        new = (entry < 0) & _meets(world, asked, day) & _meets(world, asked, day - asked.lasting)
        sides = [world.milk(asked.taxa, day, (side,)) for side in SIDES]
        entry[new], left[new] = day, (sides[0] >= sides[1])[new]
    found = np.flatnonzero(entry >= 0)
    return Cases(_only(world, found), entry[found], left[found])


@cache
def treated(asked: Entry, plan: tuple[tuple[int, str, float], ...], settings: Settings = ()) -> Cases:
    """Return the same cases under treatment: `plan` has days counted from entry."""
    same = untreated(asked)
    world = same.world
    rows = steps((i, int(day) + after, key, level) for i, day in enumerate(same.entry) for after, key, level in plan)
    cohort = world.cohort.setting(world.machine.network, dict(settings))
    after = follow(world.machine, cohort, world.schedule.plus(rows), LAST + AFTER + 1)
    assert np.array_equal(after.cohort.dyads, cohort.dyads), "a treated woman failed to simulate"
    return Cases(after, same.entry, same.left)


def _meets(world: World, asked: Entry, day: int) -> np.ndarray:
    """Return (woman,) whether she breastfeeds, was in pain the day before and has the load in a breast."""
    most = np.maximum(*(world.milk(asked.taxa, day, (side,)) for side in SIDES))
    return (most > asked.more_than) & world.reported("breast_pain", day - 1) & world.feeding(day)


def _only(world: World, who: np.ndarray) -> World:
    """Return a world with some of its women."""
    known = world.trajectory
    per_woman = ("dyads", "amounts", "level", "bothered", "reported", "realised", "status")
    trajectory = replace(known, **{name: getattr(known, name)[who] for name in per_woman})
    return World(world.machine, world.cohort.taking(who), world.schedule.taking(who), trajectory)
