"""What a what-if run prints: its milestones, a column per day."""

import math
from collections.abc import Sequence
from itertools import batched

from rich.console import Console

from milkway.biology.disputed import routes_sentence
from milkway.cohorts.chosen import model_line
from milkway.ledger.setting_values import settings_line
from milkway.reports.grid import grid
from milkway.reports.numbers import ABSENT, plain, share
from milkway.reports.palette import taxon_label
from milkway.reports.scenario.each_off_told import each_off_table
from milkway.reports.scenario.flows_told import flows_table
from milkway.reports.scenario.origins_told import origins_table
from milkway.reports.table import Table

LOADS = (
    ("milk_residents", "Milk: all bacteria"),
    ("milk_s_aureus", "Milk: S. aureus"),
    ("milk_strain", "Milk: product strain"),
    ("infant_gut", "Infant gut: all bacteria"),
)
LEAST_SHARE = 0.01
COLUMNS = 13  # days side by side: as many as there are milestones


def print_scenario(summary: dict, without: dict | None = None) -> None:
    """Print the milestones of a what-if run and its mastitis, and beside them those without its hypothesis, where it has one."""
    console = Console(highlight=False)
    console.print(routes_sentence(summary["routes"]["on"]))
    _print_tables(console, summary)
    if without is not None:
        console.print("The same women without what is supposed of the product:")
        _print_tables(console, without)
    for line in closing_lines(summary):
        console.print(line)
    console.print("Simulated. For research and teaching; not medical advice.")


def _print_tables(console: Console, summary: dict) -> None:
    """Print the milestones of a run, and what was asked of its inside."""
    for days in batched(summary["milestones"], COLUMNS):
        console.print(grid(milestone_table({**summary, "milestones": days})))
    for name, table_of in (("origins", origins_table), ("flows", flows_table)):
        if summary.get(name):
            console.print(grid(table_of(summary[name], summary[name][-1]["day"])))
    if summary.get("each_off"):
        console.print(grid(each_off_table(summary, summary["milestones"][-1]["day"])))


def closing_lines(summary: dict) -> list[str]:
    """Return who was simulated, what became of her breasts, and the values that the user gave."""
    mastitis = summary["mastitis"]
    chance = "chance switched off" if summary["mean_field"] else f"seed {summary['seed']}"
    first = "" if mastitis["first_day"] is None else f", the first on day {mastitis['first_day']}"
    return [
        f"{summary['dyads']} x {summary['who']}, {chance}." if summary["dyads"] > 1 else f"The {summary['who']}, {chance}.",
        f"Clinical mastitis: {mastitis['affected']} of {mastitis['dyads']} women, {mastitis['episodes']} episodes{first}.",
        *_supposed(summary),
        *([f"Shut: {', '.join(summary['scenario']['off'])}."] if summary["scenario"]["off"] else []),
        *model_line(summary),
        *settings_line(summary),
        *(_given(one) for one in summary.get("values", ())),
    ]


def _supposed(summary: dict) -> list[str]:
    """Return what is supposed of the product, on what that rests, and what became of the breasts without it."""
    one, without = summary["scenario"]["hypothesis"], summary.get("without_hypothesis")
    if one is None or without is None:
        return []
    ill = without["mastitis"]
    return [
        f"Supposed of the product: {one['label']} ({one['basis']}, which is no evidence that it does).",
        f"Without it: {ill['affected']} of {ill['dyads']} women, {ill['episodes']} episodes.",
    ]


def _given(one: dict) -> str:
    """Return a value that the user gave, in a line."""
    idle = "" if one["acts"] else "; no mechanism of this run has it"
    return f"Yours: {one['parameter']} = {one['value']:g} {one['unit']}, {one['note']}{idle}."


def milestone_table(summary: dict) -> Table:
    """Return the milestones as a table: medians over dyads, mean shares in the infant's gut."""
    days = summary["milestones"]
    rows = [(label, *(log10(day[key]["median"]) for day in days)) for key, label in LOADS]
    rows += [(f"  {taxon_label(taxon)}", *(share(day["infant_gut_shares"][taxon]) for day in days)) for taxon in _common(days)]
    rows += [("Infant gut pH", *(plain(day["infant_gut_ph"]["median"]) for day in days))]
    rows += [("Breast pain, 0-10", *(_rating(day["breast_pain"]["median"]) for day in days))]
    many = "Medians over dyads; shares are means. " if summary["dyads"] > 1 else ""
    columns = ("", *(f"Day {day['day']}" for day in days))
    supposed = summary["scenario"]["hypothesis"]
    return Table(
        "milestones",
        "What if: milestones" + (f", supposing {supposed['name']}" if supposed else ""),
        columns,
        tuple(rows),
        f"{many}Milk in log10 cell/mL, the gut in log10 cells; day 0 is birth.",
    )


def log10(cells: float | None) -> str:
    """Return the logarithm of a number of cells; fewer than 0.001 count as none.

    >>> log10(100.0), log10(0.0)
    ('2.0', 'none')
    """
    if cells is None:
        return ABSENT
    return f"{math.log10(cells):.1f}" if cells >= 1e-3 else "none"


def _rating(value: float | None) -> str:
    """Return a rating as a diary has it, to a tenth."""
    return ABSENT if value is None else f"{value:.1f}"


def _common(days: Sequence[dict]) -> list[str]:
    """Return taxa that reach a hundredth of the infant's gut on some day."""
    shares = [day["infant_gut_shares"] for day in days]
    return [taxon for taxon in shares[0] if any((one[taxon] or 0.0) >= LEAST_SHARE for one in shares)]
