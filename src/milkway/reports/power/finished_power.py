"""What a study of power came to: its studies and plain summary, and how it shows itself."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.planning.assurance import Assurance
from milkway.planning.power_study import PowerStudy
from milkway.reports.frames import by_routes
from milkway.reports.power.power_figure import power_curve
from milkway.reports.power.power_tables import curve_table
from milkway.reports.power.power_words import headline
from milkway.reports.showing import Face, notebook, saved

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


@dataclass(frozen=True)
class FinishedPower:
    """A study for each route setting asked for, power averaged over the posterior, the plain summary, and the folder."""

    studies: tuple[PowerStudy, ...]
    averaged: tuple[tuple[Assurance, ...], ...]
    summary: dict
    folder: Path

    _repr_html_ = notebook
    save = saved

    @property
    def curve(self) -> "pd.DataFrame":
        """Return power, false claims, bias and coverage by setting of the disputed routes, hypothesis, arm and size."""
        return by_routes(self.summary, "curve")

    @property
    def smallest(self) -> "pd.DataFrame":
        """Return the women needed for the target, by setting of the disputed routes, hypothesis and arm."""
        return by_routes(self.summary, "smallest")

    @property
    def every_endpoint(self) -> "pd.DataFrame":
        """Return the same as of the curve for all endpoints and reasons for leaving, at one size."""
        return by_routes(self.summary, "every_endpoint")

    @property
    def assurance(self) -> "pd.DataFrame":
        """Return power averaged over draws of the posterior; nothing unless draws were asked for."""
        return by_routes(self.summary, "assurance")

    def plot(self) -> "go.Figure":
        """Return the power curve of the first setting of the disputed routes that was asked for."""
        return power_curve(self.summary["by_routes"][0])

    def tell(self) -> None:
        """Print the curve, the smallest trials, attrition, and where the report is."""
        import_module("milkway.reports.power.power_terminal").print_power(self.summary, self.folder)

    def face(self) -> Face:
        """Return what it shows of itself."""
        first = self.summary["by_routes"][0]
        frames = {"curve": lambda: self.curve, "smallest": lambda: self.smallest, "every_endpoint": lambda: self.every_endpoint}
        frames |= {"assurance": lambda: self.assurance} if first["assurance"] else {}
        lines = (*headline(self.summary, first), f"Report: {self.summary['report']}")
        return Face(f"How many women: {self.summary['title']}", lines, frames, lambda: curve_table(first))

    def __repr__(self) -> str:
        """Return protocol, sizes, pool, seed and folder in a line."""
        return (
            f"<power of {self.studies[0].protocol.name}: {len(self.studies[0].asked.sizes)} sizes, "
            f"pool of {self.studies[0].asked.women} women, seed {self.studies[0].asked.seed}, in {self.folder}>"
        )
