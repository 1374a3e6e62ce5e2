"""What is predicted of a protocol: each endpoint; of a time to an event the share of women with it by a day, or a mean of days.

The share with the event by the end of follow-up has the endpoint's own name; those by other days, and the mean days without the
event up to a day, are predicted where they were printed, the mean where the protocol analyses one, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol as Shape

import numpy as np

from milkway.analysis.kinds import CHANGE, COUNT, LOAD, NUMBER, NUMBERS, SHARE, TIME, Kind, Way
from milkway.analysis.measure import OTHER, Measure
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.pseudo_values import of_restricted_mean, of_share
from milkway.analysis.registry import MEASURES, SCORES
from milkway.protocol.competing import competing_events
from milkway.protocol.design import Design
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol

AS_THEY_ARE = (SHARE, COUNT, NUMBER, NUMBERS, LOAD, CHANGE)
HAZARDS = next(one for one in MEASURES.values() if one.kind is TIME and one.scale == "hazard" and not one.of_no_effect)
MEAN_OF_DAYS = next(one for one in MEASURES.values() if one.kind is TIME and one.scale == "difference" and not one.of_event)


@dataclass(frozen=True)
class Predicted:
    """A number of each woman that is predicted.

    Attributes:
        endpoint: of the protocol.
        day: since enrolment, by which a time is told; None at the end of follow-up, and of what is no time.
        mean: whether of a time the mean days without the event are told, in place of the share with it.
    """

    endpoint: Endpoint
    day: int | None = None
    mean: bool = False

    @property
    def name(self) -> str:
        """Return by what it is told apart.

        >>> ill = next(one for one in Protocol.read("hurtado2017").endpoints if one.name == "first_mastitis")
        >>> Predicted(ill).name, Predicted(ill, 28).name, Predicted(ill, 100, mean=True).name
        ('first_mastitis', 'first_mastitis by day 28', 'first_mastitis, mean of 100 days')
        """
        if self.mean:
            return f"{self.endpoint.name}, mean of {self.day} days"
        return self.endpoint.name if self.day is None else f"{self.endpoint.name} by day {self.day}"

    @property
    def timed(self) -> bool:
        """Return whether it is read of a time to an event, which women who leave hide."""
        return SCORES[self.endpoint.score].kind is TIME

    @property
    def kind(self) -> Kind:
        """Return the kind of its numbers."""
        if not self.timed:
            return SCORES[self.endpoint.score].kind
        return NUMBER if self.mean else SHARE

    @property
    def score(self) -> str:
        """Return the score by which like results are found: of a share with the event, whether it happens at all."""
        if not self.timed:
            return self.endpoint.score
        first = SCORES[self.endpoint.score].first
        same = (one.name for one in SCORES.values() if one.kind is SHARE and one.first is not None and one.first is first)
        return "" if self.mean else next(same, "")

    @property
    def better(self) -> Way:
        """Return which way is good for a woman."""
        return OTHER[self.endpoint.better] if self.timed and not self.mean else self.endpoint.better

    @property
    def measure(self) -> Measure:
        """Return the contrast: the leading analysis; of a mean of days its difference, of a share with the event hazards."""
        leading = self.endpoint.leading
        if not self.timed:
            return leading
        if self.mean:
            return MEAN_OF_DAYS
        return leading if leading.scale == "hazard" or leading.of_event else HAZARDS

    def values(self, outcomes: Outcomes, women: int) -> np.ndarray:
        """Return (time that she leaves, woman) numbers; NaN where a woman is not analysed.

        Args:
            outcomes: of all women in turn, as often as they leave.
            women: how many there are.
        """
        if self.timed:
            return np.stack([self._of_times(outcomes, part) for part in np.arange(len(outcomes.value)).reshape(-1, women)])
        value = outcomes.value[:, -1] if self.kind is NUMBERS else outcomes.value
        if self.kind is CHANGE:
            value = value[:, 1] - value[:, 0]
        return (np.log10(value) if self.kind is LOAD else value).reshape(-1, women)

    def _of_times(self, outcomes: Outcomes, part: np.ndarray) -> np.ndarray:
        some = outcomes.taking(part)
        known, found = np.isfinite(some.value) & (some.time > 0), np.full(len(part), np.nan)
        time, event = some.value[known], some.seen[known]
        if self.mean and self.day is not None:
            found[known] = of_restricted_mean(time, event, float(self.day))
        else:
            found[known] = of_share(time, event, some.kept_from()[known], np.inf if self.day is None else float(self.day))
        return found


class OfPredicted(Shape):
    """What was printed of something predicted."""

    @property
    def of(self) -> Predicted | None:
        """Return of what it was printed; None of what is of no protocol."""
        ...


def predicted_of(protocol: Protocol, given: Mapping[tuple[str, str], OfPredicted] | None = None) -> tuple[Predicted, ...]:
    """Return what is predicted of a protocol, in its order, and then what was printed beyond.

    Args:
        protocol: the trial.
        given: published results, by name and arm.
    """
    found: dict[str, Predicted] = {}
    for endpoint in protocol.endpoints:
        if SCORES[endpoint.score].kind in (*AS_THEY_ARE, TIME):
            found[endpoint.name] = Predicted(endpoint)
        if MEAN_OF_DAYS.name in endpoint.analyses and may_have_mean(endpoint):
            whole = Predicted(endpoint, followed(protocol.design), mean=True)
            found[whole.name] = whole
    asked = [one.of for one in (given or {}).values()]
    return tuple((found | {one.name: one for one in asked if one is not None}).values())


def may_have_mean(endpoint: Endpoint) -> bool:
    """Return whether a mean of days can be told: of a time with which no other event competes."""
    return SCORES[endpoint.score].kind is TIME and not competing_events(endpoint)


def followed(design: Design) -> int:
    """Return the days that every woman is followed who does not leave.

    >>> followed(Protocol.read("hurtado2017").design)
    106
    """
    enrolled = np.array(design.enrolment)
    return int((design.ends.of(enrolled) - enrolled).min())
