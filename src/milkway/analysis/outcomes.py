"""The numbers of one endpoint in one arm, a woman each: all that an analysis knows of a trial."""

from dataclasses import dataclass, field

import numpy as np

from milkway.core.brief import brief

Arms = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Outcomes:
    """One endpoint of the women of one arm.

    Attributes:
        value: (woman,) 0 or 1, a count, days, cell/mL or a rating; or (woman, occasion) ratings by visit, a number at baseline
            and at a visit, or episodes that begin by day since enrolment; NaN where it does not exist.
        time: (woman,) days under observation.
        seen: (woman,) whether an event was seen, or a load is above the limit.
        centre: (woman,) the centre that was randomised with her; nobody has one where women are randomised.
        barred: (woman,) whether a competing event ended her time, after which the event no longer counts; of nobody where none
            is declared.
    """

    value: np.ndarray
    time: np.ndarray
    seen: np.ndarray
    centre: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    barred: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))

    __repr__ = brief

    @property
    def competing(self) -> bool:
        """Return whether an event is declared that competes with the one that is timed."""
        return len(self.barred) > 0

    def kept_from(self) -> np.ndarray:
        """Return (woman,) whether a competing event kept her from the one that is timed."""
        return self.barred if self.competing else np.zeros(len(self.value), dtype=bool)

    def known(self) -> "Outcomes":
        """Return the women whose value exists, on any occasion."""
        there = np.isfinite(self.value)
        return self.taking(there if there.ndim == 1 else there.any(axis=1))

    def observed(self) -> "Outcomes":
        """Return the women who were observed at all."""
        return self.taking(self.time > 0)

    def taking(self, women: np.ndarray) -> "Outcomes":
        """Return some of the women: (chosen,) positions, or (woman,) whether she is one."""
        centre = self.centre[women] if len(self.centre) else self.centre
        barred = self.barred[women] if self.competing else self.barred
        return Outcomes(self.value[women], self.time[women], self.seen[women], centre, barred)


def whole(pairs: np.ndarray) -> np.ndarray:
    """Return (woman, 2) numbers at baseline and at a visit, of women who have both; NaN of others.

    >>> whole(np.array([[1.0, 2.0], [np.nan, 3.0]]))
    array([[ 1.,  2.],
           [nan, nan]])
    """
    return np.where(np.isfinite(pairs).all(axis=1)[:, None], pairs, np.nan)


NOBODY = Outcomes(np.zeros(0), np.zeros(0), np.zeros(0, dtype=bool))  # the reference of a trial with a single arm


def values(first: Outcomes, second: Outcomes) -> Arms:
    """Return the values of two arms."""
    return first.value, second.value


def times(first: Outcomes, second: Outcomes) -> Arms:
    """Return the days under observation of two arms."""
    return first.time, second.time


def seen(first: Outcomes, second: Outcomes) -> Arms:
    """Return whether events were seen, or loads are above the limit, in two arms."""
    return first.seen, second.seen


def centres(first: Outcomes, second: Outcomes) -> Arms:
    """Return the centres of the women of two arms."""
    return first.centre, second.centre


def barred(first: Outcomes, second: Outcomes) -> Arms:
    """Return whether a competing event ended the time of each woman of two arms; of nobody where none is declared."""
    return first.kept_from(), second.kept_from()


def counts(first: Outcomes, second: Outcomes) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return women with the event, or episodes, in two arms, and the women of each."""
    return (int(first.value.sum()), int(second.value.sum())), (len(first.value), len(second.value))
