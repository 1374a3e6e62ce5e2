"""An antibiotic in women ill: a nadir by day 10, a rebound by day 30, and pain that goes sooner than with a strain."""

import numpy as np

from validation.score import Score, above, below, mean
from validation.treatment import ANY, antibiotic, change, product, usual
from validation.women import GUILDS

FALL = below("arroyo2010", "log10 change of the total count by day 8 of an antibiotic", -1.0, "shape; 4.4 to 3.28 by day 21")
REBOUND = above("arroyo2010", "log10 rise of the total count from day 8 to day 30", 0.2, "shape; recurrence after antibiotics")
SOONER = below("arroyo2010", "pain on day 5: antibiotic less the strain (competition)", 0.0, "shape")
SOONER_NONE = below(
    "thomsen1984", "pain on day 5: antibiotic less nothing", 0.0, "thomsen1984: antibiotics shorten an infectious course"
)


def scores() -> list[Score]:
    """Return the scores."""
    drug, strain, none = antibiotic(ANY), product(ANY, 1e9, 21, "competition"), usual(ANY)
    return [
        mean(FALL, change(drug, GUILDS, 0, 8)),
        mean(REBOUND, change(drug, GUILDS, 8, 30)),
        mean(SOONER, np.subtract(drug.pain(5), strain.pain(5))),
        mean(SOONER_NONE, np.subtract(drug.pain(5), none.pain(5))),
    ]
