"""The contents of both colons leave with the stool, bacteria and molecules alike."""

from collections.abc import Iterator

from milkway.biology.sites import GUTS
from milkway.biology.taxa import SUBSTANCES
from milkway.core.declare import Flow, Watch, flow, parameter
from milkway.core.model import Model, process

DILUTION = parameter("gut_dilution", "1/day", "share of the colon's contents that leaves in a day", per=("site",))


@process(cites=["cremer2017"])
def gut_transit(model: Model) -> Iterator[Flow | Watch]:
    """Bacteria must outgrow the flow of stool to stay; oxygen is gone long before it could leave."""
    for gut in GUTS:
        yield Watch(gut.volume, f"{gut.site.name}__volume")
        for what in (*model.taxa, *SUBSTANCES):
            if what.name != "oxygen":
                yield flow(DILUTION[gut.site], out_of=gut.site[what])
