"""An antibiotic that the mother takes kills bacteria in her gut, milk and ducts, each taxon in its measure."""

from collections.abc import Iterator

from milkway.biology.exposures import MATERNAL_ANTIBIOTIC
from milkway.biology.sites import BREASTS, MATERNAL_GUT, MATERNAL_ILEUM
from milkway.biology.taxa import (
    BACTEROIDES,
    CLOSTRIDIA,
    ENTEROBACTERIACEAE,
    ENTEROCOCCUS,
    S_AUREUS,
    STAPHYLOCOCCUS,
    class_of,
    classed,
)
from milkway.core.bounds import SHARE
from milkway.core.declare import Flow, Taxon, flow, parameter
from milkway.core.expression import Expression, wrap
from milkway.core.model import Model, process

KILLING = parameter("antibiotic_killing", "1/day", "killing of a fully sensitive taxon while the drug exceeds what inhibits it")
ABOVE = parameter(
    "antibiotic_above_mic",
    "dimensionless",
    "share of a day on which the drug exceeds, at a site of the mother, what inhibits sensitive bacteria",
    per=("site",),
    within=SHARE,
)
SENSITIVE = parameter(
    "antibiotic_sensitivity",
    "dimensionless",
    "sensitivity of a taxon, of a fully sensitive one's",
    per=("taxon",),
    within=SHARE,
)
TOLERANT = parameter(
    "antibiotic_tolerant", "dimensionless", "share of the killing that a dyad's staphylococci escape by resistance", within=SHARE
)


DRUG = classed(
    moderate=(CLOSTRIDIA, ENTEROCOCCUS),
    tolerant=(BACTEROIDES, ENTEROBACTERIACEAE),
)


def sensitivity(taxon: Taxon) -> Expression:
    """Return how sensitive a dyad's own strains of a taxon are, 0 to 1: a mother and her infant share their staphylococci."""
    escaped = TOLERANT if taxon in (S_AUREUS, STAPHYLOCOCCUS) else 0
    return (SENSITIVE[class_of(taxon, DRUG)] if taxon.name in DRUG else 1) * (1 - wrap(escaped))


def effect(taxon: Taxon, site: str) -> Expression:
    """Return the killing of a taxon in the mother's milk, on her duct wall or in her gut while she takes the drug (1/day)."""
    return MATERNAL_ANTIBIOTIC * sensitivity(taxon) * KILLING * ABOVE[site]


@process(cites=["arroyo2010", "thomsen1984", "taylor1983", "dicloxacillin2020"])
def antibiotics(model: Model) -> Iterator[Flow]:
    """Milk holds too little of the usual drugs; tissue sees the blood's. What lives elsewhere comes back after the course."""
    for taxon in model.taxa:
        yield flow(effect(taxon, "gut"), out_of=MATERNAL_ILEUM[taxon])
        yield flow(effect(taxon, "gut"), out_of=MATERNAL_GUT[taxon])
        for breast in BREASTS:
            yield flow(effect(taxon, "milk"), out_of=breast.milk[taxon])
            yield flow(effect(taxon, "wall"), out_of=breast.wall[taxon])
