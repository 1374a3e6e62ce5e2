"""Leucocytes enter milk with inflammation and kill bacteria there, and less well on the wall."""

from collections.abc import Iterator

from milkway.biology.breast_classes import LESS_KILLED
from milkway.biology.exposures import BORN
from milkway.biology.lactation import age
from milkway.biology.sites import BREASTS, Breast
from milkway.biology.taxa import class_of
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE, SHARE
from milkway.core.declare import Flow, Initial, Rate, Taxon, Watch, flow, parameter, rate
from milkway.core.expression import Expression, derived, exp
from milkway.core.model import Model, process

HEALTHY = parameter("neutrophils_healthy", "cell/mL", "leucocytes of healthy milk")
COLOSTRAL = parameter("neutrophils_colostral", "cell/mL", "further leucocytes of colostrum at birth")
COLOSTRAL_TIME = parameter("neutrophils_colostral_time", "day", "time scale on which colostral leucocytes fall", within=POSITIVE)
INFLAMED = parameter("neutrophils_inflamed", "cell/mL", "further leucocytes at full inflammation")
LAG = parameter("neutrophil_lag", "day", "time scale of recruitment", within=POSITIVE)
KILLING = parameter("neutrophil_killing", "mL/cell/day", "killing per leucocyte in milk")
SUSCEPTIBLE = parameter(
    "killing_susceptibility",
    "dimensionless",
    "how easily a taxon is killed relative to most",
    per=("taxon",),
    within=NOT_NEGATIVE,
)
WALL_SHARE = parameter("wall_killing_share", "dimensionless", "killing on the wall relative to milk", within=SHARE)


def killing(breast: Breast) -> Expression:
    """Return killing of a fully susceptible taxon in milk (1/day), whatever the load: it is of second order up to 1e8 per mL."""
    return derived(f"{breast.side}_killing", KILLING * breast.neutrophils, "1/day")


def killed(taxon: Taxon, breast: Breast) -> Expression:
    """Return the killing of a taxon in milk (1/day)."""
    return killing(breast) * (SUSCEPTIBLE[class_of(taxon, LESS_KILLED)] if taxon.name in LESS_KILLED else 1)


def counted(breast: Breast) -> Expression:
    """Return leucocytes of milk as they are counted (cell/mL), those of colostrum among them, which a fortnight clears."""
    colostral = BORN * COLOSTRAL * exp(0 - age() / COLOSTRAL_TIME)
    return derived(f"{breast.side}_leucocytes", breast.neutrophils + colostral, "cell/mL")


@process(cites=["li2002", "li2004", "robinson1978", "thomsen1984"])
def neutrophils(model: Model) -> Iterator[Rate | Initial | Flow | Watch]:
    """Leucocytes kill in milk as they do in blood, and a tenth as well in a matrix; mastitic milk has more than 1e6 per mL.

    Those of colostrum are counted and kill nothing, a hypothesis of structure chosen by one result: at blood's rate 3e6 of them
    leave a twentieth after an hour, while *S. aureus* grows from a sixteenth of samples of the first week (carroll1979). Against
    it stands that cells of milk were found to kill as well as blood's (robinson1978).
    """
    for breast in BREASTS:
        yield rate(breast.neutrophils, toward=HEALTHY + INFLAMED * breast.inflammation, at=1 / LAG)
        yield Initial(breast.neutrophils, HEALTHY)
        yield Watch(counted(breast), f"{breast.side}_breast__leucocytes")
        for taxon in model.taxa:
            yield flow(killed(taxon, breast), out_of=breast.milk[taxon])
            yield flow(killed(taxon, breast) * WALL_SHARE, out_of=breast.wall[taxon])
