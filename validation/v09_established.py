"""A strain taken by women who are ill already: a lag of a week, then a fall of 1 to 2.5 log10 staphylococci, against no change.

The fall is the one that the competition hypothesis was tuned to; the contrast with untreated women is what counts.
"""

import numpy as np

from validation.score import Score, Target, interval_of, mean
from validation.treatment import STAPH, STAPHYLOCOCCI, change, product, usual

FALL = interval_of(
    "jimenez2008",
    "log10 change of staphylococci by day 28 (competition)",
    -1.78,
    -2.5,
    -1.0,
    "jimenez2008.toml and arroyo2010.toml",
)
UNTREATED = interval_of(
    "jimenez2008", "log10 change of staphylococci untreated by day 28", -0.02, -0.3, 0.3, "jimenez2008.toml: 4.81 to 4.79"
)
CONTRAST = Target(
    "jimenez2008", "strain less nothing, day 28 (competition)", -1.76, -2.26, -1.26, "within 0.5 log10", "jimenez2008.toml"
)
LAG = Target(
    "jimenez2008",
    "strain less nothing, day 4 (competition): no effect yet",
    0.0,
    -0.3,
    0.3,
    "within 0.3 log10",
    "expected lag of a week",
)


def scores() -> list[Score]:
    """Return the scores."""
    strain, none = product(STAPH, 1e10, 28, "competition"), usual(STAPH)
    contrasts = {day: strain.load(STAPHYLOCOCCI, day) - none.load(STAPHYLOCOCCI, day) for day in (4, 28)}
    return [
        mean(FALL, change(strain, STAPHYLOCOCCI, 0, 28)),
        mean(UNTREATED, change(none, STAPHYLOCOCCI, 0, 28)),
        mean(CONTRAST, contrasts[28][np.isfinite(contrasts[28])]),
        mean(LAG, contrasts[4][np.isfinite(contrasts[4])]),
    ]
