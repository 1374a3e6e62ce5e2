"""One arm's women as they are when nobody leaves, and from when on the trial no longer sees them."""

from dataclasses import dataclass

import numpy as np

from milkway.analysis.measure import Measure
from milkway.analysis.measures.repeated import MIXED_DIFFERENCE
from milkway.analysis.scores.milk_scores import LOAD_IN_MILK
from milkway.analysis.scores.pain_scores import PAIN_VISITS

# what is asked of women: a first episode by the end, the mean log10 load at a visit, the mean rating over visits or at the last
RISK, LOAD, RATINGS = "risk", LOAD_IN_MILK.name, PAIN_VISITS.name
RECENT = 7


@dataclass(frozen=True)
class Ratings:
    """What the women of one arm rate at visits, nobody having left.

    Attributes:
        value: (woman, visit) in the order of time, NaN where there is none.
        day: (woman, visit) day since enrolment on which she must be there to be asked.
        measure: by which the arms are compared.
    """

    value: np.ndarray
    day: np.ndarray
    measure: Measure


def no_ratings(women: int) -> Ratings:
    """Return the ratings of so many women who are not asked."""
    return Ratings(np.zeros((women, 0)), np.zeros((women, 0)), MIXED_DIFFERENCE)


@dataclass(frozen=True)
class Women:
    """The women of one arm; days count from enrolment.

    Attributes:
        dyads: (woman,) identity, which keys her luck.
        baseline: (woman, covariate) what is asked at entry.
        pain: (woman, day) whole rating 0-10 of each day.
        begins: (woman,) day of the first episode, infinite without one.
        ceased: (woman,) day on which breastfeeding ended, infinite if it did not.
        ends: (woman,) days of planned follow-up.
        leaves: (woman,) first day that the trial no longer sees; `ends` or later if she stays.
        load: (woman,) log10 load at the visit of the endpoint, the limit where below it; NaN without milk.
        below: (woman,) whether below the limit.
        visit: (woman,) day of that visit.
        earlier: (woman,) log10 load at the first visit, NaN without milk or without such a visit.
        earlier_visit: (woman,) day of the first visit.
        limit: log10 of the load below which a count is only known to be low.
        ratings: at visits.
    """

    dyads: np.ndarray
    baseline: np.ndarray
    pain: np.ndarray
    begins: np.ndarray
    ceased: np.ndarray
    ends: np.ndarray
    leaves: np.ndarray
    load: np.ndarray
    below: np.ndarray
    visit: np.ndarray
    earlier: np.ndarray
    earlier_visit: np.ndarray
    limit: float
    ratings: Ratings

    @property
    def ill(self) -> np.ndarray:
        """Return (woman,) whether she has an episode during planned follow-up, seen or not."""
        return self.begins < self.ends

    @property
    def ill_seen(self) -> np.ndarray:
        """Return (woman,) whether the trial sees an episode."""
        return self.begins < np.minimum(self.leaves, self.ends)

    @property
    def stays(self) -> np.ndarray:
        """Return (woman,) whether she is there at the end."""
        return self.leaves >= self.ends

    @property
    def sampled(self) -> np.ndarray:
        """Return (woman,) whether the trial has her load."""
        return np.isfinite(self.load) & ~self.gone_before_visit

    @property
    def gone_before_visit(self) -> np.ndarray:
        """Return (woman,) whether she left before the visit; a visit on the last day sees whoever stays."""
        return ~self.stays & (self.leaves <= self.visit)

    @property
    def wanted(self) -> np.ndarray:
        """Return (woman,) whether she has a sample, or left before the visit and was breastfeeding then."""
        return self.sampled | (self.gone_before_visit & (self.ceased >= self.leaves))

    @property
    def there(self) -> np.ndarray:
        """Return (woman, visit) whether she had not left when ratings were asked for."""
        return self.ratings.day < self.leaves[:, None]

    @property
    def rated(self) -> np.ndarray:
        """Return (woman, visit) the ratings that the trial has, NaN where it has none."""
        return np.where(self.there, self.ratings.value, np.nan)

    @property
    def days(self) -> np.ndarray:
        """Return (day,) days since enrolment, along `pain`."""
        return np.arange(int(self.pain.shape[1]))

    def recent_pain(self) -> np.ndarray:
        """Return (woman, day) the worst rating of the week before each day; zero on the first."""
        worst = np.zeros_like(self.pain)
        for back in range(1, RECENT + 1):
            worst[:, back:] = np.maximum(worst[:, back:], self.pain[:, :-back])
        return worst

    def pain_before(self, day: np.ndarray) -> np.ndarray:
        """Return (woman,) the worst rating of the week before each woman's own day."""
        last = np.clip(day, 0, self.pain.shape[1] - 1)
        return np.take_along_axis(self.recent_pain(), last.astype(int)[:, None], axis=1)[:, 0]
