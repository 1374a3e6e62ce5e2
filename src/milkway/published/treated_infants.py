"""Infants marked as on antibiotics against those not marked: a difference that no row of the tables was fitted to.

Shao's mark, `antibiotics_current_use`, hardly ever changes in an infant (`gut_marks`), and neither whose antibiotic it was nor
when it was given is known. So several courses are simulated that may be behind it: the same infants, with the same luck, with and
without.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt

import numpy as np

from milkway.ledger.tables import ParameterTable
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion, gut_laws
from milkway.published.simulated_infants import WORDS, Course, Infants, Tell, infant_days, simulated_infants

COURSES: Mapping[str, Callable[[int], Course]] = {  # of a sample on a day
    "1_days": lambda day: Course(f"day {day - 1} to {day}"),
    "3_days": lambda day: Course(f"day {day - 3} to {day}"),
    "day_0_to_2": lambda _: Course("day 0 to 2"),
    "day_0_to_5": lambda _: Course("day 0 to 5"),
    "peripartum": lambda _: Course(peripartum=True),
}
MOTHERS = "peripartum"  # which all mothers have at a caesarean birth, marked or not
LAST = 21


@dataclass(frozen=True)
class Difference:
    """Mean share of a guild in marked less that in unmarked infants.

    Attributes:
        observed: in the cohort.
        error: its standard error.
        predicted: by course.
    """

    observed: float
    error: float
    predicted: Mapping[str, float]


@dataclass(frozen=True)
class Treated:
    """Marked infants of an occasion, of whom there are `n`, against the `untreated`, who are not marked, by guild."""

    occasion: GutOccasion
    n: int
    untreated: int
    guilds: Mapping[str, Difference]

    @property
    def courses(self) -> tuple[str, ...]:
        """Return the courses that are supposed."""
        return tuple(next(iter(self.guilds.values())).predicted)


@dataclass(frozen=True)
class Foretold:
    """How well differences are predicted.

    Attributes:
        course: that is supposed, a key of `COURSES`.
        of: differences.
        signs: of them, predicted with the right sign.
        guilds: of eight, those whose mean difference over occasions is predicted with the right sign.
        skill: 1 - sum of squared errors over that of the rival, which says that there is no difference.
    """

    course: str
    of: int
    signs: int
    guilds: int
    skill: float


def treated(untreated: Mapping[str, Infants], table: ParameterTable, n: int, seed: int, tell: Tell) -> tuple[Treated, ...]:
    """Return the occasions on which some infants are marked, those born vaginally first.

    Args:
        untreated: infants by birth, as `simulated_infants` gives them with the same table, number and seed.
        table: parameters.
        n: how many infants of each birth.
        seed: of all chance.
        tell: told the stage and the dyad-days done.
    """
    simulate = partial(simulated_infants, table=table, n=n, seed=seed, tell=tell)
    return tuple(one for birth in WORDS for one in under(courses_of(birth), birth, untreated[birth], simulate))


def under(courses: Sequence[str], birth: str, untreated: Infants, simulate: Callable[..., Infants]) -> tuple[Treated, ...]:
    """Return the occasions of one birth under some courses.

    Args:
        courses: keys of `COURSES`.
        birth: "vaginal" or "c_section".
        untreated: infants.
        simulate: returns infants of a birth on `days` with a `course`.
    """
    given = {course: simulate(birth, days=days, course=course) for course, days in _runs(birth, courses).items()}
    return tuple(_treated(one, _moved(one, untreated, given, courses)) for one in _occasions(birth))


def foretold(found: tuple[Treated, ...], course: str) -> Foretold:
    """Return how well the differences of some occasions are predicted by a course."""
    pairs = np.array([[(guild.observed, guild.predicted[course]) for guild in one.guilds.values()] for one in found])
    observed, predicted = np.moveaxis(pairs, -1, 0)
    off, none = float(((predicted - observed) ** 2).sum()), float((observed**2).sum())
    of_guilds = _same_sign(observed.mean(axis=0), predicted.mean(axis=0))
    return Foretold(course, observed.size, _same_sign(observed, predicted), of_guilds, 1 - off / none)


def treated_days(n: int) -> float:
    """Return the dyad-days of `treated`."""
    return sum(days_under(n, birth, courses_of(birth)) for birth in WORDS)


def days_under(n: int, birth: str, courses: Sequence[str]) -> float:
    """Return the dyad-days of so many infants of one birth with some courses."""
    return sum(infant_days(n, days[-1]) for days in _runs(birth, courses).values())


def courses_of(birth: str) -> tuple[str, ...]:
    """Return the courses that may be behind a mark after a birth."""
    return tuple(course for course in COURSES if course != MOTHERS or birth == "vaginal")


def _occasions(birth: str) -> list[GutOccasion]:
    return [one for one in gut_laws() if one.antibiotic == "yes" and one.day <= LAST and one.birth == birth]


def _runs(birth: str, courses: Sequence[str]) -> dict[Course, tuple[int, ...]]:
    """Return the days of samples by what is given: a course from birth is the same whenever a sample is taken."""
    runs: dict[Course, tuple[int, ...]] = {}
    for name in courses:
        for day in (one.day for one in _occasions(birth)):
            given = COURSES[name](day)
            runs[given] = (*runs.get(given, ()), day)
    return runs


def _moved(
    occasion: GutOccasion, untreated: Infants, given: Mapping[Course, Infants], courses: Sequence[str]
) -> dict[str, np.ndarray]:
    """Return (guild,) differences of mean shares of reads, by course."""
    base = _means(untreated, occasion)
    return {name: _means(given[COURSES[name](occasion.day)], occasion) - base for name in courses}


def _means(infants: Infants, occasion: GutOccasion) -> np.ndarray:
    """Return (guild,) mean shares of reads."""
    return np.nanmean(infants.shares(occasion.study, occasion.day), axis=0)


def _treated(occasion: GutOccasion, moved: Mapping[str, np.ndarray]) -> Treated:
    given = gut_laws()[occasion]
    without = gut_laws()[GutOccasion(occasion.study, occasion.birth, "no", occasion.first, occasion.last)]
    guilds = {
        guild: Difference(
            observed=given[guild].mean - without[guild].mean,
            error=sqrt(given[guild].sd ** 2 / given[guild].n + without[guild].sd ** 2 / without[guild].n),
            predicted={course: float(shares[i]) for course, shares in moved.items()},
        )
        for i, guild in enumerate(GUT_GUILDS)
    }
    some = next(iter(GUT_GUILDS))
    return Treated(occasion, given[some].n, without[some].n, guilds)


def _same_sign(observed: np.ndarray, predicted: np.ndarray) -> int:
    return int((np.sign(predicted) == np.sign(observed)).sum())
