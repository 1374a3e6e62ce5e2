"""What a trial's data base holds of each woman of an arm, beside her samples: nothing that only the simulation knows."""

from dataclasses import dataclass

import numpy as np

from milkway.analysis.kinds import NUMBERS
from milkway.analysis.record import Record
from milkway.analysis.registry import answered, first_events, occurrences
from milkway.analysis.score import Asked, Score
from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.protocol.events import EVENTS
from milkway.protocol.protocol import Protocol
from milkway.trials.endpoints import record_of
from milkway.trials.follow import Followed
from milkway.trials.strategies import NEVER, event_day


@dataclass(frozen=True)
class Recorded:
    """An arm's women as the trial saw them.

    Attributes:
        sound: (woman,) simulated without failure.
        completed: (woman,) still in the trial at its end.
        leaves: (woman,) day since birth on which she leaves, or the end.
        first: (woman,) day since birth of each first event that a score asks for, and of each intercurrent event but leaving,
            by PARAMCD; NaN if none was seen.
        onsets: (occurrence, 2) place of the woman in the arm, and day since birth, of each event that a score counts, by AETERM.
        answers: (woman, visit) what else scores read, by score: at each visit of the protocol where they ask for one, else
            once; NaN where there is nothing to read.
    """

    sound: np.ndarray
    completed: np.ndarray
    leaves: np.ndarray
    first: dict[str, np.ndarray]
    onsets: dict[str, np.ndarray]
    answers: dict[str, np.ndarray]

    __repr__ = brief


def recorded(women: Followed, protocol: Protocol, streams: Streams) -> Recorded:
    """Return what is recorded of the women of one arm.

    Args:
        women: followed in the observed view.
        protocol: the trial.
        streams: all chance, for ratings of pain.
    """
    record = record_of(women, (), protocol, streams)
    events = {one.code: event_day(name, women) for name, one in EVENTS.items() if one.code}
    first = {code: np.where(day < NEVER, day, np.nan) for code, day in events.items()}
    first |= {one.code: _first_day(one.happens(record), record.days) for one in first_events()}
    onsets = {one.term: _each_day(one.first.happens(record), record.days) for one in occurrences()}
    visits = tuple(visit.name for visit in protocol.visits)
    answers = {one.name: _answers(one, record, visits) for one in answered()}
    return Recorded(women.sound, women.completed, women.leaves, first, onsets, answers)


def _first_day(happens: np.ndarray, days: np.ndarray) -> np.ndarray:
    return np.where(happens.any(axis=1), days[happens.argmax(axis=1)].astype(float), np.nan)


def _each_day(happens: np.ndarray, days: np.ndarray) -> np.ndarray:
    place, column = np.nonzero(happens)
    return np.stack([place, days[column]], axis=1)


def _answers(score: Score, record: Record, visits: tuple[str, ...]) -> np.ndarray:
    """Return (woman, visit) what a score reads at each visit alone, or (woman, 1) of all her days."""
    if not score.needs:
        return score.read(record, Asked()).value[:, None]
    found = [score.read(record, Asked(visits=(one,)) if score.kind is NUMBERS else Asked(visit=one)).value for one in visits]
    return np.column_stack(found) if found else np.zeros((len(record.enrolled), 0))
