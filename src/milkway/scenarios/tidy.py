"""Write a what-if run as tidy rows: dyad, day, site, stock, value, unit."""

from collections.abc import Iterator, Sequence
from math import isnan
from pathlib import Path

import numpy as np

from milkway.core.tabular import write_csv
from milkway.scenarios.origins import Origins
from milkway.scenarios.run_scenario import ScenarioRun
from milkway.scenarios.scenario_words import NULL

COLUMNS = ("dyad", "day", "site", "stock", "value", "unit")
HYPOTHESIS = ("hypothesis",)


def write_tidy(runs: Sequence[ScenarioRun], path: Path, origins: Origins | None = None) -> None:
    """Write every recorded stock and watched quantity of every dyad and day; a value that does not exist is left empty.

    Where there are several runs, each with another hypothesis on the product, a last column says which. Origins stand behind the
    first run: the cells of an organ and taxon that came by a source (`TAXON__by__SOURCE`) or through a route, in the mean field.
    """
    several = len(runs) > 1
    lines = (
        (*row, *_named(run) * several) for run in runs for row in (*rows(run), *_traced(origins if run is runs[0] else None))
    )
    with path.open("w", encoding="utf-8", newline="") as out:
        write_csv(out, COLUMNS + HYPOTHESIS * several, lines)


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
        stock = f"{origins.taxa[taxon]}__{ways[way]}"
        yield int(origins.dyads[dyad]), int(origins.days[day]), origins.organs[organ], stock, f"{cells[place]:.9g}", "cell"


def units_of(run: ScenarioRun) -> dict[str, str]:
    """Return the unit of each stock and watched quantity."""
    found = {stock.key: str(stock.unit) for stock in run.network.stocks}
    return found | {watch.name: str(watch.quantity.unit) for watch in run.network.watches}
