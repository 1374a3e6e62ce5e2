"""`milkway.simulate`: what happens to one dyad, or to many, under choices made in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.arguments import file_mistakes, seed_of, whole
from milkway.biology.disputed import routes_sentence
from milkway.biology.models import COMPLETE
from milkway.cohorts.declared import declared_parameters
from milkway.core.errors import InputError, Mistake
from milkway.core.network import expand
from milkway.inference.posterior import SETS, chosen_table
from milkway.ledger.own_values import NOTHING, Given, plain_yours, read_yours, with_yours
from milkway.reports.progress import shown
from milkway.reports.scenario.scenario_picture import picture as picture_of
from milkway.reports.scenario.scenario_picture import write_picture
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.scenarios.prepare import model_of, value_mistakes
from milkway.scenarios.run_scenario import ScenarioRun, run_scenario, work
from milkway.scenarios.scenario_words import LATEST, START, read_scenario
from milkway.scenarios.selection import Keep, only_kept, read_days, read_stocks
from milkway.scenarios.tidy import write_tidy
from milkway.scenarios.watched_quantities import summary

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go
    import xarray as xr


@dataclass(frozen=True)
class FinishedScenario:
    """A what-if run.

    Attributes:
        run: with the days and stocks that are kept.
        summary: as plain values.
        whole: with every stock of these days.
        words: that the scenario was made of.

    >>> from milkway import simulate
    >>> found = simulate(days=3, mean_field=True, at=(1, 2, 3), stocks="infant_gut")
    >>> found.series["infant_gut__bifidobacterium"].dims, found.series["infant_gut__bifidobacterium"].attrs["units"]
    (('dyad', 'day'), 'cell')
    >>> found.milestones["day"].tolist(), found.diary["pain"].dims
    ([1, 2, 3], ('dyad', 'day'))
    """

    run: ScenarioRun
    summary: dict
    whole: ScenarioRun
    words: dict[str, str]

    _repr_html_ = notebook
    save = saved

    @property
    def series(self) -> "xr.Dataset":
        """Return what was recorded: a variable for each stock, named as in the CSV, (dyad, day), with units."""
        return import_module("milkway.reports.scenario.series").daily_series(self.run, self.words)

    @property
    def diary(self) -> "xr.Dataset":
        """Return the woman's days: signs (dyad, day, sign), pain and clinical mastitis (dyad, day)."""
        return import_module("milkway.reports.scenario.series").daily_diary(self.run, self.words)

    @property
    def milestones(self) -> "pd.DataFrame":
        """Return the days of the summary: medians over dyads, and mean shares in the infant's gut."""
        return framed(self.summary["milestones"])

    def plot(self) -> "go.Figure":
        """Return milk, the infant's gut, its acidity and breast pain over time."""
        return picture_of(self.whole)

    def face(self) -> Face:
        """Return what it shows of itself."""
        words = import_module("milkway.reports.scenario.scenario_terminal")
        frames = {"series": lambda: self.series.to_dataframe().reset_index(), "milestones": lambda: self.milestones}
        lines = (routes_sentence(self.summary["routes"]["on"]), *words.closing_lines(self.summary))
        return Face("What if", lines, frames, lambda: words.milestone_table(self.summary))

    def __repr__(self) -> str:
        """Return who was simulated, how long, and the seed in a line."""
        return (
            f"<what-if run: {self.summary['dyads']} x {self.summary['who']}, to day {self.run.scenario.days}, "
            f"seed {self.run.seed}, {len(self.run.trajectory.days)} days and {len(self.run.trajectory.stocks)} stocks kept>"
        )


def simulate(  # noqa: PLR0913  the arguments of the command, one by one
    *,
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
    routes: str | Sequence[str] = "off",
    parameters: str = "best",
    at: str | Sequence[int] = "",
    stocks: str | Sequence[str] = "",
    values: Given = NOTHING,
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
        model: "complete", or as "complete without skin,contact".
        routes: disputed routes that are asked for: "off" for none, "on" for all, or some, as "entero_mammary" or a list.
        parameters: "tables", "posterior" (its middle), or "best": the posterior if its calibration found it better.
        at: days since birth that are kept, such as (4, 7, 21), and of which the summary is: what stands at the midnight that
            begins the day, before anything that the day brings, so day 0 is the moment before birth. Also as the text "4,7,21"
            or "1:90:7". By default every day of one dyad; of many, each seventh day and the milestones.
        stocks: sites and stocks that are kept, such as ("infant_gut", "left_milk__s_aureus"); by default all.
        values: numbers of your own in place of rows of the tables, by key, such as `{"carrier_uptake": 1e-6}` or
            `{"feeds_per_day": "12 1/day"}`; or a file of them (.toml, .csv). They win over a posterior.

    Raises:
        InputError: every mistake of the arguments.
    """

    scenario, mistakes = read_scenario(birth, feeding, probiotic, antibiotics, emptying, days, model, routes)
    dyads, seed = whole("dyads", dyads, 1, mistakes), seed_of(seed, mistakes)
    mistakes += file_mistakes("csv", csv, "") + file_mistakes("picture", picture, ".html")
    table = declared_parameters()
    known = model_of(scenario) if scenario is not None else COMPLETE
    keep = Keep(
        read_days(at, START, scenario.days if scenario is not None else LATEST, mistakes),
        read_stocks(stocks, expand(known, table.keys()), mistakes) if stocks else (),
    )
    yours = read_yours(values, table, mistakes)
    mistakes += [] if parameters in SETS else [Mistake("parameters", repr(parameters), " or ".join(SETS))]
    mistakes += value_mistakes(scenario, yours) if scenario is not None else []
    if scenario is None or mistakes:
        raise InputError("simulate", mistakes)

    table = chosen_table(with_yours(table, yours), parameters)
    with shown(work(scenario, dyads)) as tell:
        run = run_scenario(scenario, table, dyads=dyads, seed=seed, mean_field=mean_field, progress=tell, keep=keep)
        kept = replace(run, trajectory=only_kept(run.trajectory, keep))
        if csv is not None:
            tell("writing rows", 0.0)
            write_tidy(kept, Path(csv))
        if picture is not None:
            write_picture(run, Path(picture))
    told = plain_yours(table, (one.key for one in run.network.parameters))
    words = {
        "birth": birth,
        "feeding": feeding,
        "probiotic": probiotic,
        "antibiotics": antibiotics,
        "emptying": emptying,
        "model": model,
    }
    return FinishedScenario(kept, summary(run) | told, run, words)
