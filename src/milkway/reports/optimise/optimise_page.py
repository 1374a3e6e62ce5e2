"""Write a comparison of interventions: one page that opens offline, its tables as CSV, and the numbers as JSON."""

import json
from pathlib import Path

from milkway.core.writing import write_whole
from milkway.reports.optimise import optimise_tables, optimise_words
from milkway.reports.pages import template_of
from milkway.reports.table import write_table

PAGE = "optimise.html"


def write_optimised(summary: dict, folder: Path) -> Path:
    """Write optimise.html, tables/*.csv and summary.json, and return the place of the page.

    Args:
        summary: of the comparison, as plain values.
        folder: of the run.

    Raises:
        OSError: a file cannot be written.
    """
    drawn, tables = page(summary), optimise_tables
    whole = [*tables.sign_tables(summary), tables.interaction_table(summary), tables.effects_table(summary)]
    whole += [
        tables.catalogue_table(summary),
        tables.measure_table(summary),
        tables.pairs_table(summary),
        tables.left_out_table(summary),
    ]
    whole += [tables.ranking_table(one, summary) for one in summary["rankings"]]
    whole += [tables.front_table(one, summary) for one in summary["pareto"]]
    for table in whole:
        if table is not None:
            write_table(table, folder / "tables")
    write_whole(folder / PAGE, drawn.encode())
    kept = json.dumps(summary, indent=1, allow_nan=False, ensure_ascii=False)
    write_whole(folder / "summary.json", (kept + "\n").encode())
    return folder / PAGE


def page(summary: dict) -> str:
    """Return the page."""
    return template_of("optimise.html.j2").render(
        summary=summary,
        tables=optimise_tables,
        words=optimise_words,
    )
