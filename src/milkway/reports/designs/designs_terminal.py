"""What is printed of a comparison of designs."""

from pathlib import Path

from rich.console import Console

from milkway.reports.designs.designs_page import PAGE
from milkway.reports.designs.designs_tables import FLIP, designs_table, hypotheses, least_tables
from milkway.reports.designs.designs_words import headline
from milkway.reports.flip_table import flip_tables
from milkway.reports.grid import grid, literal


def print_designs(summary: dict, folder: Path) -> None:
    """Print the designs under each hypothesis, and where the report is."""
    console = Console(highlight=False)
    console.print(f"\n[bold]{summary['title']}[/bold]")
    console.print(f"Simulated, no human participants; seed {summary['seed']}.\n")
    for sentence in headline(summary):
        console.print(sentence, markup=False)
    console.print()
    for name in hypotheses(summary)[1:]:
        console.print(grid(designs_table(summary, name)))
        console.print()
    for table in (*map(literal, flip_tables(summary["flip"], FLIP)), *least_tables(summary)):
        console.print(grid(table))
        console.print()
    for name, why in summary["left_out"].items():
        console.print(f"Not judged: {name} ({why}).", markup=False)
    console.print("For research and teaching; not medical advice.")
    console.print(f"Report: {folder / PAGE}", soft_wrap=True)
