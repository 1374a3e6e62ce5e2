"""The mother's diet and mucus feed her colon at a steady rate."""

from collections.abc import Iterator

from milkway.biology.sites import MATERNAL_GUT
from milkway.biology.taxa import FOODS
from milkway.core.declare import Flow, flow, parameter
from milkway.core.model import Model, process

SUPPLY = parameter("maternal_supply", "micromole/day", "resource that reaches the mother's colon in a day", per=("resource",))


@process(cites=["cremer2017"])
def maternal_resources(model: Model) -> Iterator[Flow]:
    """Fibre, resistant starch, mucin and peptides that escape digestion reach the colon."""
    for food in FOODS:
        yield flow(SUPPLY[food], into={MATERNAL_GUT[food]: 1})
