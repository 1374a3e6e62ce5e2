"""How many women are ill by a protocol's definition, by how many days in a row its signs must last: read from the diaries."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from milkway.analysis.laws import score_interval
from milkway.assays.mastitis import longest_illness
from milkway.protocol.protocol import Protocol
from milkway.trials.case_definition import definition_of
from milkway.trials.follow import Followed

DAYS = (1, 2, 3, 5, 7)


@dataclass(frozen=True)
class ShareIll:
    """A share of women, of so many, with its 95 % interval; nothing where nobody was followed."""

    women: int
    value: float | None = None
    low: float | None = None
    high: float | None = None


def ill_by_days(women: Followed, protocol: Protocol) -> dict[int, ShareIll]:
    """Return the share of women ill, by days in a row; of all women randomised and simulated without failure, until they leave.

    Where women are enrolled because they are ill, days of the illness that they came with count from enrolment.
    """
    reported = women.trajectory.reported & women.within[:, :, None]
    longest = longest_illness(reported, women.trajectory.signs, definition_of(protocol.mastitis))[women.sound]
    return {days: _share(float((longest >= days).sum()), len(longest)) for days in DAYS}


def averaged_ill(settings: list[Mapping[int, ShareIll]], weights: list[float]) -> dict[int, ShareIll]:
    """Return shares averaged over route settings; the women are the same in each, so that the interval is of one of them."""
    return {days: _average([one[days] for one in settings], weights) for days in settings[0]}


def _average(settings: list[ShareIll], weights: list[float]) -> ShareIll:
    known = [one.value for one in settings if one.value is not None]
    n = round(float(np.dot([one.women for one in settings], weights)))
    return _share(float(np.dot(known, weights)) * n, n) if len(known) == len(settings) else ShareIll(n)


def _share(count: float, n: int) -> ShareIll:
    return ShareIll(n, count / n, *score_interval(count, n)) if n else ShareIll(0)
