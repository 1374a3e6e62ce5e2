"""Signs of the whole body: fever and flu-like illness, when a breast is severely inflamed."""

from collections.abc import Iterator

from milkway.biology.processes.local_signs import SHARPNESS, SPEED, THRESHOLD
from milkway.biology.sites import BREASTS, MATERNAL
from milkway.core.bounds import POSITIVE
from milkway.core.declare import Rate, Sign, parameter, rate
from milkway.core.expression import larger, saturating
from milkway.core.model import Model, process

FEVER_HALF = parameter("fever_half", "dimensionless", "inflammation at half of full fever", within=POSITIVE)
FLU_HALF = parameter("flu_like_half", "dimensionless", "inflammation at half of full flu-like illness", within=POSITIVE)


@process(cites=["vogel1999"])
def systemic_signs(model: Model) -> Iterator[Rate | Sign]:
    """Fever rises within hours of severe inflammation and falls again; malaise lasts longer."""
    left, right = (breast.inflammation for breast in BREASTS)
    heat = larger(left, right)
    for name, half in (("fever", FEVER_HALF), ("flu_like", FLU_HALF)):
        level = MATERNAL.state(name, "dimensionless")
        yield rate(level, toward=saturating(heat**4, half**4), at=SPEED["systemic"])
        yield Sign(name, level, THRESHOLD[name], SHARPNESS)
