"""Immune education: early contact with a diverse gut community, while the window is open, teaches tolerance."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN
from milkway.biology.infant_immunity import EDUCATION, anaerobes, iga_at_work, taught
from milkway.biology.lactation import age
from milkway.biology.sites import INFANT_GUT, Gut, residents, total
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE, SHARE
from milkway.core.declare import Rate, parameter, rate
from milkway.core.expression import Expression, derived, exp
from milkway.core.model import Model, process

SPEED = parameter("education_speed", "1/day", "education per day at full stimulus")
WINDOW = parameter("education_window", "day", "time scale on which the window of opportunity closes", within=POSITIVE)
DIVERSITY = parameter("education_diversity", "dimensionless", "weight of diversity (Simpson) in education", within=NOT_NEGATIVE)
FLOOR = parameter("education_floor", "dimensionless", "education without diversity or without IgA, as a share", within=SHARE)
ONE_PER_ML = parameter("diversity_floor", "cell/mL", "density below which diversity counts as none", within=POSITIVE)


@process(cites=["stewart2018"], disputed="immune_education")
def education(model: Model) -> Iterator[Rate]:
    """An index without a measured unit: it rises with anaerobes, IgA and diversity in the first months."""
    window = exp(0 - age() / WINDOW)
    stimulus = taught(anaerobes()) * (FLOOR + (1 - FLOOR) * iga_at_work()) * (FLOOR + DIVERSITY * _simpson(model))
    yield rate(EDUCATION, toward=1, at=BORN * SPEED * window * stimulus)


def _simpson(model: Model) -> Expression:
    cells = [INFANT_GUT[taxon] for taxon in residents(model)]
    everything = derived("infant_gut_total", total(cells), "cell") + ONE_PER_ML * Gut(INFANT_GUT).volume
    return 1 - total((each / everything) ** 2 for each in cells)
