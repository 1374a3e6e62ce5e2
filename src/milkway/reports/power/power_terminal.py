"""What is printed of a study of power."""

from pathlib import Path

from rich.console import Console

from milkway.reports.flip_table import flip_tables
from milkway.reports.grid import grid, literal
from milkway.reports.least_words import studies_of
from milkway.reports.numbers import rounded
from milkway.reports.power.power_page import PAGE
from milkway.reports.power.power_tables import (
    assurance_table,
    bias_text,
    curve_table,
    hypotheses,
    interim_table,
    line,
    of_none,
    pm,
    smallest_table,
    truth_text,
)
from milkway.reports.power.power_words import headline
from milkway.reports.table import Table


def print_power(summary: dict, folder: Path) -> None:
    """Print the curve, the smallest trials, attrition, and where the report is."""
    console = Console(highlight=False)
    console.print(f"\n[bold]{summary['title']}[/bold]")
    console.print(f"Simulated, no human participants; seed {summary['seed']}.\n")
    for whole, study in studies_of(summary):
        for sentence in headline(whole, study):
            console.print(sentence, markup=False)
        console.print()
        for table in (curve_table(study), smallest_table(study), bias_table(study), leaving_table(study)):
            console.print(grid(table))
            console.print()
        for table in flip_tables(study["flip"], study["routes"]):
            console.print(grid(literal(table)))
            console.print()
        if study["interim"]:
            console.print(grid(interim_table(study)))
            console.print()
        if study["assurance"]:
            console.print(grid(assurance_table(study)))
            console.print()
    console.print("For research and teaching; not medical advice.")
    console.print(f"Report: {folder / PAGE}", soft_wrap=True)


def bias_table(study: dict) -> Table:
    """Return bias and coverage at the largest size, beside the truth."""
    rows = []
    for name in hypotheses(study):
        one = line(study, name)[-1]
        error = f" ± {rounded(one['bias']['error'], 3)}" if one["bias"]["value"] is not None else ""
        rows.append((name, truth_text(one), bias_text(one["bias"], 3) + error, pm(one["coverage"])))
    title = f"Bias and coverage, {line(study, hypotheses(study)[0])[-1]['n']} women"
    return Table("bias", title, ("", "truth", "bias", "coverage, %"), tuple(rows), "Bias of logarithms for ratios.")


def leaving_table(study: dict) -> Table:
    """Return power and false claims of the endpoint under each reason for leaving."""
    every, names, (key, heading) = study["every_endpoint"], hypotheses(study), of_none(study)
    rows = []
    for reason, label in study["attrition"].items():
        same = [one for one in every["rows"] if one["attrition"] == reason and one["endpoint"] == study["endpoint"]["name"]]
        by_name = {one["hypothesis"]: one for one in reversed(same)}
        rows.append((label, *(pm(by_name[name]["power"]) for name in names[1:]), pm(by_name[names[0]][key])))
    columns = ("women leave", *(f"{name}, %" for name in names[1:]), heading)
    return Table("leaving", f"Power by reason for leaving, {every['n']} women", columns, tuple(rows))
