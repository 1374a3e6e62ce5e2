"""The hazard of leaving a trial, solved so that the stated share of women has left by the stated day."""

import math

import numpy as np

from milkway.analysis.laws import root
from milkway.assays.pain_scale import WORST
from milkway.protocol.design import Design
from milkway.protocol.moment import Moment
from milkway.protocol.protocol import Dropout


def constant_hazard(share: float, days_at_risk: np.ndarray) -> float:
    """Return the hazard per day at which a share of women leaves, where each is at risk for her own number of days.

    One chance 1 - exp(-hazard) is drawn at each midnight, so a woman stays with exp(-hazard * days).

    >>> round(constant_hazard(0.5, np.array([10.0])), 5)
    0.06931
    """
    if share <= 0:
        return 0.0
    if share >= 1:
        raise ValueError("a share of 1 would need an infinite hazard")
    upper = -math.log1p(-share) / float(days_at_risk.min())

    def too_many(hazard: float) -> float:
        return float(1 - np.exp(-hazard * days_at_risk).mean() - share)

    return root(too_many, 0.0, 2 * upper)


def planned_hazard(dropout: Dropout, design: Design) -> float:
    """Return the hazard where pain does not matter, from the uniform days of enrolment."""
    first, last = design.enrolment
    return constant_hazard(dropout.share, midnights(dropout.by, np.arange(first, last + 1)))


def hazard_with_pain(dropout: Dropout, pain: np.ndarray, days: np.ndarray, enrolled: np.ndarray) -> float:
    """Return the hazard of a woman without pain, from the pain of women who were followed to the end.

    Args:
        dropout: of the protocol.
        pain: (woman, day) 0-10, along `days`.
        days: (day,) days since birth.
        enrolled: (woman,) day of enrolment.
    """
    at_risk = (days >= enrolled[:, None]) & (days < dropout.by.of(enrolled)[:, None] - 1)
    weight = 1 + dropout.pain_effect * np.clip(pain, 0, WORST) / WORST
    return constant_hazard(dropout.share, (at_risk * weight).sum(axis=1))


def midnights(by: Moment, enrolled: np.ndarray) -> np.ndarray:
    """Return how often leaving is drawn: at each midnight after that of enrolment, the last one day before `by`; (woman,)."""
    return (by.of(enrolled) - 1 - enrolled).astype(float)
