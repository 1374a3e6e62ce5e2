"""The prenatal route: bacteria that would reach the child before birth (contested; mostly contamination)."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN
from milkway.biology.sites import INFANT_GUT, residents
from milkway.core.declare import Pulse, parameter, pulse
from milkway.core.model import Model, process

SEED = parameter("prenatal_seed", "cell", "live cells of each taxon in the child's gut before birth")


@process(cites=["degoffau2019"], disputed="prenatal", off="nothing lives in the gut before birth")
def prenatal(model: Model) -> Iterator[Pulse]:
    """If the placenta had a flora, a few live cells would already be in the gut at birth."""
    for taxon in residents(model):
        yield pulse(f"prenatal_{taxon.name}", SEED, into=INFANT_GUT[taxon], at=BORN, thinned=True)
