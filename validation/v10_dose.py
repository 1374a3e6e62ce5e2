"""Doses of 3e9 and 9e9 cells a day cannot be told apart in a trial (Maldonado 2015 saw no dose response), but 1e7 can."""

import numpy as np

from validation.score import Score, Target, above, interval_of, mean
from validation.treatment import hypothesis
from validation.women import LIMIT, STAPHYLOCOCCI, Steps, World, load, population

N = 384
WEEKS: Steps = ((7, "taking_product", 1.0),)
FLAT = interval_of(
    "maldonado2015",
    "log10 staphylococci, 9e9 less 3e9 a day, 3 weeks (competition)",
    0.0,
    -0.25,
    0.25,
    "maldonado2015.toml: no dose response",
)
SMALL = Target(
    "maldonado2015",
    "share with the strain in milk, 9e9 less 3e9 a day (competition)",
    0.0,
    -0.15,
    0.15,
    "within 0.15",
    "maldonado2015.toml",
)
RISING = above("expected", "share with the strain in milk, 3e9 less 1e7 a day (competition)", 0.0, "saturating dose response")


def scores() -> list[Score]:
    """Return the scores."""
    worlds = {dose: _world(dose) for dose in (1e7, 3e9, 9e9)}
    staph = {dose: load(world.milk(STAPHYLOCOCCI, 28)) for dose, world in worlds.items()}
    strain = {dose: (world.milk(("strain",), 28) > LIMIT).astype(float) for dose, world in worlds.items()}
    feeding = np.all([world.feeding(28) for world in worlds.values()], axis=0)
    return [
        mean(FLAT, (staph[9e9] - staph[3e9])[feeding]),
        mean(SMALL, (strain[9e9] - strain[3e9])[feeding]),
        mean(RISING, (strain[3e9] - strain[1e7])[feeding]),
    ]


def _world(dose: float) -> World:
    return population(n=N, end=29, plan=WEEKS, settings=(("dose", dose), *hypothesis("competition")))
