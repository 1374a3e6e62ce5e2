"""The birth canal: an infant born vaginally swallows vaginal bacteria, most of which do not stay."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN, CAESAREAN
from milkway.biology.sites import INFANT_GUT, INFANT_MOUTH, residents
from milkway.biology.stomach import founders
from milkway.core.bounds import NOT_NEGATIVE
from milkway.core.declare import Pulse, parameter, pulse
from milkway.core.model import Model, process

SWALLOWED = parameter("vaginal_bolus", "mL", "vaginal fluid that the infant swallows at birth")
DENSITY = parameter("vaginal_density", "cell/mL", "density of a taxon in vaginal fluid", per=("taxon",))
IN_MOUTH = parameter(
    "vaginal_mouth_share",
    "dimensionless",
    "vaginal cells that stay in the mouth, relative to those swallowed",
    within=NOT_NEGATIVE,
)


@process(cites=["ferretti2018", "mitchell2020"], off="nothing of the birth canal is swallowed")
def birth_canal(model: Model) -> Iterator[Pulse]:
    """Vaginal bacteria, mostly lactobacilli, reach mouth and gut at birth."""
    for taxon in residents(model):
        cells = SWALLOWED * DENSITY[taxon] * (1 - CAESAREAN)
        yield pulse(f"birth_canal_gut_{taxon.name}", cells * founders(taxon), into=INFANT_GUT[taxon], at=BORN, thinned=True)
        yield pulse(f"birth_canal_mouth_{taxon.name}", cells * IN_MOUTH, into=INFANT_MOUTH[taxon], at=BORN, thinned=True)
