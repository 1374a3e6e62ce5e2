"""Which designs would show an entero-mammary route: the strain in first milk after the mother took it (Abrahamsson 2009).

Mothers take 1e8 CFU a day in the last four weeks of pregnancy. With the route, milk is positive before the infant has ever fed;
without it, contact and backflow can only work after the first feeds. The strain is generic and has no effect.
"""

import numpy as np

from validation.score import Score, Target, below, share
from validation.women import LIMIT, ROUTES_OFF, ROUTES_ON, Steps, World, population

TAKEN: Steps = ((-28, "taking_product", 1.0),)
STOPPED: Steps = (*TAKEN, (0, "taking_product", 0.0))
DOSE = (("dose", 1e8),)
FIRST_MILK = Target(
    "abrahamsson2009",
    "strain in first milk, share of mothers treated in pregnancy",
    0.12,
    0.06,
    0.24,
    "within a factor of 2: the arm's number was not readable",
    "abrahamsson2009.toml",
)
NO_ROUTE = below("abrahamsson2009", "the same without the entero-mammary route, day 1", 0.02, "placebo mothers: 2 %")
STOP = below("abrahamsson2009", "the same without that route and stopped at birth: exactly none at any time", 0.0, "logic")


def scores() -> list[Score]:
    """Return the scores."""
    on = population(n=480, end=2, plan=TAKEN, settings=DOSE, without=ROUTES_ON)
    off = population(n=480, end=28, plan=TAKEN, settings=DOSE, without=ROUTES_OFF)
    stopped = population(n=96, end=28, plan=STOPPED, settings=DOSE, without=ROUTES_OFF)
    return [share(FIRST_MILK, _positive(on)), share(NO_ROUTE, _positive(off)), share(STOP, stopped.milk(("strain",), 28) > 0)]


def _positive(world: World) -> np.ndarray:
    return world.milk(("strain",), 1) > LIMIT
