"""The mother's ileum: bacteria pass it within hours, are sampled there, and reach the colon."""

from collections.abc import Iterator

from milkway.biology.sites import MATERNAL_GUT, MATERNAL_ILEUM, residents
from milkway.biology.taxa import class_of
from milkway.core.bounds import POSITIVE, SHARE
from milkway.core.declare import Flow, Initial, flow, parameter
from milkway.core.model import Model, process

VOLUME = parameter("ileal_volume", "mL", "contents of the mother's ileum")
WASHOUT = parameter("ileal_washout", "1/day", "share of the ileum's contents that moves on in a day", within=POSITIVE)
DENSITY = parameter("ileal_density", "cell/mL", "usual density of all bacteria in the ileum")
OF_ALL = parameter("ileal_share", "dimensionless", "a taxon's share of the bacteria in the ileum", per=("taxon",), within=SHARE)
COMMON = {
    name: "seldom"
    for name in ("bacteroides", "enterobacteriaceae", "clostridia", "enterococcus", "staphylococcus_cons", "s_aureus")
}


@process(cites=["sender2016", "villmones2020"])
def maternal_ileum(model: Model) -> Iterator[Flow | Initial]:
    """Residents hold their usual density by growth on food; everything is washed on alive to the colon."""
    for taxon in residents(model):
        usual = DENSITY * OF_ALL[class_of(taxon, COMMON)] * VOLUME
        yield Initial(MATERNAL_ILEUM[taxon], usual)
        yield flow(WASHOUT * usual, into={MATERNAL_ILEUM[taxon]: 1})
    for taxon in model.taxa:
        yield flow(WASHOUT, out_of=MATERNAL_ILEUM[taxon], into={MATERNAL_GUT[taxon]: 1})
