"""`milkway.export_parameters`: all parameter tables as one tidy file, a row a parameter."""

import json
from pathlib import Path

from milkway.arguments import file_mistakes
from milkway.core.errors import InputError, Mistake
from milkway.core.tabular import csv_text
from milkway.core.writing import write_whole
from milkway.ledger.rows import AXES, ParameterRow
from milkway.ledger.tables import read_parameters

COLUMNS = (
    *("key", "parameter", *AXES, "value", "spread", "variation", "distribution", "unit", "kind"),
    *("tuned_on", "source", "locator", "note"),
)
SUFFIXES = (".csv", ".json")


def export_parameters(out: str | Path | None = None) -> list[dict]:
    """Return every row of the parameter tables in canonical units, and write them to a file if one is named.

    Spread is our uncertainty about the median, variation the difference between dyads: geometric standard deviations where the
    distribution is lognormal, else standard deviations in the unit of the value.

    Args:
        out: a file that ends in .csv or .json.

    Raises:
        InputError: the file cannot be written, or ends otherwise.

    >>> sorted(export_parameters()[0]) == sorted(COLUMNS)
    True
    """
    mistakes = file_mistakes("out", out, "")
    if out is not None and Path(out).suffix not in SUFFIXES:
        mistakes.append(Mistake("out", str(out), f"a file that ends in {' or '.join(SUFFIXES)}"))
    if mistakes:
        raise InputError("export parameters", mistakes)
    rows = [_plain(row) for row in read_parameters().rows.values()]
    if out is not None:
        text = _json_of(rows) if Path(out).suffix == ".json" else _csv_of(rows)
        write_whole(Path(out), text.encode())
    return rows


def _plain(row: ParameterRow) -> dict:
    axes = dict(zip(AXES, row.axes, strict=True))
    named = {name: getattr(row, name) for name in COLUMNS if name not in AXES and name != "tuned_on"}
    everything = named | axes | {"tuned_on": ";".join(row.tuned_on)}
    return {name: everything[name] for name in COLUMNS}


def _json_of(rows: list[dict]) -> str:
    return json.dumps({"parameters": rows}, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _csv_of(rows: list[dict]) -> str:
    return csv_text(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))
