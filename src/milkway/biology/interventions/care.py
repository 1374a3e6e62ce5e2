"""Care after a diagnosis: antibiotics, an anti-inflammatory drug, extra emptying, each if the protocol chooses it."""

from collections.abc import Iterator

from milkway.biology.exposures import ANTI_INFLAMMATORY, DIAGNOSED, EXTRA_EMPTYING, MATERNAL_ANTIBIOTIC
from milkway.core.bounds import SHARE
from milkway.core.declare import CareRule, parameter
from milkway.core.model import Model, process

DELAY = parameter("care_delay", "day", "time from a diagnosis to its care")
COURSE = parameter("care_course", "day", "how long care goes on")
CARES = {"antibiotic": MATERNAL_ANTIBIOTIC, "anti_inflammatory": ANTI_INFLAMMATORY, "extra_emptying": EXTRA_EMPTYING}


@process(cites=["thomsen1984", "arroyo2010"])
def care(model: Model) -> Iterator[CareRule]:
    """No care is assumed to be better: trials and cohorts disagree about antibiotics and about emptying."""
    for name, given in CARES.items():
        chance = parameter(
            f"care_{name}_chance", "dimensionless", f"chance that a diagnosed mother is given {name}", within=SHARE
        )
        yield CareRule(f"care_{name}", DIAGNOSED, chance, DELAY, COURSE, given)
