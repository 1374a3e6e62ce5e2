"""Write a comparison of designs: one page that opens offline, its tables as CSV, and the numbers as JSON."""

import json
from pathlib import Path

from milkway.core.writing import write_whole
from milkway.reports.designs.designs_figure import tornado
from milkway.reports.designs.designs_tables import FLIP, designs_table, every_table, false_claims_table, hypotheses, least_tables
from milkway.reports.designs.designs_words import headline
from milkway.reports.flip_table import flip_tables
from milkway.reports.pages import embedded, plotly_script, template_of
from milkway.reports.table import write_table

PAGE = "designs.html"


def write_designs(summary: dict, folder: Path) -> dict:
    """Write designs.html, tables/*.csv and designs.json, and return the summary with the place of the page.

    Args:
        summary: of the comparison, as plain values.
        folder: of the run.

    Raises:
        OSError: a file cannot be written.
    """
    shown = [designs_table(summary, name) for name in hypotheses(summary)[1:]]
    also = (*flip_tables(summary["flip"], FLIP), *least_tables(summary))
    tables, drawn = (*shown, false_claims_table(summary), every_table(summary), *also), page(summary)
    for table in tables:
        write_table(table, folder / "tables")
    write_whole(folder / PAGE, drawn.encode())
    kept = json.dumps({**summary, "report": PAGE}, indent=1, allow_nan=False, ensure_ascii=False)
    write_whole(folder / "designs.json", (kept + "\n").encode())
    return {**summary, "report": str(folder / PAGE)}


def page(summary: dict) -> str:
    """Return the page."""
    parts = [
        {
            "name": name,
            "table": designs_table(summary, name),
            "figure": embedded(tornado(summary, name), tornado(summary, name, narrow=True), f"designs-{name}"),
        }
        for name in hypotheses(summary)[1:]
    ]
    return template_of("designs.html.j2").render(
        summary=summary,
        parts=parts,
        headline=headline(summary),
        flip=flip_tables(summary["flip"], FLIP),
        least=least_tables(summary),
        false_claims=false_claims_table(summary),
        plotly=plotly_script(),
    )
