"""Rubin's rules: several completed data sets give one estimate, with an interval that knows how much was missing."""

import math
from collections.abc import Sequence

import numpy as np

from milkway.analysis.estimate import absent
from milkway.analysis.laws import CONFIDENCE, student_below, student_quantile
from milkway.analysis.measure import Estimate, Measure


def pooled(measure: Measure, centres: Sequence[float], errors: Sequence[float], n: tuple[int, int], note: str = "") -> Estimate:
    """Return the estimate pooled over completed data sets.

    The mean is the estimate; its variance is that within data sets plus (1 + 1/m) times that between them; Student's t.

    Args:
        measure: of the estimate, a difference.
        centres: (set,) estimates.
        errors: (set,) their standard errors.
        n: women of each arm.
        note: of the method.

    Source: Rubin 1987, section 3.1 (rubin1987).

    >>> from milkway.analysis.measures.binary import RISK_DIFFERENCE
    >>> found = pooled(RISK_DIFFERENCE, [1.0, 2.0, 3.0], [1.0, 1.0, 1.0], (9, 9))
    >>> found.estimate, round((found.high - found.estimate) / student_quantile(0.975, 2 * (1 + 1 / (4 / 3)) ** 2), 6)
    (2.0, 1.527525)
    """
    m, centre = len(centres), float(np.mean(centres))
    within, between = float(np.mean(np.square(errors))), float(np.var(centres, ddof=1))
    total = within + (1 + 1 / m) * between
    if total <= 0:
        return absent(measure, n, "nothing varies", centre)
    freedom = (m - 1) * (1 + within / ((1 + 1 / m) * between)) ** 2 if between > 0 else math.inf
    error, reach = math.sqrt(total), student_quantile((1 + CONFIDENCE) / 2, freedom)
    p = 2 * student_below(-abs(centre) / error, freedom)
    return Estimate(measure, centre, centre - reach * error, centre + reach * error, p, n, note)
