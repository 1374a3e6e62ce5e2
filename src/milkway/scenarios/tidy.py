"""Write a what-if run as tidy rows: dyad, day, site, stock, value, unit."""

from collections.abc import Iterator, Sequence
from itertools import chain
from math import isnan
from pathlib import Path

import numpy as np

from milkway.core.tabular import write_csv
from milkway.scenarios.flows import Flows
from milkway.scenarios.origins import Origins
from milkway.scenarios.run_scenario import ScenarioRun
from milkway.scenarios.scenario_words import NULL

COLUMNS = ("dyad", "day", "site", "stock", "value", "unit")
HYPOTHESIS = ("hypothesis",)


def write_tidy(lives: Sequence[tuple[ScenarioRun, Origins | None, Flows | None]], path: Path) -> None:
    """Write every recorded stock and watched quantity of every dyad and day; a value that does not exist is left empty.

    Where there are several runs, each with another hypothesis on the product, a last column says which. Origins stand behind a
    run: the cells of an organ and taxon that came by a source (`TAXON__by__SOURCE__mean_field`) or through a route; and behind
    them what moved in the day that begins, at the site that it changed (`TAXON__arrived__PROCESS__FROM`).
    """
    several = len(lives) > 1
    told = ((run, row) for run, origins, flows in lives for row in chain(rows(run), _traced(origins), _moved(flows)))
    with path.open("w", encoding="utf-8", newline="") as out:
        write_csv(out, COLUMNS + HYPOTHESIS * several, ((*row, *_named(run) * several) for run, row in told))


def _named(run: ScenarioRun) -> tuple[str]:
    return (NULL if run.scenario.hypothesis is None else run.scenario.hypothesis.name,)


def rows(run: ScenarioRun) -> Iterator[tuple[int, int, str, str, str, str]]:
    """Return the rows in the order of dyads, days and stocks."""
    trajectory, units = run.trajectory, units_of(run)
    names = [(*key.split("__", 1), units[key]) for key in trajectory.stocks]
    for dyad, amounts in zip(trajectory.dyads.tolist(), trajectory.amounts, strict=True):
        for day, values in zip(trajectory.days, amounts.tolist(), strict=True):
            for (site, stock, unit), value in zip(names, values, strict=True):
                yield dyad, int(day), site, stock, "" if isnan(value) else f"{value:.9g}", unit


def _traced(origins: Origins | None) -> Iterator[tuple[int, int, str, str, str, str]]:
    if origins is None:
        return
    ways = [*(f"by__{name}" for name in origins.sources), *(f"through__{name}" for name in origins.routes)]
    cells = np.concatenate([origins.by_source, origins.by_route], axis=-1)
    for place in np.ndindex(*cells.shape):
        dyad, day, organ, taxon, way = place
        stock = f"{origins.taxa[taxon]}__{ways[way]}__mean_field"
        yield int(origins.dyads[dyad]), int(origins.days[day]), origins.organs[organ], stock, f"{cells[place]:.9g}", "cell"


def _moved(flows: Flows | None) -> Iterator[tuple[int, int, str, str, str, str]]:
    if flows is None:
        return
    named = []
    for row in flows.rows:
        site, _, what = row.stock.partition("__")
        other = (row.target if row.stock == row.origin else row.origin).partition("__")[0]
        named.append((site, "__".join(part for part in (what, row.kind, row.process, other) if part)))
    for dyad, cells in zip(flows.dyads.tolist(), flows.cells, strict=True):
        for day, values in zip(flows.days.tolist(), cells.tolist(), strict=True):
            for (site, stock), value in zip(named, values, strict=True):
                yield dyad, day, site, stock, f"{value:.9g}", "cell"


def units_of(run: ScenarioRun) -> dict[str, str]:
    """Return the unit of each stock and watched quantity."""
    found = {stock.key: str(stock.unit) for stock in run.network.stocks}
    return found | {watch.name: str(watch.quantity.unit) for watch in run.network.watches}
