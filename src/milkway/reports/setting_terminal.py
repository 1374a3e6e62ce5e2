"""What is printed of a protocol under each setting."""

from pathlib import Path

from rich.console import Console

from milkway.ledger.setting_values import settings_line
from milkway.reports.grid import grid
from milkway.reports.setting_tables import SUMMARY, settings_table, settings_words


def print_settings(summary: dict, folder: Path) -> None:
    """Print the table, the ceiling and the least favourable setting, and where the numbers are."""
    console = Console(highlight=False)
    console.print(f"\n[bold]{summary['title']}[/bold]")
    console.print(f"Simulated, no human participants: {summary['dyads']} virtual women, seed {summary['seed']}.")
    console.print(f"{settings_line(summary)[0]} No value of a setting is the truth.\n", markup=False)
    console.print(grid(settings_table(summary)))
    console.print()
    for sentence in settings_words(summary):
        console.print(sentence, markup=False)
    console.print("For research and teaching; not medical advice.")
    console.print(f"Numbers: {folder / SUMMARY}", soft_wrap=True)
