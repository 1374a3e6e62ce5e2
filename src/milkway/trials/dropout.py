"""The hazard of an event that happens once, solved so that it has happened to the stated share of women by the stated day."""

import math

import numpy as np

from milkway.analysis.laws import root
from milkway.core.errors import RunError
from milkway.protocol.design import Design
from milkway.protocol.moment import Moment
from milkway.protocol.protocol import Dropout


def constant_hazard(share: float, days_at_risk: np.ndarray) -> float:
    """Return the hazard per day at which a share of women leaves, where each is at risk for her own number of days.

    Raises:
        RunError: too few women are at risk at all.

    One chance 1 - exp(-hazard) is drawn at each midnight, so a woman stays with exp(-hazard * days).

    >>> round(constant_hazard(0.5, np.array([10.0])), 5)
    0.06931
    """
    if share <= 0:
        return 0.0
    if share >= 1:
        raise ValueError("a share of 1 would need an infinite hazard")
    ever = days_at_risk[days_at_risk > 0]
    if len(ever) <= share * len(days_at_risk):
        who = f"of {len(days_at_risk)} women {len(ever)} can leave until then"
        raise RunError(f"a share of {share:g} cannot have left by the stated day: {who}")
    upper = -math.log1p(-share * len(days_at_risk) / len(ever)) / float(ever.min())

    def too_many(hazard: float) -> float:
        return float(1 - np.exp(-hazard * days_at_risk).mean() - share)

    return root(too_many, 0.0, 2 * upper)


def planned_days(dropout: Dropout, design: Design) -> np.ndarray:
    """Return how often leaving is drawn until the stated day, for each day of enrolment, all alike likely; (day,)."""
    first, last = design.enrolment
    return midnights(dropout.by, np.arange(first, last + 1))


def midnights(by: Moment, enrolled: np.ndarray) -> np.ndarray:
    """Return how often leaving is drawn: at each midnight after that of enrolment, the last one day before `by`; (woman,)."""
    return (by.of(enrolled) - 1 - enrolled).astype(float)
