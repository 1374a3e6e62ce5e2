"""What is printed at the end of a calibration and of its folds: what was learned, how far to trust it, and where the page is."""

from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from milkway.skill.skill_lines import first_line, skill_rows

FEWEST = 0.3  # contraction from which a number is printed; the page has all


def print_calibration(summary: dict) -> None:
    """Print the numbers that narrowed with their intervals, the checks, and the files written."""
    console = Console(highlight=False)
    grid = Grid("number", "value if not zero", "contraction", "P(zero)", box=SIMPLE_HEAD)
    for one in summary["free"]:
        if one["zero"] is None and (one["contraction"] is None or one["contraction"] < FEWEST):
            continue
        zero = "" if one["zero"] is None else f"{one['zero']:.2f}"
        interval = f"{one['median']:.3g} ({one['low']:.3g} to {one['high']:.3g})"
        grid.add_row(escape(one["name"]), interval, "" if one["contraction"] is None else f"{one['contraction']:.2f}", zero)
    console.print(grid)
    women = f"{summary['results']} results of women and " if summary["results"] else ""
    console.print(f"{women}{summary['occasions']} occasions of infants fitted;")
    console.print(f"{summary['sets']} sets simulated, {summary['failed']} failed.")
    if summary["results"]:
        console.print(
            f"Inside 90 %: {summary['within_90']:.0%} of results (p {summary['p_within_90']:.2f} over clusters). "
            f"Strains that travel: {summary['travels']:.2f}."
        )
    console.print(f"Posterior and page: {Path(summary['folder'])}/posterior.csv, calibration.md.")


def print_folds(summary: dict, folder: Path) -> None:
    """Print what every block earned against each rival, and where it was written."""
    console = Console(highlight=False)
    grid = Grid("block", "against", "estimate (90 %)", "clusters", "word", box=SIMPLE_HEAD)
    for one in skill_rows(summary["blocks"]):
        grid.add_row(one["block"], one["against"], one["estimate"], one["clusters"], one["word"])
    console.print(grid)
    console.print(first_line(summary["blocks"]))
    console.print(f"Written: {folder}/folds.json.")
