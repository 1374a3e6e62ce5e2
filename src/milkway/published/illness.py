"""The course of mastitis: untreated, with emptying, with an antibiotic and with the strain, in women ill as trials enrol them.

"Good outcome" of Thomsen 1984 is not defined in what was readable; it is read as no breast pain and no abscess two weeks later.
Recovery in Arroyo 2010 is no reported breast pain on day 21, in women with or without breastfeeding.
"""

from collections.abc import Callable, Mapping

import numpy as np

from milkway.published.cases import Cases, untreated
from milkway.published.panels import INFECTIOUS, NOT_INFECTIOUS, STAPH
from milkway.published.reading import Reading, mean, share
from milkway.published.simulated_women import GUILDS, LIMIT, STAPHYLOCOCCI, World

OUTCOME = 14


def _good(cases: Cases) -> Reading:
    return share(~cases.in_pain(OUTCOME) & ~cases.abscess(OUTCOME))


def _progress(world: World) -> Reading:
    cases = untreated(world, NOT_INFECTIOUS)
    later = [cases.cells(GUILDS, day) > 1e3 for day in range(1, OUTCOME + 1)]
    return share(np.any(later, axis=0))


def _strain(cases: Cases) -> Reading:
    return share((cases.cells(("strain",), 28) > LIMIT)[cases.feeding(28)])


UNTREATED: Mapping[str, Callable[[World], Reading]] = {
    "thomsen1984.untreated_good": lambda world: _good(untreated(world, INFECTIOUS)),
    "thomsen1984.untreated_abscess": lambda world: share(untreated(world, INFECTIOUS).abscess(OUTCOME)),
    "thomsen1984.becomes_infectious": _progress,
    "jimenez2008.staphylococci_untreated_day_30": lambda world: mean(untreated(world, STAPH).load(STAPHYLOCOCCI, 30)),
    "jimenez2008.well_untreated_day_30": lambda world: share(~untreated(world, STAPH).in_pain(30)),
}
TREATED: Mapping[str, Callable[[Cases], Reading]] = {
    "thomsen1984.emptying_good": _good,
    "thomsen1984.emptying_and_antibiotic_good": _good,
    "arroyo2010.bacteria_antibiotic_day_21": lambda cases: mean(cases.load(GUILDS, 21)),
    "arroyo2010.well_antibiotic_day_21": lambda cases: share(~cases.in_pain(21)),
    "arroyo2010.bacteria_strain_day_21": lambda cases: mean(cases.load(GUILDS, 21)),
    "arroyo2010.well_strain_day_21": lambda cases: share(~cases.in_pain(21)),
    "jimenez2008.staphylococci_strain_day_30": lambda cases: mean(cases.load(STAPHYLOCOCCI, 30)),
    "jimenez2008.well_strain_day_14": lambda cases: share(~cases.in_pain(14)),
    "jimenez2008.strain_in_milk": _strain,
}
