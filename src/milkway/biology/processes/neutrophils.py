"""Leucocytes enter milk with inflammation and kill bacteria there, and less well on the wall."""

from collections.abc import Iterator

from milkway.biology.sites import BREASTS, Breast
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE, SHARE
from milkway.core.declare import Flow, Initial, Rate, flow, parameter, rate
from milkway.core.expression import Expression, derived
from milkway.core.model import Model, process

HEALTHY = parameter("neutrophils_healthy", "cell/mL", "leucocytes of healthy milk")
INFLAMED = parameter("neutrophils_inflamed", "cell/mL", "further leucocytes at full inflammation")
LAG = parameter("neutrophil_lag", "day", "time scale of recruitment", within=POSITIVE)
KILLING = parameter("neutrophil_killing", "mL/cell/day", "killing per leucocyte in milk")
SATURATION = parameter("killing_saturation", "cell/mL", "load at which killing per bacterium has halved", within=POSITIVE)
SUSCEPTIBLE = parameter(
    "killing_susceptibility", "dimensionless", "how easily a taxon is killed", per=("taxon",), within=NOT_NEGATIVE
)
WALL_SHARE = parameter("wall_killing_share", "dimensionless", "killing on the wall relative to milk", within=SHARE)


def killing(breast: Breast, model: Model) -> Expression:
    """Return killing of a fully susceptible taxon in milk (1/day), saturating with the load."""
    kill = KILLING * breast.neutrophils / (1 + breast.load(model) / SATURATION)
    return derived(f"{breast.side}_killing", kill, "1/day")


@process(cites=["li2002", "malka2010", "thomsen1984"])
def neutrophils(model: Model) -> Iterator[Rate | Initial | Flow]:
    """Healthy milk has 1e4 to 1e5 leucocytes per mL, mastitic milk more than 1e6."""
    for breast in BREASTS:
        yield rate(breast.neutrophils, toward=HEALTHY + INFLAMED * breast.inflammation, at=1 / LAG)
        yield Initial(breast.neutrophils, HEALTHY)
        kill = killing(breast, model)
        for taxon in model.taxa:
            yield flow(kill * SUSCEPTIBLE[taxon], out_of=breast.milk[taxon])
            yield flow(kill * SUSCEPTIBLE[taxon] * WALL_SHARE, out_of=breast.wall[taxon])
