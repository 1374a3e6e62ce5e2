"""What is printed at the end of a calibration: what was learned, how far to trust it, and where the page is."""

from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Grid


def print_calibration(summary: dict) -> None:
    """Print the free parameters with their intervals, the checks, and the files written."""
    console = Console(highlight=False)
    grid = Grid("free parameter", "factor, or value if not zero", "contraction", "P(zero)", box=SIMPLE_HEAD)
    for one in summary["free"]:
        zero = "" if one["zero"] is None else f"{one['zero']:.2f}"
        interval = f"{one['median']:.3g} ({one['low']:.3g} to {one['high']:.3g})"
        grid.add_row(one["name"], interval, f"{one['contraction']:.2f}", zero)
    console.print(grid)
    held = summary["held_out"]
    console.print(f"{summary['results']} results fitted; {summary['sets']} sets simulated, {summary['failed']} failed.")
    console.print(f"Largest R-hat {summary['r_hat']:.3f}; smallest p of even ranks {summary['ranks_p']:.3f}.")
    console.print(
        f"Mean log score on {held['results']} results kept aside: draws of the posterior {held['posterior']:.2f}, of the tables "
        f"{held['tables']:.2f}; its middle {summary['alone']['posterior']:.2f}, tables as they are "
        f"{summary['alone']['tables']:.2f}. Default: {summary['default']}."
    )
    console.print(f"Posterior and page: {Path(summary['folder'])}/posterior.csv and rest.csv, calibration.md.")
