"""Write the judged claims as one HTML page that opens offline."""

from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from milkway.core.writing import write_whole
from milkway.reports import claims_tables


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
    text = files("milkway.reports").joinpath("templates", "claims.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    simulated = [one for one in summary["claims"] if one["counterfactual"]["simulated"]]
    return environment.from_string(text).render(
        claims=summary["claims"],
        tables=claims_tables,
        unreported=claims_tables.unreported_table(summary),
        run=simulated[0]["counterfactual"] if simulated else None,
        product=next((one for one in simulated if "told_apart_by" in one["counterfactual"]), None),
        left_out=any("verdict_of_all_findings" in one for one in summary["claims"]),
        version=version("milkway"),
    )
