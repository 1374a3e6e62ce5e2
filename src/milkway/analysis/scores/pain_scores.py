"""Breast pain and other signs of the breast: how bad, at visits, and whether they are gone by a visit."""

import numpy as np

from milkway.analysis.kinds import NUMBER, NUMBERS, SHARE
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.record import Record
from milkway.analysis.score import Answer, Asked, Score
from milkway.core.pain_scale import WORST

PAIN = "breast_pain"


def _rated(record: Record) -> np.ndarray:
    """Return (woman, day) ratings on the days that count, zero on others."""
    return np.where(record.within, record.pain(), 0.0)


def _of_days(record: Record, value: np.ndarray) -> Outcomes:
    """Return outcomes that exist for whoever has a day that counts."""
    days = record.followed()
    return Outcomes(np.where(days > 0, value, np.nan), days, days > 0)


def _worst(record: Record, _: Asked) -> Outcomes:
    return _of_days(record, _rated(record).max(axis=1))


def _mean(record: Record, _: Asked) -> Outcomes:
    return _of_days(record, _rated(record).sum(axis=1) / np.maximum(record.followed(), 1))


def _days_since(record: Record, asked: Asked) -> Outcomes:
    """Return days on which breast pain is there from a visit on; NaN for whoever has no day that counts."""
    counts = record.within & (record.days >= record.visits[asked.visit][:, None])
    days = counts.sum(axis=1).astype(float)
    return Outcomes(np.where(days > 0, (record.shows(PAIN) & counts).sum(axis=1), np.nan), days, days > 0)


def _at_visits(record: Record, asked: Asked) -> Outcomes:
    rated, days = np.where(record.within, record.pain(), np.nan), record.followed()
    on = sorted((record.attended[name] for name in asked.visits), key=lambda day: float(day.mean()) if len(day) else 0.0)
    return Outcomes(np.stack([record.on(rated, day) for day in on], axis=1), days, days > 0)


def _free(record: Record, asked: Asked, signs: tuple[str, ...]) -> Outcomes:
    """Return 1 where none of the signs is there on the last day before a visit; NaN where she is not followed then."""
    before = record.visits[asked.visit] - 1
    troubled = np.any([record.on(record.shows(sign), before) for sign in signs], axis=0)
    return record.of_women(np.where(record.on(record.within, before), (~troubled).astype(float), np.nan))


PAIN_MAX = Score(
    "pain_max",
    "worst rating of breast pain",
    "worst breast pain",
    NUMBER,
    _worst,
    answer=Answer("PAINMAX", "Worst breast pain while in the trial (0-10)"),
    most=WORST,
)
PAIN_MEAN = Score(
    "pain_mean",
    "mean rating of breast pain",
    "mean breast pain",
    NUMBER,
    _mean,
    answer=Answer("PAINMEAN", "Mean breast pain while in the trial (0-10)"),
    most=WORST,
)
PAIN_DAYS = Score(
    "pain_days",
    "days with breast pain from the visit on",
    "days with breast pain",
    NUMBER,
    _days_since,
    needs=("visit",),
    answer=Answer("PAINDAYS", "Days with breast pain from the visit on"),
)
PAIN_VISITS = Score(
    "pain_visits",
    "ratings of breast pain at visits",
    "breast pain at visits",
    NUMBERS,
    _at_visits,
    needs=("visits",),
    answer=Answer("PAIN", "Breast pain (0-10)"),
    most=WORST,
)
PAIN_FREE = Score(
    "pain_free",
    "no breast pain on the last day before the visit",
    "no breast pain",
    SHARE,
    lambda record, asked: _free(record, asked, (PAIN,)),
    needs=("visit",),
    taken="eve",
    good="higher",
    answer=Answer("PAINFREE", "No breast pain on the day before the visit"),
)
SIGNS_FREE = Score(
    "signs_free",
    "no sign of the breast on the last day before the visit",
    "no sign in the breast",
    SHARE,
    lambda record, asked: _free(record, asked, record.rules.local),
    needs=("visit",),
    taken="eve",
    good="higher",
    answer=Answer("SIGNFREE", "No sign of the breast on the day before the visit"),
)
