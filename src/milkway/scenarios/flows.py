"""What flowed where in a what-if run: cells moved on each day by process, from, to and taxon, read from the tallies of a run."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from milkway.compilers.tallies import BORN, LOST, Row
from milkway.core.brief import brief
from milkway.core.units import parse_unit
from milkway.scenarios.run_scenario import ScenarioRun


class Way(NamedTuple):
    """How cells move: the kind of a row, its process unless they are born or lost, and the sites, both breasts as one."""

    kind: str
    process: str
    origin: str
    target: str


@dataclass(frozen=True)
class Flows:
    """Cells moved.

    Attributes:
        dyads: (dyad,) identity.
        days: (day,) on which they moved, from its midnight to the next.
        rows: (row,) how they moved: born, came from elsewhere, arrived, left, or lost; a cell that dies on its way is lost.
        cells: (dyad, day, row) whole where cells are few.
    """

    dyads: np.ndarray
    days: np.ndarray
    rows: tuple[Row, ...]
    cells: np.ndarray

    __repr__ = brief

    def ways(self) -> dict[Way, list[int]]:
        """Return how cells move, with the places of the rows: taxa and breasts together, births and losses of a site as one."""
        found: dict[Way, list[int]] = {}
        for place, row in enumerate(self.rows):
            process = "" if row.kind in (BORN, LOST) else row.process
            found.setdefault(Way(row.kind, process, _site(row.origin), _site(row.target)), []).append(place)
        return found


def flows_of(run: ScenarioRun) -> Flows:
    """Return the cells that moved in a run that was recorded with tallies."""
    cell = parse_unit("cell")
    counted = {stock.key for stock in run.network.stocks if stock.unit == cell}
    named = [(place, row_of(words)) for place, words in enumerate(run.trajectory.tallied) if not words.startswith("solver ")]
    kept = [(place, row) for place, row in named if row.stock in counted]
    return Flows(
        dyads=run.trajectory.dyads,
        days=run.trajectory.diary_days,
        rows=tuple(row for _, row in kept),
        cells=run.trajectory.moved[:, :, [place for place, _ in kept]],
    )


def row_of(words: str) -> Row:
    """Return the row that some words name.

    >>> row_of("left retrograde infant_mouth__strain left_milk__strain").target
    'left_milk__strain'
    >>> row_of("lost antibiotics left_wall__strain").origin
    'left_wall__strain'
    """
    kind, process, *ends = words.split(" ")
    if len(ends) == 2:
        return Row(kind, process, *ends)
    return Row(kind, process, ends[0], "") if kind == LOST else Row(kind, process, "", ends[0])


def _site(key: str) -> str:
    """Return the site of a stock; those of both breasts have one name."""
    return key.partition("__")[0].removeprefix("left_").removeprefix("right_")
