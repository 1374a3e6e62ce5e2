"""Days at risk of a daily chance, gathered by woman, week and rating of pain, so that a logistic model of days is quick."""

from dataclasses import dataclass

import numpy as np

from milkway.core.pain_scale import WORST

WEEK = 7


@dataclass(frozen=True)
class Spells:
    """Days that are alike in all that a model looks at.

    Attributes:
        woman: (spell,) position.
        day: (spell,) middle of the week, days since enrolment.
        pain: (spell,) rating.
        chances: (spell,) days at risk.
        happened: (spell,) days on which it happened.
    """

    woman: np.ndarray
    day: np.ndarray
    pain: np.ndarray
    chances: np.ndarray
    happened: np.ndarray


def spells(at_risk: np.ndarray, happened: np.ndarray, pain: np.ndarray) -> Spells:
    """Return the days at risk, gathered.

    Args:
        at_risk: (woman, day).
        happened: (woman, day).
        pain: (woman, day) whole ratings 0-10.
    """
    woman, day = np.nonzero(at_risk)
    weeks, levels = at_risk.shape[1] // WEEK + 1, WORST + 1
    code = (woman * weeks + day // WEEK) * levels + pain[woman, day].astype(int)
    kept, inverse = np.unique(code, return_inverse=True)
    count = np.bincount(inverse, minlength=len(kept)).astype(float)
    events = np.bincount(inverse, weights=happened[woman, day].astype(float), minlength=len(kept))
    middle = (kept // levels % weeks) * WEEK + WEEK / 2
    return Spells(kept // levels // weeks, middle, kept % levels, count, events)


def passing(day: np.ndarray) -> np.ndarray:
    """Return (row, 2) how time since enrolment enters a model: a constant and the logarithm of weeks begun."""
    weeks = np.floor(np.asarray(day, dtype=float) / WEEK)
    return np.column_stack([np.ones(weeks.size), np.log1p(weeks.ravel())])
