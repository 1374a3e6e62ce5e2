"""What is known of the women of one arm, in one view: all that a score can be read from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from milkway.analysis.outcomes import Outcomes
from milkway.assays.counts import Counts
from milkway.assays.mastitis import MastitisDays
from milkway.assays.materials import MILK
from milkway.core.brief import brief

NEVER = 10**9  # a day on which nothing happens
Assayed = Literal["counts", "reads", "pairs"]


@dataclass(frozen=True)
class Sample:
    """One assay at one visit.

    Attributes:
        assay: name.
        visit: name.
        day: (woman,) since birth.
        counts: of each group; where reads are counted their share, which is never below a limit.
        truth: (woman,) living cell/mL of each group in what is sampled, or its share of the cells, NaN where there is none.
        strain: (woman,) the strain's living cell/mL, NaN where there is nothing to sample.
        detected: (woman,) 1 where the strain was found, as among picked colonies, else 0; NaN without a sample.
        of_strain: whether the strain is among what the assay counts, so that it can be found.
        material: what it is of; of a pair of samples the mother's.
        assayed: whether cells are counted or reads, or two samples compared.
        shared: (woman,) whether the two samples of a pair truly hold the same strain, NaN without them; else nothing.
        called: (woman,) whether they are called so, NaN where they could not be compared; else nothing.
    """

    assay: str
    visit: str
    day: np.ndarray
    counts: dict[str, Counts]
    truth: dict[str, np.ndarray]
    strain: np.ndarray
    detected: np.ndarray
    of_strain: bool = True
    material: str = MILK
    assayed: Assayed = "counts"
    shared: np.ndarray = field(default_factory=lambda: np.zeros(0))
    called: np.ndarray = field(default_factory=lambda: np.zeros(0))

    __repr__ = brief


@dataclass(frozen=True)
class Rules:
    """What a protocol lays down of what is recorded.

    Attributes:
        local: signs of the breast that its definition of mastitis asks for.
        recurrence_gap: days from the first episode on, after which a later one recurs.
        ill_at_entry: whether women are enrolled the day after they were found ill.
        limits: cell/mL below which a count is only known to be low, by assay.
    """

    local: tuple[str, ...]
    recurrence_gap: int
    ill_at_entry: bool
    limits: Mapping[str, float]


@dataclass(frozen=True)
class Record:
    """The women of one arm.

    Attributes:
        observed: whether this is what a trial sees; else it is what is true.
        days: (day,) since birth, along every (woman, day).
        enrolled: (woman,) day.
        leaves: (woman,) day from which on nothing more is known of her.
        within: (woman, day) days that count.
        mastitis: days by the trial's definition, among those that count.
        signs: names of the signs of the diary.
        present: (woman, day, sign) whether a sign is reported, or truly bothers her.
        exposed: (woman, day) whether any exposure of some is in force, by their keys.
        pain: (woman, day) breast pain, 0-10, as it is rated, or truly is; worked out when it is asked for.
        samples: of milk and other sites, and pairs of them.
        visits: (woman,) day of each visit, by name.
        attended: (woman,) day of the diary that says who is there at a visit, by name.
        rules: of the protocol.
    """

    observed: bool
    days: np.ndarray
    enrolled: np.ndarray
    leaves: np.ndarray
    within: np.ndarray
    mastitis: MastitisDays
    signs: tuple[str, ...]
    present: np.ndarray
    exposed: Callable[[tuple[str, ...]], np.ndarray] = field(repr=False)
    pain: Callable[[], np.ndarray] = field(repr=False)
    samples: tuple[Sample, ...]
    visits: Mapping[str, np.ndarray]
    attended: Mapping[str, np.ndarray]
    rules: Rules

    __repr__ = brief

    def followed(self) -> np.ndarray:
        """Return (woman,) days under observation."""
        return self.within.sum(axis=1).astype(float)

    def of_women(self, value: np.ndarray) -> Outcomes:
        """Return outcomes of one value a woman, seen where it is above zero."""
        number = value.astype(float)
        return Outcomes(number, self.followed(), number > 0)

    def until(self, happens: np.ndarray) -> Outcomes:
        """Return days from enrolment to the first day (woman, day) on which something happens, or to the last one known."""
        seen = happens.any(axis=1)
        days = (np.where(seen, self.days[happens.argmax(axis=1)], self.leaves) - self.enrolled).astype(float)
        return Outcomes(days, days, seen)

    def since_enrolment(self, daily: np.ndarray) -> np.ndarray:
        """Return (woman, day since enrolment) of (woman, day), NaN once she is no longer followed."""
        followed = (self.leaves - self.enrolled).astype(int)
        columns = np.arange(int(followed.max(initial=1)))
        place = np.clip(self.enrolled[:, None] + columns - self.days[0], 0, len(self.days) - 1)
        return np.where(columns < followed[:, None], np.take_along_axis(daily, place, axis=1).astype(float), np.nan)

    def on(self, daily: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Return (woman,) what holds on each woman's own day, of (woman, day); past the last day what holds on that."""
        place = np.searchsorted(self.days, np.minimum(day, self.days[-1]))
        return daily[np.arange(len(daily)), place]

    def shows(self, sign: str) -> np.ndarray:
        """Return (woman, day) whether a sign is there on a day that counts."""
        return self.present[:, :, self.signs.index(sign)] & self.within

    def begins(self, keys: tuple[str, ...]) -> np.ndarray:
        """Return (woman, day) whether any of some exposures begins anew on a day that counts, and was not there at entry."""
        each = [anew(self.exposed((key,)), self.days, self.enrolled) for key in keys]
        return np.any(each, axis=0) & self.within

    def in_force(self, keys: tuple[str, ...]) -> np.ndarray:
        """Return (woman, day) whether any of some exposures is in force on a day that counts."""
        return self.exposed(keys) & self.within


def anew(in_force: np.ndarray, days: np.ndarray, enrolled: np.ndarray) -> np.ndarray:
    """Return (woman, day) where something begins after the day of her enrolment and that of birth, as nothing planned then does.

    Args:
        in_force: (woman, day) whether it is so.
        days: (day,) since birth.
        enrolled: (woman,) day.
    """
    before = np.zeros_like(in_force)
    before[:, 1:] = in_force[:, :-1]
    return in_force & ~before & (days > np.maximum(enrolled, 0)[:, None])
