"""Write the analysis of a real trial's data: one page that opens offline, its tables as CSV, and the numbers as JSON."""

import json
from pathlib import Path

from milkway.core.writing import write_whole
from milkway.reports.analysis_figure import analysis_flow, contrasts_figure
from milkway.reports.analysis_tables import analysis_tables
from milkway.reports.analysis_words import about, capital
from milkway.reports.pages import embedded, plotly_script, template_of
from milkway.reports.table import write_table
from milkway.trials.entered.entered_trial import AnalysedTrial

PAGE = "analysis.html"


def write_analysis(found: AnalysedTrial, summary: dict, folder: Path) -> dict:
    """Write analysis.html, tables/*.csv and analysis.json, and return the summary with the place of the page.

    Args:
        found: the trial.
        summary: of it, as plain values.
        folder: for the files.

    Raises:
        OSError: a file cannot be written.
    """
    for table in analysis_tables(found):
        write_table(table, folder / "tables")
    write_whole(folder / PAGE, page(found, summary).encode())
    kept = json.dumps({**summary, "report": PAGE}, indent=1, allow_nan=False, ensure_ascii=False)
    write_whole(folder / "analysis.json", (kept + "\n").encode())
    return {**summary, "report": str(folder / PAGE)}


def page(found: AnalysedTrial, summary: dict) -> str:
    """Return the page."""
    figure, narrow = contrasts_figure(found), contrasts_figure(found, narrow=True)
    return template_of("analysis.html.j2").render(
        summary=summary,
        about=about(summary),
        kicker=capital(summary["about"]),
        tables=analysis_tables(found),
        figure=embedded(figure, narrow, "contrasts") if figure is not None and narrow is not None else "",
        flow=analysis_flow(found) + analysis_flow(found, narrow=True),
        plotly=plotly_script(),
    )
