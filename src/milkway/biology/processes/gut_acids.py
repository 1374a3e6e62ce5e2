"""The colon's wall takes up acetate, butyrate and lactate; what stays sets the pH."""

from collections.abc import Iterator

from milkway.biology.fermentation import ph
from milkway.biology.sites import GUTS
from milkway.biology.taxa import ACETATE, BUTYRATE, LACTATE
from milkway.core.bounds import NOT_NEGATIVE
from milkway.core.declare import Flow, Watch, flow, parameter
from milkway.core.model import Model, process

ABSORPTION = parameter("acid_absorption", "1/day", "uptake of acetate and butyrate by the colon's wall", per=("site",))
LACTATE_SHARE = parameter(
    "lactate_absorption_share", "dimensionless", "uptake of lactate relative to acetate", within=NOT_NEGATIVE
)


@process(cites=["cremer2017"])
def gut_acids(model: Model) -> Iterator[Flow | Watch]:
    """Short-chain fatty acids are absorbed within hours, lactate more slowly."""
    for gut in GUTS:
        yield flow(ABSORPTION[gut.site], out_of=gut.site[ACETATE])
        yield flow(ABSORPTION[gut.site], out_of=gut.site[BUTYRATE])
        yield flow(ABSORPTION[gut.site] * LACTATE_SHARE, out_of=gut.site[LACTATE])
        yield Watch(ph(gut), f"{gut.site.name}__ph")
