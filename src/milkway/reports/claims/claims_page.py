"""Write the judged claims as one HTML page that opens offline."""

from importlib.metadata import version
from pathlib import Path

from milkway.core.writing import write_whole
from milkway.reports.claims import claims_tables
from milkway.reports.pages import template_of


def write_page(summary: dict, path: Path) -> None:
    """Write the page whole or not at all.

    Args:
        summary: the claims as plain values.
        path: of the page.

    Raises:
        OSError: the file cannot be written.
    """
    write_whole(path, page(summary).encode())


def page(summary: dict) -> str:
    """Return the page."""
    every = [part for one in summary["claims"] for part in one["parts"]]
    simulated = [one for one in every if one["counterfactual"]["simulated"]]
    return template_of("claims.html.j2").render(
        summary=summary,
        claims=summary["claims"],
        tables=claims_tables,
        unreported=claims_tables.unreported_table(summary),
        run=simulated[0]["counterfactual"] if simulated else None,
        product=next((one for one in simulated if "told_apart_by" in one["counterfactual"]), None),
        left_out=any("verdict_of_all_findings" in one for one in every),
        version=version("milkway"),
    )
