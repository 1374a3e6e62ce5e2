"""Breastfeeding ends: at a hazard that falls with time and rises with pain, and for ever."""

from collections.abc import Iterator

from milkway.biology.exposures import CEASED, ENROLLED
from milkway.biology.lactation import age, feeding
from milkway.biology.processes.local_signs import worst
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE
from milkway.core.declare import Episode, episode, parameter
from milkway.core.expression import exp
from milkway.core.model import Model, process
from milkway.core.pain_scale import WORST

HAZARD = parameter("cessation_hazard", "1/day", "hazard of ending breastfeeding, established and without pain")
EARLY = parameter("cessation_early", "dimensionless", "excess of that hazard right after birth", within=NOT_NEGATIVE)
EARLY_TIME = parameter("cessation_early_time", "day", "time scale on which the excess falls", within=POSITIVE)
PAIN = parameter(
    "cessation_pain",
    "dimensionless",
    "relative rise of the hazard at the worst pain of breast and nipple each",
    within=NOT_NEGATIVE,
)

IN_TRIAL = parameter(
    "cessation_enrolled", "dimensionless", "that hazard in a trial relative to outside; the protocol sets it", within=NOT_NEGATIVE
)


@process(cites=["scott2008"])
def cessation(model: Model) -> Iterator[Episode]:
    """Early weeks and pain make mothers stop, which also ends their risk of mastitis."""
    pain = (worst("breast_pain") + worst("nipple_pain")) / WORST
    hazard = HAZARD * (1 + EARLY * exp(0 - age() / EARLY_TIME)) * (1 + PAIN * pain) * feeding()
    hazard = hazard * (1 + (IN_TRIAL - 1) * ENROLLED)
    yield episode("cessation", hazard=hazard, lasts=None, sets=CEASED)
