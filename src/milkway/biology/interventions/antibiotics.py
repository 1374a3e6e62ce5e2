"""An antibiotic that the mother takes kills bacteria in her gut, milk and ducts, each taxon in its measure."""

from collections.abc import Iterator

from milkway.biology.exposures import MATERNAL_ANTIBIOTIC
from milkway.biology.sites import BREASTS, MATERNAL_GUT, MATERNAL_ILEUM
from milkway.biology.taxa import S_AUREUS, STAPHYLOCOCCUS
from milkway.core.bounds import SHARE
from milkway.core.declare import Flow, Taxon, flow, parameter
from milkway.core.expression import Expression
from milkway.core.model import Model, process

KILLING = parameter("antibiotic_killing", "1/day", "killing of a fully sensitive taxon while the drug exceeds what inhibits it")
ABOVE = parameter(
    "antibiotic_above_mic",
    "dimensionless",
    "share of a day on which the drug exceeds, at a site of the mother, what inhibits sensitive bacteria",
    per=("site",),
    within=SHARE,
)
SENSITIVE = parameter("antibiotic_sensitivity", "dimensionless", "sensitivity of a taxon, 0 to 1", per=("taxon",), within=SHARE)
TOLERANT = parameter(
    "antibiotic_tolerant", "dimensionless", "share of the killing that a woman's staphylococci escape by resistance", within=SHARE
)


def effect(taxon: Taxon, site: str) -> Expression:
    """Return the killing of a taxon in the mother's milk, on her duct wall or in her gut while she takes the drug (1/day)."""
    escaped = TOLERANT if taxon in (S_AUREUS, STAPHYLOCOCCUS) else 0
    return MATERNAL_ANTIBIOTIC * SENSITIVE[taxon] * KILLING * ABOVE[site] * (1 - escaped)


@process(cites=["arroyo2010", "thomsen1984", "taylor1983", "dicloxacillin2020"])
def antibiotics(model: Model) -> Iterator[Flow]:
    """Milk holds too little of the usual drugs; tissue sees the blood's. What lives elsewhere comes back after the course."""
    for taxon in model.taxa:
        yield flow(effect(taxon, "gut"), out_of=MATERNAL_ILEUM[taxon])
        yield flow(effect(taxon, "gut"), out_of=MATERNAL_GUT[taxon])
        for breast in BREASTS:
            yield flow(effect(taxon, "milk"), out_of=breast.milk[taxon])
            yield flow(effect(taxon, "wall"), out_of=breast.wall[taxon])
