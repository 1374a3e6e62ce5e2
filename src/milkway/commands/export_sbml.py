"""`milkway export sbml`: the model for other simulators."""

import sys
from pathlib import Path

import milkway
from milkway.commands.answer import DONE
from milkway.commands.options import Whole


def sbml(
    *,
    out: Path,
    birth: str = "vaginal",
    feeding: str = "breast",
    probiotic: str = "none",
    antibiotics: str = "none",
    emptying: str = "usual",
    days: Whole = 120,
    model: str = "complete",
    routes: str = "off",
) -> int:
    """Write what `milkway simulate --mean-field` runs as SBML Level 3 Version 2, for other simulators.

    Parameters
    ----------
    out: Path
        File of the document.
    birth: str
        vaginal or caesarean.
    feeding: str
        breast, mixed or formula; also "breast until day 90".
    probiotic: str
        none, or as "3e9 CFU/day from day 4 to day 64".
    antibiotics: str
        Of the mother: none, peripartum, or as "day 10 to 17".
    emptying: str
        usual, or as "12 feeds, fraction 0.8".
    days: int
        Last day, days since birth; exposures change up to it.
    model: str
        complete, or as "complete without skin,contact".
    routes: str
        Disputed routes to switch on: off for none, on for all, or some, as "entero_mammary".
    """
    milkway.export_sbml(
        out,
        birth=birth,
        feeding=feeding,
        probiotic=probiotic,
        antibiotics=antibiotics,
        emptying=emptying,
        days=days,
        model=model,
        routes=routes,
    )
    sys.stdout.write(f"{out}\n")
    return DONE
