"""An abscess may form where bacterial inflammation stays severe."""

from collections.abc import Iterator

from milkway.biology.exposures import abscess
from milkway.biology.onset import SPREAD
from milkway.biology.processes.inflammation import infected
from milkway.biology.sites import BREASTS
from milkway.core.bounds import PART
from milkway.core.declare import Episode, episode, parameter
from milkway.core.expression import larger
from milkway.core.model import Model, process

HAZARD = parameter("abscess_hazard", "1/day", "abscesses per day of full bacterial inflammation")
SEVERE = parameter("abscess_severity", "dimensionless", "inflammation from which an abscess may form", within=PART)
DURATION = parameter("abscess_duration", "day", "median duration of an abscess")


@process(cites=["thomsen1984", "kvist2008"])
def breast_abscess(model: Model) -> Iterator[Episode]:
    """Without treatment about one in ten infectious cases went on to an abscess."""
    for breast in BREASTS:
        bacterial = infected(breast, model)
        severe = larger(0, breast.inflammation - SEVERE) / (1 - SEVERE)
        yield episode(
            f"{breast.side}_abscess", hazard=HAZARD * severe * bacterial, lasts=DURATION, spread=SPREAD, sets=abscess(breast)
        )
