"""Signs of the whole body: fever and flu-like illness, when a breast is severely inflamed."""

from collections.abc import Iterator

from milkway.biology.processes.local_signs import SHARPNESS, SPEED, half_of, risen
from milkway.biology.sites import BREASTS, MATERNAL
from milkway.core.declare import Rate, Sign, rate
from milkway.core.expression import larger
from milkway.core.model import Model, process


@process(cites=["vogel1999"])
def systemic_signs(model: Model) -> Iterator[Rate | Sign]:
    """Fever rises within hours of severe inflammation and falls again; malaise sets in at less and so lasts longer."""
    left, right = (breast.inflammation for breast in BREASTS)
    for name in ("fever", "flu_like"):
        level = MATERNAL.state(name, "dimensionless")
        yield rate(level, toward=risen(larger(left, right), name, 4), at=SPEED["systemic"])
        yield Sign(name, level, half_of(1), SHARPNESS)
