"""`milkway.simulate`: what happens to one dyad, or to many, under choices made in words."""

from dataclasses import dataclass
from pathlib import Path

from milkway.arguments import file_mistakes, size_mistakes
from milkway.calibration.posterior import chosen_table
from milkway.cohorts.declared import declared_parameters
from milkway.core.errors import InputError
from milkway.reports.progress import shown
from milkway.reports.scenario_picture import write_picture
from milkway.scenarios.quantities import summary
from milkway.scenarios.read import read_scenario
from milkway.scenarios.run import ScenarioRun, run_scenario, work
from milkway.scenarios.tidy import write_tidy


@dataclass(frozen=True)
class FinishedScenario:
    """A what-if run, and its summary as plain values."""

    run: ScenarioRun
    summary: dict


def simulate(  # noqa: PLR0913, PLR0917  the arguments of the command, one by one
    birth: str = "vaginal",
    feeding: str = "breast",
    probiotic: str = "none",
    antibiotics: str = "none",
    emptying: str = "usual",
    days: int = 120,
    dyads: int = 1,
    seed: int = 1,
    mean_field: bool = False,
    csv: str | Path | None = None,
    picture: str | Path | None = None,
    model: str = "complete",
    parameters: str = "best",
) -> FinishedScenario:
    """Simulate what happens to one dyad, or to many, from pregnancy to a day after birth.

    Args:
        birth: "vaginal" or "caesarean".
        feeding: "breast", "mixed" or "formula"; also "breast until day 90".
        probiotic: "none", or as "3e9 CFU/day from day 4 to day 64".
        antibiotics: of the mother: "none", "peripartum", or as "day 10 to 17".
        emptying: "usual", or as "12 feeds, fraction 0.8".
        days: last day, days since birth.
        dyads: one is the median dyad, more are drawn from the general population.
        seed: of all chance.
        mean_field: switch all chance off.
        csv: file for tidy rows dyad, day, site, stock, value, unit.
        picture: file for a figure (.html).
        model: "complete", or as "complete without entero_mammary,prenatal".
        parameters: "tables", "posterior" (its middle), or "best": the posterior if its calibration found it better.

    Raises:
        InputError: every mistake of the arguments.
    """

    scenario, mistakes = read_scenario(birth, feeding, probiotic, antibiotics, emptying, days, model)
    mistakes += size_mistakes(dyads, seed, 1) + file_mistakes("csv", csv, "") + file_mistakes("picture", picture, ".html")
    if scenario is None or mistakes:
        raise InputError("simulate", mistakes)

    table = chosen_table(declared_parameters(), parameters)
    with shown(work(scenario, dyads)) as tell:
        run = run_scenario(scenario, table, dyads=dyads, seed=seed, mean_field=mean_field, progress=tell)
        if csv is not None:
            tell("writing rows", 0.0)
            write_tidy(run, Path(csv))
        if picture is not None:
            write_picture(run, Path(picture))
    return FinishedScenario(run, summary(run))
