"""How what is measured at a visit has changed from baseline: loads in milk and stool, and breast pain."""

import numpy as np

from milkway.analysis.kinds import CHANGE
from milkway.analysis.outcomes import Outcomes, whole
from milkway.analysis.record import Record
from milkway.analysis.sample_reading import load_change_in
from milkway.analysis.score import Asked, Score
from milkway.analysis.scores.pain_scores import PAIN_VISITS
from milkway.assays.materials import INFANT_STOOL, MILK, MOTHER_STOOL


def _pain(record: Record, asked: Asked) -> Outcomes:
    rated, days = np.where(record.within, record.pain(), np.nan), record.followed()
    on = [record.on(rated, record.attended[name]) for name in (asked.baseline, asked.visit)]
    return Outcomes(whole(np.stack(on, axis=1)), days, days > 0)


def _of_load(name: str, label: str, material: str) -> Score:
    return Score(
        name,
        f"change from baseline of bacteria counted in {label}",
        f"change of log10 load in {label}",
        CHANGE,
        load_change_in(material),
        needs=("baseline", "visit", "group"),
        taken="sample",
        either=True,
        material=material,
    )


LOAD_CHANGE = _of_load("load_change", "milk", MILK)
INFANT_LOAD_CHANGE = _of_load("infant_stool_load_change", "the infant's stool", INFANT_STOOL)
MOTHER_LOAD_CHANGE = _of_load("mother_stool_load_change", "the mother's stool", MOTHER_STOOL)
PAIN_CHANGE = Score(
    "pain_change",
    "change from baseline of the rating of breast pain",
    "change of breast pain",
    CHANGE,
    _pain,
    needs=("baseline", "visit"),
    answer=PAIN_VISITS.answer,
    most=PAIN_VISITS.most,
)
