"""Write a study of power: one page that opens offline, its tables as CSV, and the numbers as JSON."""

import json
from pathlib import Path

from milkway.core.writing import write_whole
from milkway.reports.flip_table import flip_tables
from milkway.reports.least_words import studies_of, under_words
from milkway.reports.pages import embedded, plotly_script, template_of
from milkway.reports.power.power_figure import power_curve
from milkway.reports.power.power_tables import tables_of
from milkway.reports.power.power_words import ademp, headline
from milkway.reports.table import write_table

PAGE = "power.html"


def write_power(summary: dict, folder: Path) -> dict:
    """Write power.html, tables/*.csv and power.json, and return the summary with the place of the page.

    Args:
        summary: of the study, as plain values.
        folder: of the run.

    Raises:
        OSError: a file cannot be written.
    """
    tables = [table for _, study in studies_of(summary) for table in tables_of(study).values()]
    drawn = page(summary)
    for table in tables:
        write_table(table, folder / "tables")
    write_whole(folder / PAGE, drawn.encode())
    kept = json.dumps({**summary, "report": PAGE}, indent=1, allow_nan=False, ensure_ascii=False)
    write_whole(folder / "power.json", (kept + "\n").encode())
    return {**summary, "report": str(folder / PAGE)}


def page(summary: dict) -> str:
    """Return the page."""
    parts = [
        {
            "study": study,
            "tables": tables_of(study),
            "flip": flip_tables(study["flip"], study["routes"]),
            "headline": headline(whole, study),
            "under": under_words(whole) if whole is not summary else "",
            "figure": embedded(power_curve(study), power_curve(study, narrow=True), f"power-{number}"),
        }
        for number, (whole, study) in enumerate(studies_of(summary))
    ]
    return template_of("power.html.j2").render(summary=summary, parts=parts, ademp=ademp(summary), plotly=plotly_script())
