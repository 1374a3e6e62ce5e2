"""What is printed of the controls of a protocol."""

from rich.console import Console

from milkway.reports.controls_table import controls_table, verdict_sentence
from milkway.reports.grid import grid


def print_controls(summary: dict) -> None:
    """Print the controls, and how many passed."""
    console = Console(highlight=False)
    console.print(f"\n[bold]{summary['title']}[/bold]")
    console.print(f"Simulated, no human participants; seed {summary['seed']}, disputed routes {summary['routes']}.\n")
    console.print(grid(controls_table(summary)))
    console.print()
    console.print(verdict_sentence(summary), markup=False)
    console.print("For research and teaching; not medical advice.")
