"""Events whose day is only known to lie between two visits: what the analyses would be had they come earlier.

Such an event is dated by the visit at which it was found, its latest day. Beside that each analysis is made with the day in the
middle, and with the first day after the last one on which she was known to be without it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from milkway.analysis.kinds import TIME
from milkway.analysis.registry import SCORES
from milkway.protocol.endpoint import Endpoint
from milkway.trials.entered.entries import Entered, Entry

DATINGS: Mapping[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "middle": lambda since, found: (since + found) / 2,
    "earliest": lambda since, found: np.minimum(since + 1, found),
}


def women_between(endpoint: Endpoint, women: Entered) -> int:
    """Return the women whose event is only known to lie between two days."""
    return int(_between(women.entries[endpoint.name]).sum()) if SCORES[endpoint.score].kind is TIME else 0


def dated(endpoint: Endpoint, women: Entered, dating: str) -> Entered:
    """Return the women with such events of an endpoint on another day.

    Args:
        endpoint: a time.
        women: as entered.
        dating: of `DATINGS`.
    """
    entry = women.entries[endpoint.name]
    assert entry.since is not None
    days = np.where(_between(entry), DATINGS[dating](np.nan_to_num(entry.since), entry.value), entry.value)
    return replace(women, entries=dict(women.entries) | {endpoint.name: replace(entry, value=days, time=days)})


def _between(entry: Entry) -> np.ndarray:
    return np.zeros(len(entry.value), dtype=bool) if entry.since is None else np.isfinite(entry.since) & entry.seen
