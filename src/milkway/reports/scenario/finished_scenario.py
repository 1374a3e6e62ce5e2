"""What a what-if run came to: its summary and arrays, what was asked of its inside, and how it shows itself."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from milkway.biology.disputed import routes_sentence
from milkway.core.errors import InputError, Mistake
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.scenarios.flows import flows_of
from milkway.scenarios.origins import Origins
from milkway.scenarios.run_scenario import ScenarioRun

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
        without: the same women without the hypothesis on the product, where there is one.
        traced: where the cells come from, where that was asked for.

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
    without: "FinishedScenario | None" = None
    traced: Origins | None = None

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
    def origins(self) -> "xr.Dataset":
        """Return cells by source and by route between organs, (dyad, day, organ, taxon), in the mean field.

        Raises:
            InputError: the run was not asked for them.
        """
        self._asked("origins", there=self.traced is not None)
        return import_module("milkway.reports.scenario.series").origins_series(self.traced, self.run, self.words)

    @property
    def milestones(self) -> "pd.DataFrame":
        """Return the days of the summary: medians over dyads, and mean shares in the infant's gut."""
        return framed(self.summary["milestones"])

    def plot(self, *, narrow: bool = False) -> "go.Figure":
        """Return milk, the infant's gut, its acidity and breast pain over time; dotted, the run without the hypothesis.

        Args:
            narrow: for a narrow screen, panels one below another.
        """
        drawn = [self.whole] if self.without is None else [self.whole, self.without.whole]
        return import_module("milkway.reports.scenario.scenario_picture").picture(*drawn, narrow=narrow)

    def plot_origins(self, *, narrow: bool = False) -> "go.Figure":
        """Return where the cells of milk and infant come from over time.

        Args:
            narrow: for a narrow screen, panels one below another.

        Raises:
            InputError: the run was not asked for them.
        """
        self._asked("origins", there=self.traced is not None)
        drawn = import_module("milkway.reports.scenario.origins_picture").picture_of_origins
        return drawn(self.traced, self._supposing, narrow=narrow)

    @property
    def flows(self) -> "xr.Dataset":
        """Return the cells that moved, (dyad, day, row); a row says how, by which process, from, to, and of which taxon.

        Raises:
            InputError: the run was not asked for them.
        """
        self._asked("flows", there=bool(self.run.trajectory.tallied))
        return import_module("milkway.reports.scenario.series").flow_series(flows_of(self.whole), self.run, self.words)

    @property
    def each_off(self) -> "pd.DataFrame":
        """Return a row for each day of the summary, with all routes open and with each of them shut.

        Raises:
            InputError: the run was not asked for them.
        """
        self._asked("each_off", there="each_off" in self.summary)
        told = import_module("milkway.reports.scenario.each_off_told").each_off_rows
        days = [one["day"] for one in self.summary["milestones"]]
        return framed([{"day": day, **row} for day in days for row in told(self.summary, day)])

    def plot_each_off(self, *, narrow: bool = False) -> "go.Figure":
        """Return what each route matters for on the last day of the summary.

        Args:
            narrow: for a narrow screen, panels one below another.

        Raises:
            InputError: the run was not asked for it.
        """
        self._asked("each_off", there="each_off" in self.summary)
        drawn = import_module("milkway.reports.scenario.each_off_picture").picture_of_each_off
        return drawn(self.summary, self.summary["milestones"][-1]["day"], self._supposing, narrow=narrow)

    def figures(self, *, narrow: bool = False) -> "list[go.Figure]":
        """Return all that was asked for, beside each what is without the hypothesis.

        Args:
            narrow: for a narrow screen, panels one below another.
        """
        lives = [self] if self.without is None else [self, self.without]
        origins = [one.plot_origins(narrow=narrow) for one in lives if one.traced is not None]
        each_off = [one.plot_each_off(narrow=narrow) for one in lives if "each_off" in one.summary]
        return [self.plot(narrow=narrow), *origins, *each_off]

    @property
    def _supposing(self) -> str:
        """Return what a title says of the hypothesis on the product."""
        supposed = self.run.scenario.hypothesis
        return "" if supposed is None else f", supposing {supposed.name} ({supposed.basis})"

    def _asked(self, name: str, *, there: bool) -> None:
        """Raise where a run was not asked for something."""
        if not there:
            raise InputError(name, [Mistake(name, "a run without it", f"simulate({name}=True)")])

    def tell(self) -> None:
        """Print the milestones, what was asked of the inside, and the mastitis; beside it all without the hypothesis."""
        words = import_module("milkway.reports.scenario.scenario_terminal")
        words.print_scenario(self.summary, None if self.without is None else self.without.summary)

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
