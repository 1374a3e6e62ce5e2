"""Write a what-if run as tidy rows: dyad, day, site, stock, value, unit."""

from collections.abc import Iterator, Sequence
from math import isnan
from pathlib import Path

from milkway.core.tabular import write_csv
from milkway.scenarios.run_scenario import ScenarioRun
from milkway.scenarios.scenario_words import NULL

COLUMNS = ("dyad", "day", "site", "stock", "value", "unit")
HYPOTHESIS = ("hypothesis",)


def write_tidy(runs: Sequence[ScenarioRun], path: Path) -> None:
    """Write every recorded stock and watched quantity of every dyad and day; a value that does not exist is left empty.

    Where there are several runs, each with another hypothesis on the product, a last column says which.
    """
    several = len(runs) > 1
    with path.open("w", encoding="utf-8", newline="") as out:
        write_csv(out, COLUMNS + HYPOTHESIS * several, ((*row, *_named(run) * several) for run in runs for row in rows(run)))


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


def units_of(run: ScenarioRun) -> dict[str, str]:
    """Return the unit of each stock and watched quantity."""
    found = {stock.key: str(stock.unit) for stock in run.network.stocks}
    return found | {watch.name: str(watch.quantity.unit) for watch in run.network.watches}
