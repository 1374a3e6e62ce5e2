"""What a comparison of interventions came to: its plain summary, and how it shows itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.interventions.optimised import Optimised
from milkway.reports.optimise.optimise_tables import catalogue_table, sign_tables
from milkway.reports.optimise.optimise_terminal import print_catalogue, print_optimised
from milkway.reports.optimise.optimise_words import headline
from milkway.reports.showing import Face, framed, notebook, saved

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class FinishedOptimise:
    """What interventions do to mother and child, all of it as plain values, and the report if one was written.

    Nothing was simulated where the catalogue alone was asked for.

    >>> from milkway import optimise
    >>> found = optimise("general", list_=True)
    >>> found, "latch_support" in set(found.interventions["name"])
    (<catalogue of 20 interventions, 9 pairs>, True)
    """

    found: Optimised | None
    summary: dict
    page: Path | None = None

    _repr_html_ = notebook
    save = saved

    @property
    def interventions(self) -> "pd.DataFrame":
        """Return the interventions: who can vary what, for whom, through which mechanisms, and what would have to be measured."""
        return framed({key: _cell(value) for key, value in one.items()} for one in self.summary["interventions"])

    @property
    def lines(self) -> "pd.DataFrame":
        """Return the sign of each intervention and pair on each outcome under each hypothesis, with the word of its blocks."""
        columns = ("what", "hypothesis", "outcome", "word", "by_definition", "sign")
        return framed(
            ({key: one[key] for key in columns} | {f"draws_{key}": n for key, n in one["draws"].items()} for one in self._lines),
            columns,
        )

    @property
    def rankings(self) -> "pd.DataFrame":
        """Return the places of each ranking; nothing where nothing has earned one."""
        told = self.summary.get("rankings", [])
        return framed(
            {"outcome": one["outcome"], "hypothesis": one["hypothesis"], **row} for one in told for row in one["places"]
        )

    @property
    def _lines(self) -> list[dict]:
        return self.summary["lines"]

    def tell(self) -> None:
        """Print the signs, what may be ranked, and what would have to be measured; or the catalogue."""
        if self.found is None:
            print_catalogue(self.summary)
        else:
            print_optimised(self.summary, self.page)

    def face(self) -> Face:
        """Return what it shows of itself."""
        if self.found is None:
            frames = {"interventions": lambda: self.interventions}
            return Face("What a mother or a clinic can vary", (), frames, lambda: catalogue_table(self.summary))
        frames = {"lines": lambda: self.lines, "interventions": lambda: self.interventions, "rankings": lambda: self.rankings}
        title = f"What a mother or a clinic can vary: {self.summary['women']['name']}"
        return Face(title, tuple(headline(self.summary)), frames, lambda: sign_tables(self.summary)[0])

    def __repr__(self) -> str:
        """Return what was compared in whom in a line."""
        many = f"{len(self.summary['interventions'])} interventions, {len(self.summary['pairs'])} pairs"
        if self.found is None:
            return f"<catalogue of {many}>"
        return f"<{many} in {self.summary['women']['name']}: {self.found.draws} draws, {self.found.lives} lives>"


def _cell(value: object) -> object:
    if isinstance(value, dict):
        return ", ".join(f"{one} {key}" for key, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else value
