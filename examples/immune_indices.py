"""Indices of barriers, immune education and infection: what is said of them, in numbers that nobody has measured.

No unit of theirs is measured, and but for the closing of the infant's barrier no result to set them by is on record: the model
that ships has none of them. To run them:
`milkway simulate --model examples/immune_indices.py:MODEL --values examples/immune_indices.toml`.
"""

from collections.abc import Iterator

from milkway.biology.exposures import BORN
from milkway.biology.infant_immunity import anaerobes, iga_at_work, opportunists, taught
from milkway.biology.lactation import age
from milkway.biology.models import COMPLETE
from milkway.biology.sites import INFANT, INFANT_GUT, MATERNAL, MATERNAL_GUT, Gut, residents, total
from milkway.biology.taxa import BUTYRATE
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE, SHARE
from milkway.core.declare import Flow, Initial, Rate, flow, parameter, rate
from milkway.core.expression import derived, exp, number, saturating
from milkway.core.model import Model, process

BARRIER = INFANT.state("barrier", "dimensionless")
EDUCATION = INFANT.state("education", "dimensionless")
HAZARD = INFANT.state("infection_hazard", "dimensionless")
OF_MOTHER = MATERNAL.state("barrier", "dimensionless")

SPEED = parameter("maternal_barrier_speed", "1/day", "adaptation of the mother's barrier")
HALF = parameter("maternal_barrier_half", "micromole/mL", "butyrate at half of its effect on her barrier", within=POSITIVE)
START = parameter("maternal_barrier_initial", "dimensionless", "mother's barrier at the start, 0 to 1", within=SHARE)
MATURATION = parameter("barrier_maturation", "1/day", "closing of the infant's barrier per unit of stimulus")
BASAL = parameter("barrier_basal", "dimensionless", "stimulus without bacteria", within=NOT_NEGATIVE)
WEIGHT = parameter("barrier_butyrate", "dimensionless", "stimulus by ample butyrate", within=NOT_NEGATIVE)
OWN_HALF = parameter("barrier_butyrate_half", "micromole/mL", "butyrate at half of that stimulus", within=POSITIVE)
AT_BIRTH = parameter("barrier_at_birth", "dimensionless", "barrier of the newborn, 0 to 1", within=SHARE)
LEARNING = parameter("education_speed", "1/day", "education per day at full stimulus")
WINDOW = parameter("education_window", "day", "time scale on which the window of opportunity closes", within=POSITIVE)
DIVERSITY = parameter("education_diversity", "dimensionless", "weight of diversity (Simpson) in education", within=NOT_NEGATIVE)
FLOOR = parameter("education_floor", "dimensionless", "education without diversity or without IgA, as a share", within=SHARE)
LARGEST = parameter("infection_scale", "1/day", "hazard at full load without protection")
LOAD_HALF = parameter("infection_load_half", "cell/mL", "opportunists at half of the load's effect", within=POSITIVE)
BACKGROUND = parameter("infection_background", "dimensionless", "hazard without opportunists, of full load", within=SHARE)
BY_BARRIER = parameter("infection_barrier", "dimensionless", "share that a mature barrier prevents", within=SHARE)
BY_IGA = parameter("infection_iga", "dimensionless", "share that ample IgA prevents", within=SHARE)


@process(cites=["cremer2017"])
def maternal_barrier(model: Model) -> Iterator[Rate | Initial]:
    """Colonocytes live on butyrate."""
    gut = Gut(MATERNAL_GUT)
    yield rate(OF_MOTHER, toward=saturating(gut.site[BUTYRATE] / gut.volume, HALF), at=SPEED)
    yield Initial(OF_MOTHER, START)


@process(cites=["catassi1995"])
def infant_barrier(model: Model) -> Iterator[Rate | Initial]:
    """The newborn's gut is leaky and closes within weeks, faster with anaerobes and butyrate."""
    gut = Gut(INFANT_GUT)
    butyrate = saturating(gut.site[BUTYRATE] / gut.volume, OWN_HALF)
    yield rate(BARRIER, toward=1, at=BORN * MATURATION * (BASAL + taught(anaerobes()) + WEIGHT * butyrate))
    yield Initial(BARRIER, AT_BIRTH)


@process(cites=["stewart2018"])
def education(model: Model) -> Iterator[Rate]:
    """Early contact with a diverse gut community, while the window is open, teaches tolerance."""
    cells = [INFANT_GUT[taxon] for taxon in residents(model)]
    everything = derived("infant_gut_total", total(cells), "cell") + Gut(INFANT_GUT).volume * number(1.0, "cell/mL")
    simpson = 1 - total((each / everything) ** 2 for each in cells)
    stimulus = taught(anaerobes()) * (FLOOR + (1 - FLOOR) * iga_at_work()) * (FLOOR + DIVERSITY * simpson)
    yield rate(EDUCATION, toward=1, at=BORN * LEARNING * exp(0 - age() / WINDOW) * stimulus)


@process(cites=["kramer2001"])
def infection(model: Model) -> Iterator[Flow]:
    """Opportunists in the gut threaten, barrier and IgA hold back."""
    load = saturating(opportunists(), LOAD_HALF * Gut(INFANT_GUT).volume) + BACKGROUND
    protection = (1 - BY_BARRIER * BARRIER) * (1 - BY_IGA * iga_at_work())
    yield flow(BORN * LARGEST * load * protection, into={HAZARD: 1})


MODEL = COMPLETE.including(maternal_barrier, infant_barrier, education, infection)
