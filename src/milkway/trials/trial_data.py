"""What a trial's data base holds of each woman of an arm, beside her samples: nothing that only the simulation knows."""

from dataclasses import dataclass

import numpy as np

from milkway.analysis.registry import SCORES
from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.protocol.protocol import Protocol
from milkway.trials.endpoints import record_of
from milkway.trials.follow import Followed


@dataclass(frozen=True)
class Recorded:
    """An arm's women as the trial saw them.

    Attributes:
        sound: (woman,) simulated without failure.
        completed: (woman,) still in the trial at its end.
        leaves: (woman,) day since birth on which she leaves, or the end.
        first: (woman,) day since birth of the first event of each score that is a time to one, NaN if none was seen.
        onsets: (episode, 2) place of the woman in the arm, and day since birth on which a clinical mastitis begins.
        pain: (woman, visit) ratings on the days of the protocol's visits, NaN where she is not followed.
    """

    sound: np.ndarray
    completed: np.ndarray
    leaves: np.ndarray
    first: dict[str, np.ndarray]
    onsets: np.ndarray
    pain: np.ndarray

    __repr__ = brief


def recorded(women: Followed, protocol: Protocol, streams: Streams) -> Recorded:
    """Return what is recorded of the women of one arm.

    Args:
        women: followed in the observed view.
        protocol: the trial.
        streams: all chance, for ratings of pain.
    """
    days, record = women.trajectory.diary_days, record_of(women, (), protocol, streams)
    times = {name: one.first for name, one in SCORES.items() if one.first is not None}
    first = {name: _first_day(one.happens(record), days) for name, one in times.items()}
    place, column = np.nonzero(women.mastitis.onset)
    rating = np.where(women.within, record.pain(), np.nan)
    pain = [record.on(rating, record.attended[visit.name]) for visit in protocol.visits]
    onsets = np.stack([place, days[column]], axis=1)
    return Recorded(women.sound, women.completed, women.leaves, first, onsets, np.stack(pain, axis=1))


def _first_day(happens: np.ndarray, days: np.ndarray) -> np.ndarray:
    return np.where(happens.any(axis=1), days[happens.argmax(axis=1)].astype(float), np.nan)
