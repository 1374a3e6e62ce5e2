"""A score: what is read of each woman for an endpoint, as one object with its name, its words, its kind, and how it is read."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from milkway.analysis.kinds import Kind, Way
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.record import Assayed, Record
from milkway.assays.materials import MILK

Need = Literal["visit", "visits", "group", "baseline"]
Taken = Literal["daily", "eve", "sample"]


@dataclass(frozen=True)
class Asked:
    """What an endpoint asks of its score: visit or visits, the group that is counted, the assay if it names one, the baseline."""

    visit: str = ""
    visits: tuple[str, ...] = ()
    group: str | None = None
    assay: str = ""
    baseline: str = ""


@dataclass(frozen=True)
class FirstEvent:
    """An event of which the first day matters, and how data sets call it.

    Attributes:
        happens: (woman, day) whether it happens.
        code: PARAMCD of the time to it.
        time: PARAM of the time to it.
        event: EVNTDESC.
    """

    happens: Callable[[Record], np.ndarray] = field(repr=False)
    code: str
    time: str
    event: str


@dataclass(frozen=True)
class Occurrence:
    """An event that counts each time, and how data sets call it.

    Attributes:
        first: of it, and how it is told that it happens.
        term: AETERM.
    """

    first: FirstEvent
    term: str


@dataclass(frozen=True)
class Answer:
    """How data sets call a number that sums up a diary or tells of a visit.

    Attributes:
        code: PARAMCD.
        text: PARAM.
    """

    code: str
    text: str


@dataclass(frozen=True)
class Score:
    """What is read of each woman.

    Attributes:
        name: in protocols and results.
        label: as a table of endpoints says it.
        variable: as an estimand says it.
        kind: of number.
        read: the number of every woman.
        needs: what an endpoint must name for it.
        taken: from her diary and record of all days; on the eve of a visit; or from a sample at a visit.
        good: the way that is good for a woman.
        either: whether either way can be good, depending on what is counted.
        definition: keys of the protocol's definition of mastitis that it rests on.
        harm: whether it counts harm.
        is_event: the intercurrent event that it is itself.
        first: the event, where it is the time to the first one, or whether there is one.
        each: the event, where it is how often, or when, it happens.
        answer: of the data sets, where it is neither of these nor of a sample; one made from its name and label otherwise.
        most: the largest number that it can be.
        of_strain: whether what is sampled is the strain.
        material: that is sampled, where it is of a sample; of a pair of samples the mother's.
        assayed: what the assay does with it.
    """

    name: str
    label: str
    variable: str
    kind: Kind
    read: Callable[[Record, Asked], Outcomes] = field(repr=False)
    needs: tuple[Need, ...] = ()
    taken: Taken = "daily"
    good: Way = "lower"
    either: bool = False
    definition: tuple[str, ...] = ()
    harm: bool = False
    is_event: str = ""
    first: FirstEvent | None = field(default=None, repr=False)
    each: Occurrence | None = field(default=None, repr=False)
    answer: Answer | None = field(default=None, repr=False)
    most: float = math.inf
    of_strain: bool = False
    material: str = MILK
    assayed: Assayed = "counts"

    @property
    def of_milk(self) -> bool:
        """Return whether it needs a sample of milk, so that there is none once breastfeeding has ended."""
        return self.taken == "sample" and self.material == MILK

    @property
    def of_counted_milk(self) -> bool:
        """Return whether it is read of what is counted in milk, as most trials do."""
        return self.of_milk and self.assayed == "counts"

    @property
    def ways(self) -> tuple[Way, ...]:
        """Return which ways can be good for a woman, the usual one first."""
        return ("lower", "higher", "neither") if self.either else (self.good, "neither")

    @property
    def at_visit(self) -> bool:
        """Return whether it is what is so at a visit, or has changed by then."""
        return self.taken != "daily" or "baseline" in self.needs

    @property
    def dated(self) -> bool:
        """Return whether it has a day of its own, so that what came before an event still counts."""
        return self.at_visit or self.kind.dated


def time_to(first: FirstEvent) -> Callable[[Record, Asked], Outcomes]:
    """Return how the days to a first event are read."""
    return lambda record, _: record.until(first.happens(record))


def whether(first: FirstEvent) -> Callable[[Record, Asked], Outcomes]:
    """Return how it is read whether an event happens at all."""
    return lambda record, _: record.of_women(first.happens(record).any(axis=1))
