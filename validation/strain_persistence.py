"""The strain in the mother's stool while she takes it and after she stops (Lactobacillus casei Shirota as the nearest analogue).

Milk after stopping has no published number; it is printed beside the gut.
"""

import numpy as np

from validation.score import Score, Target, interval_of, mean, share
from validation.treatment import hypothesis
from validation.women import LIMIT, Settings, Steps, World, population

N = 192
DOSE: Settings = (("dose", 6.5e9),)
TAKEN: Steps = ((28, "taking_product", 1.0), (56, "taking_product", 0.0))
STOOL = interval_of(
    "lcs_australia",
    "log10 of the strain per g of the mother's stool while taking it",
    6.5,
    5.4,
    7.6,
    "quantity lcs_feces, mean and SD",
)
GONE = interval_of(
    "lcs_australia",
    "share with the strain in stool (> 1e3 per g) 14 days after stopping",
    0.04,
    0.001,
    0.31,
    "quantity lcs_persist",
)
MILK = Target(
    "expected",
    "share with the strain in milk 28 days after stopping (competition)",
    float("nan"),
    0.0,
    0.31,
    "no more than in stool at 14 days: a guess",
    "no source",
)


def scores() -> list[Score]:
    """Return the scores."""
    inert = population(n=N, end=84, plan=TAKEN, settings=DOSE)
    competing = population(n=N, end=84, plan=TAKEN, settings=(*DOSE, *hypothesis("competition")))
    feeding = competing.feeding(83)
    return [
        mean(STOOL, np.log10(np.maximum(_stool(inert, 56), 1.0))),
        share(GONE, _stool(inert, 70) > 1e3),
        share(MILK, (competing.milk(("strain",), 84) > LIMIT)[feeding]),
    ]


def _stool(world: World, day: int) -> np.ndarray:
    """Return (woman,) cells per mL of colon contents, read as per g."""
    column = world.machine.network.parameter_index()["gut_volume[maternal_gut]"]
    return world.trajectory.amount("maternal_gut__strain", day) / world.cohort.parameters[:, column]
