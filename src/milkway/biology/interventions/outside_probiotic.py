"""The strain from outside the trial: a woman of any arm takes it for a while of her own accord."""

from collections.abc import Iterator

from milkway.biology.exposures import ENROLLED, OUTSIDE_PROBIOTIC
from milkway.biology.interventions.probiotic import SURVIVAL
from milkway.biology.sites import MATERNAL_ILEUM
from milkway.core.declare import Episode, Pulse, episode, parameter, pulse
from milkway.core.model import Model, process

HAZARD = parameter(
    "outside_probiotic_hazard", "1/day", "hazard of beginning to take the strain from outside; the protocol sets it"
)
DOSE = parameter("outside_probiotic_dose", "cell", "live cells of the strain in a day's dose from outside")
COURSE = parameter("outside_probiotic_course", "day", "how long the strain from outside is taken")


@process(cites=["maldonado2015"])
def outside_probiotic(model: Model) -> Iterator[Episode | Pulse]:
    """What is on sale is taken on trust, so that the arms of a trial grow alike; she takes each day's dose while it lasts."""
    yield episode("outside_probiotic", hazard=HAZARD * ENROLLED, lasts=COURSE, sets=OUTSIDE_PROBIOTIC)
    for taxon in model.taxa:
        if taxon.marked:
            yield pulse("outside_dose", DOSE * SURVIVAL, into=MATERNAL_ILEUM[taxon], daily=OUTSIDE_PROBIOTIC)
