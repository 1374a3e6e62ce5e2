"""Hypothesis: the strain in the mother's ileum calms the inflammatory answer of her breasts, without reaching them."""

from collections.abc import Iterator

from milkway.biology.interventions.killed_product import ACTING
from milkway.biology.processes.inflammation import CALM
from milkway.biology.sites import MATERNAL_ILEUM
from milkway.core.bounds import POSITIVE, SHARE
from milkway.core.declare import Rate, parameter, rate
from milkway.core.expression import saturating
from milkway.core.model import Model, process

EFFECT = parameter(
    "effect_immunomodulation",
    "dimensionless",
    "share of the inflammatory drive that ample strain removes; 0 is no effect",
    within=SHARE,
)
HALF = parameter("immunomodulation_half", "cell", "strain in the ileum at half of its immune effect", within=POSITIVE)
SPEED = parameter("immunomodulation_speed", "1/day", "speed at which the immune effect comes and goes")


@process(cites=["hurtado2017"], disputed="immunomodulation")
def immunomodulation(model: Model) -> Iterator[Rate]:
    """The rival of competition: immunity is tuned from the gut, so the strain need not be in milk, nor perhaps alive."""
    for taxon in model.taxa:
        if taxon.marked:
            yield rate(CALM, toward=EFFECT * saturating(MATERNAL_ILEUM[taxon] + ACTING, HALF), at=SPEED)
