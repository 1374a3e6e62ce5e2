"""A small network and table for cohorts: cells that die in milk, at rates that differ between women."""

from milkway.core.bounds import NOT_NEGATIVE, SHARE
from milkway.core.declare import Site, Taxon, exposure, flow, parameter
from milkway.core.model import Model, process
from milkway.core.network import Network, expand
from milkway.ledger.rows import ParameterRow
from milkway.ledger.tables import ParameterTable

MILK = Site("left_milk", "mother", "", "milk")
TAXA = (Taxon("lactobacillus", "lactobacilli", "1578"), Taxon("s_aureus", "S. aureus", "1280"))
DEATH = parameter("death_rate", "1/day", "share of cells that die in a day", per=("taxon",))
VIGOUR = parameter("vigour", "dimensionless", "speed of death", per=("taxon",), within=NOT_NEGATIVE, apart=True)
FEEDS = parameter("feeds_per_day", "1/day", "feeds")
SUPPLY = parameter("milk_supply", "dimensionless", "relative supply", within=NOT_NEGATIVE)
SURVIVAL = parameter("survival", "dimensionless", "share that survives", within=SHARE)
PUMPING = exposure("pumping", "dimensionless", "expresses milk")


def row(name: str, value: float, unit: str, taxon: str = "", **other):
    given = {
        "spread": None,
        "variation": None,
        "distribution": "lognormal",
        "kind": "expert",
        "tuned_on": (),
        "source": "",
        "locator": "",
    }
    return ParameterRow(name, (taxon, "", "", ""), value, unit=unit, note="", **{**given, **other})


def table_of(*rows: ParameterRow) -> ParameterTable:
    return ParameterTable({one.key: one for one in rows})


TABLE = table_of(
    row("death_rate", 2.0, "1/day", "lactobacillus", variation=1.5),
    row("death_rate", 8.0, "1/day", "s_aureus", variation=1.5),
    row("vigour", 1.0, "dimensionless", "lactobacillus", variation=1.5),
    row("vigour", 1.0, "dimensionless", "s_aureus", variation=1.5),
    row("feeds_per_day", 11.0, "1/day", variation=3.0, distribution="normal"),
    row("milk_supply", 1.0, "dimensionless"),
    row("survival", 0.3, "dimensionless", variation=0.1, distribution="beta"),
)


@process()
def dying(model):
    """Cells die, the faster the more often the breast is drained."""
    for taxon in model.taxa:
        yield flow(DEATH[taxon] * VIGOUR[taxon] * SUPPLY * SURVIVAL + FEEDS * PUMPING, out_of=MILK[taxon])


NETWORK: Network = expand(Model("dying", TAXA, (), (dying,)), TABLE.keys())
