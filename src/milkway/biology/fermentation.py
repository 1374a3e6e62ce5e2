"""What a colon offers its bacteria: acidity, oxygen, and how far each taxon thrives there."""

from functools import cache

from milkway.biology.feeding import infant_buffer
from milkway.biology.sites import INFANT_GUT, Gut
from milkway.biology.taxa import (
    ACETATE,
    BACTEROIDES,
    BIFIDOBACTERIUM,
    BUTYRATE,
    CLOSTRIDIA,
    ENTEROBACTERIACEAE,
    ENTEROCOCCUS,
    LACTATE,
    LACTOBACILLUS,
    OXYGEN,
    S_AUREUS,
    STAPHYLOCOCCUS,
    STRAIN,
    class_of,
    classed,
)
from milkway.core.bounds import NOT_NEGATIVE, PH, POSITIVE
from milkway.core.declare import Substance, Taxon, parameter
from milkway.core.expression import Expression, derived, exp, saturating

PH_NEUTRAL = parameter("ph_neutral", "dimensionless", "pH of the colon without acid", within=PH)
PH_DROP = parameter("ph_drop", "dimensionless", "largest fall of pH by acid", within=PH)
PH_STEEPNESS = parameter(
    "ph_steepness", "dimensionless", "steepness of growth inhibition per unit of pH (natural logarithm)", within=NOT_NEGATIVE
)
PH_HALF = parameter("ph_half", "dimensionless", "pH at which growth is half inhibited", per=("taxon",), within=PH)
BUFFER_ADULT = parameter(
    "buffer_adult", "micromole/mL", "acid at which pH has fallen by half its range, in adults", within=POSITIVE
)
LACTATE_ACIDITY = parameter(
    "lactate_acidity", "dimensionless", "effect of lactate on pH relative to acetate", within=NOT_NEGATIVE
)
OXYGEN_SENSITIVITY = parameter("oxygen_sensitivity", "mL/micromole", "inverse of the half-inhibiting oxygen", per=("taxon",))
HALF = parameter("half_saturation", "micromole/mL", "resource at half of the largest growth", within=POSITIVE)
VIGOUR = parameter(
    "strain_vigour",
    "dimensionless",
    "growth of an infant's own strains of a taxon relative to the usual",
    per=("taxon",),
    within=POSITIVE,
    apart=True,
)
OXYGEN_HALF = parameter("oxygen_half", "micromole/mL", "oxygen at half of the largest aerobic growth", within=POSITIVE)


ACID = classed(
    lactic=(BIFIDOBACTERIUM, LACTOBACILLUS, STRAIN),
    moderate=(ENTEROBACTERIACEAE, ENTEROCOCCUS, STAPHYLOCOCCUS, S_AUREUS),
)
AIR = classed(strict_anaerobe=(BACTEROIDES,), tolerant_anaerobe=(BIFIDOBACTERIUM, CLOSTRIDIA))


@cache  # read by many flows, and one expression for all of them
def ph(gut: Gut) -> Expression:
    """Return the pH of a colon; it saturates with the acid load, which avoids a runaway in favour of lactobacilli."""
    site = gut.site
    load = (site[ACETATE] + site[BUTYRATE] + LACTATE_ACIDITY * site[LACTATE]) / gut.volume
    buffer = infant_buffer() if site == INFANT_GUT else BUFFER_ADULT
    return derived(f"{site.name}_ph", PH_NEUTRAL - PH_DROP * saturating(load, buffer), "dimensionless")


def thriving(taxon: Taxon, gut: Gut) -> Expression:
    """Return growth of a taxon in a colon relative to neutral, oxygen-free conditions; only the infant's has oxygen."""
    acid = 1 + exp(PH_STEEPNESS * (PH_HALF[class_of(taxon, ACID)] - ph(gut)))
    air = 1 + (OXYGEN_SENSITIVITY[class_of(taxon, AIR)] * gut.site[OXYGEN] / gut.volume) ** 2 if gut.site == INFANT_GUT else 1
    return derived(f"{gut.site.name}_{taxon.name}_thriving", 1 / (acid * air), "dimensionless")


def vigour(taxon: Taxon, gut: Gut) -> Expression | int:
    """Return how well an infant's own strains of a taxon grow relative to the usual; the mother's are as they are."""
    return VIGOUR[taxon] if gut.site == INFANT_GUT else 1


def plenty(substance: Substance, gut: Gut) -> Expression:
    """Return saturation of growth with a resource, 0 to 1."""
    return saturating(gut.site[substance] / gut.volume, HALF)


def airy(gut: Gut) -> Expression:
    """Return saturation of aerobic growth with oxygen, 0 to 1."""
    return saturating(gut.site[OXYGEN] / gut.volume, OXYGEN_HALF)
