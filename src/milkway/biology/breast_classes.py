"""Which taxa share a number in the breast: few of them were ever measured apart, so that a class has a row, not each taxon."""

from milkway.biology.taxa import (
    BACTEROIDES,
    BIFIDOBACTERIUM,
    CLOSTRIDIA,
    ENTEROBACTERIACEAE,
    ENTEROCOCCUS,
    LACTOBACILLUS,
    S_AUREUS,
    STAPHYLOCOCCUS,
    STRAIN,
    STREPTOCOCCUS,
    class_of,
    classed,
)
from milkway.core.declare import Taxon

IN_MILK = classed(
    anaerobe=(BIFIDOBACTERIUM, BACTEROIDES, CLOSTRIDIA),
    growing=(ENTEROBACTERIACEAE, ENTEROCOCCUS, STREPTOCOCCUS, STAPHYLOCOCCUS, S_AUREUS, LACTOBACILLUS, STRAIN),
)
LESS_KILLED = classed(lactic=(LACTOBACILLUS, STRAIN))
COCCI = (STREPTOCOCCUS, STAPHYLOCOCCUS, S_AUREUS)  # to them the whole healthy niche of a duct wall is open
MILD = classed(mild=(ENTEROCOCCUS, STREPTOCOCCUS))
ON_WALL = classed(
    anaerobe=(BIFIDOBACTERIUM, BACTEROIDES, CLOSTRIDIA),
    enteric=(ENTEROBACTERIACEAE, ENTEROCOCCUS),
    lactic=(LACTOBACILLUS, STRAIN),
)
ON_SKIN = classed(transient=(ENTEROBACTERIACEAE, ENTEROCOCCUS, STREPTOCOCCUS, LACTOBACILLUS))


def in_milk(taxon: Taxon) -> str:
    """Return whose growth and death in milk a taxon shares; anaerobes only die."""
    return class_of(taxon, IN_MILK)


def on_wall(taxon: Taxon) -> str:
    """Return whose growth and death on the duct wall a taxon shares."""
    return class_of(taxon, ON_WALL)


def on_skin(taxon: Taxon) -> str:
    """Return whose usual load on the areola a taxon shares; those without one come to it and go."""
    return class_of(taxon, ON_SKIN)
