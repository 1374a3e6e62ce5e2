"""Bacteria that leucocytes killed stay in milk, and inflame as live ones do, until they are drained."""

from collections.abc import Iterator

from milkway.biology.lactation import feeding, removal
from milkway.biology.processes.involution import REABSORPTION
from milkway.biology.processes.neutrophils import killed
from milkway.biology.processes.wall_growth import invasive
from milkway.biology.sites import BREASTS, residents
from milkway.core.declare import Flow, flow
from milkway.core.expression import smaller
from milkway.core.model import Model, process


@process(cites=["li2002", "thomsen1984"])
def killed_bacteria(model: Model) -> Iterator[Flow]:
    """What a breast answers to is bacterial products, so that killing in milk alone ends no inflammation; draining does."""
    for breast in BREASTS:
        for taxon in residents(model):
            yield flow(killed(taxon, breast) * invasive(taxon), by=breast.milk[taxon], into={breast.killed: 1})
        yield flow(removal(breast) + REABSORPTION * (1 - smaller(1, feeding())), out_of=breast.killed)
