"""What is printed of the analysis of a real trial's data."""

from pathlib import Path

from rich.console import Console

from milkway.reports.analysis_page import PAGE
from milkway.reports.analysis_tables import claims_table, contrasts_table, flow_table, missing_table
from milkway.reports.analysis_words import about
from milkway.reports.grid import grid
from milkway.reports.trial.endpoint_tables import arm_text
from milkway.trials.entered.entered_trial import AnalysedTrial


def print_analysis(found: AnalysedTrial, summary: dict, folder: Path | None) -> None:
    """Print every endpoint with its contrasts, claims together, the flow of women, and where the report is.

    Args:
        found: the trial.
        summary: of it, as plain values.
        folder: of the report, if one was written.
    """
    console = Console(highlight=False)
    console.print()
    console.print(found.protocol.title, style="bold", markup=False)
    for sentence in about(summary):
        console.print(sentence, markup=False)
    console.print()
    for endpoint in found.protocol.endpoints:
        console.print(grid(contrasts_table(found, endpoint)))
        values = found.results[endpoint.name].arms
        console.print("; ".join(f"{name} {arm_text(value, endpoint)}" for name, value in values.items()) + "\n", markup=False)
    if found.protocol.multiplicity is not None:
        console.print(grid(claims_table(found, found.protocol.multiplicity)))
        console.print()
    for one in found.missing:
        console.print(grid(missing_table(found, one)))
        console.print()
    console.print(grid(flow_table(found)))
    console.print("\nFor research and teaching; not medical advice.")
    if folder is not None:
        console.print(f"Report: {folder / PAGE}", soft_wrap=True, markup=False)
