"""What flowed where, as plain rows and as a table: cells moved on a day, medians over dyads."""

import numpy as np

from milkway.biology.sites import SITES
from milkway.compilers.tallies import ARRIVED, BORN, CAME, LEFT, LOST
from milkway.reports.palette import taxon_label
from milkway.reports.table import Table
from milkway.scenarios.flows import Flows
from milkway.scenarios.run_scenario import ScenarioRun
from milkway.scenarios.watched_quantities import taxa_of

LABELS = {site.name: site.label for site in SITES}
LABELS |= {"carriers": "immune cells", "milk": "milk", "wall": "duct walls", "areola": "areolae"}
ORDER = (CAME, ARRIVED, BORN, LOST)
NOTE = (
    "Cells, medians over dyads, both breasts together. What arrives is counted where it arrives; what dies on its way or is"
    " flushed out is lost. A flux is no contribution: growth dwarfs it (see --origins)."
)
FEW = 1e5


def plain_flows(flows: Flows, run: ScenarioRun, days: tuple[int, ...]) -> list[dict]:
    """Return a row for each way that cells moved in the days that end at some midnights, with the cells of each group."""
    residents, marked = taxa_of(run)
    alone = [one for one in ("s_aureus", *marked) if one in (*residents, *marked)]
    groups = {"all residents": set(residents)} | {taxon_label(one): {one} for one in alone}
    taxon = [row.stock.partition("__")[2] for row in flows.rows]
    told = []
    for day in (one for one in days if one - 1 in flows.days):
        moved = flows.cells[:, np.searchsorted(flows.days, day - 1)]
        for way, places in flows.ways().items():
            if way.kind == LEFT:
                continue
            cells = {
                name: _middle(moved[:, [place for place in places if taxon[place] in taxa]].sum(axis=1))
                for name, taxa in groups.items()
            }
            ends = {"from": way.origin, "to": way.target}
            told.append({"day": day, "kind": way.kind, "process": way.process, **ends, "cells": cells})
    return told


def flows_table(rows: list[dict], day: int) -> Table:
    """Return what moved in the day that ends at a midnight; ways by which nothing moved are left out."""
    asked = [row for row in rows if row["day"] == day and any(row["cells"].values())]
    asked.sort(key=lambda row: ORDER.index(row["kind"]))
    groups = list(asked[0]["cells"]) if asked else []
    lines = [(_way(row), *(_shown(row["cells"][group]) for group in groups)) for row in asked]
    return Table("flows", f"What moved in the day before day {day}", ("", *groups), tuple(lines), NOTE)


def _way(row: dict) -> str:
    """Return how cells moved, in words."""
    origin, target = (LABELS.get(row[end], row[end]) for end in ("from", "to"))
    by = row["process"].replace("_", " ")
    match row["kind"]:
        case "arrived":
            return f"{by}: {origin} to {target}"
        case "came":
            return f"{by}: to {target}"
        case "born":
            return f"born in {target}"
        case _:
            return f"lost in {origin}"


def _middle(cells: np.ndarray) -> float:
    """Return the median over the dyads that could be simulated."""
    known = cells[np.isfinite(cells)]
    return float(np.median(known)) if len(known) else 0.0


def _shown(cells: float) -> str:
    """Return a number of cells.

    >>> _shown(0.2), _shown(2800.0), _shown(2.3e9)
    ('0.2', '2,800', '2.3e9')
    """
    if cells == 0:
        return ""
    if cells < FEW:
        return f"{cells:,.0f}" if cells >= 1 else f"{cells:.1g}"
    return f"{cells:.1e}".replace("e+0", "e").replace("e+", "e")
