"""Mothers leave a trial: at a hazard that the protocol sets and that may depend on symptoms."""

from collections.abc import Iterator

from milkway.biology.exposures import ENROLLED, WITHDRAWN
from milkway.biology.processes.local_signs import PAIN_SCALE, worst
from milkway.core.bounds import CHANGE
from milkway.core.declare import Episode, episode, parameter
from milkway.core.model import Model, process

HAZARD = parameter("withdrawal_hazard", "1/day", "hazard of leaving the trial without pain; the protocol sets it")
PAIN = parameter(
    "withdrawal_pain",
    "dimensionless",
    "relative change of the hazard at the worst breast pain; the protocol sets it",
    within=CHANGE,
)


@process(cites=["hurtado2017"])
def withdrawal(model: Model) -> Iterator[Episode]:
    """More than half of the women of a published trial had left by week 16; whether pain played a part is unknown."""
    hazard = HAZARD * (1 + PAIN * worst("breast_pain") / PAIN_SCALE) * ENROLLED
    yield episode("withdrawal", hazard=hazard, lasts=None, sets=WITHDRAWN)
