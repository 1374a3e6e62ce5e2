"""`milkway simulate`: what happens to one dyad, or to many."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

import milkway
from milkway.commands.answer import DONE, Json, print_json
from milkway.commands.options import Whole


def simulate(  # noqa: PLR0913  one per option
    *,
    birth: str = "vaginal",
    feeding: str = "breast",
    probiotic: str = "none",
    antibiotics: str = "none",
    emptying: str = "usual",
    days: Whole = 120,
    dyads: Whole = 1,
    seed: Whole = 1,
    mean_field: Annotated[bool, Parameter(negative="")] = False,
    csv: Path | None = None,
    picture: Path | None = None,
    model: str = "complete",
    routes: str = "off",
    parameters: str = "best",
    at: str = "",
    stocks: str = "",
    values: Path | None = None,
    as_json: Json = False,
) -> int:
    """Simulate what happens to one dyad, or to many, from pregnancy on.

    Parameters
    ----------
    birth: str
        vaginal or caesarean.
    feeding: str
        breast, mixed or formula; also "breast until day 90".
    probiotic: str
        none, "3e9 CFU/day" from birth on, or as "3e9 CFU/day from day 4 to day 64".
    antibiotics: str
        Of the mother: none, peripartum, or as "day 10 to 17".
    emptying: str
        usual, or as "12 feeds, fraction 0.8".
    days: int
        Last day, days since birth.
    dyads: int
        One is the median dyad; more are drawn from the general population.
    seed: int
        Of all chance.
    mean_field: bool
        Switch all chance off.
    csv: Path
        Write tidy rows dyad,day,site,stock,value,unit to this file.
    picture: Path
        Write a figure to this file (.html).
    model: str
        complete, or as "complete without skin,contact".
    routes: str
        Disputed routes to switch on: off for none, on for all, or some, as "entero_mammary".
    parameters: str
        tables, posterior (its middle), or best: the posterior if its calibration found it better than the tables.
    at: str
        Days since birth to keep and print, as 4,7,21 or FIRST:LAST:STEP: what stands at the midnight that begins the day
        [default: every day of one dyad; of many, each seventh day and the milestones].
    stocks: str
        Sites and stocks to keep, as infant_gut,left_milk__s_aureus [default: all].
    values: Path
        File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit).
    as_json: bool
        Print one JSON object and nothing else.
    """
    finished = milkway.simulate(
        birth=birth,
        feeding=feeding,
        probiotic=probiotic,
        antibiotics=antibiotics,
        emptying=emptying,
        days=days,
        dyads=dyads,
        seed=seed,
        mean_field=mean_field,
        csv=csv,
        picture=picture,
        model=model,
        routes=routes,
        parameters=parameters,
        at=at,
        stocks=stocks,
        values=values or {},
    )
    if as_json:
        return print_json(finished.summary)
    import_module("milkway.reports.scenario.scenario_terminal").print_scenario(finished.summary)
    return DONE
