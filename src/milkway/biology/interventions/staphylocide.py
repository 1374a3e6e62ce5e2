"""The ceiling: whatever would kill every staphylococcus that a mother carries. No product does; no model that ships has it."""

from collections.abc import Iterator

from milkway.biology.sites import BREASTS, MATERNAL_GUT, MATERNAL_ILEUM
from milkway.biology.taxa import S_AUREUS, STAPHYLOCOCCUS
from milkway.core.declare import Flow, exposure, flow
from milkway.core.model import Model, process

KILLING = exposure("staphylococci_killed", "1/day", "rate at which staphylococci die wherever the mother carries them")


@process()
def staphylocide(model: Model) -> Iterator[Flow]:
    """S. aureus and coagulase-negative staphylococci die in milk, on duct walls, on areolae and in the gut; nothing else does."""
    del model
    for taxon in (S_AUREUS, STAPHYLOCOCCUS):
        yield flow(KILLING, out_of=MATERNAL_ILEUM[taxon])
        yield flow(KILLING, out_of=MATERNAL_GUT[taxon])
        for breast in BREASTS:
            yield flow(KILLING, out_of=breast.milk[taxon])
            yield flow(KILLING, out_of=breast.wall[taxon])
            yield flow(KILLING, out_of=breast.areola[taxon])
