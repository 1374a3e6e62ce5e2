"""`milkway.export_parameters`: every number that has a kind as one tidy file, a row a number."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.arguments import file_mistakes
from milkway.core.errors import InputError, Mistake
from milkway.core.tabular import csv_text
from milkway.core.writing import write_whole
from milkway.ledger.stated_number import COLUMNS
from milkway.reports.evidence.every_number import every_number
from milkway.reports.showing import Face, framed, notebook, saved

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".csv", ".json")


@dataclass(frozen=True)
class ExportedParameters:
    """Every number that has a kind in canonical units, and the file if they were written to one."""

    rows: tuple[dict, ...]
    path: Path | None = None

    _repr_html_ = notebook
    save = saved

    @property
    def summary(self) -> dict:
        """Return the file and the number of rows, or the rows where there is no file."""
        return {"parameters": list(self.rows)} if self.path is None else {"out": str(self.path), "parameters": len(self.rows)}

    @property
    def table(self) -> "pd.DataFrame":
        """Return the rows."""
        return framed(self.rows)

    def tell(self) -> None:
        """Print the file, or the rows as CSV where there is none."""
        sys.stdout.write(_csv_of(self.rows) if self.path is None else f"{self.path}\n")

    def face(self) -> Face:
        """Return what it shows of itself."""
        return Face("Parameters", (), {"parameters": lambda: self.table})

    def __repr__(self) -> str:
        """Return the number of rows and the file in a line."""
        return f"<{len(self.rows)} parameters{'' if self.path is None else f', in {self.path}'}>"


def export_parameters(out: str | Path | None = None) -> ExportedParameters:
    """Write every number that has a kind: value, spread, unit, kind, source and locator in one tidy table, in canonical units.

    The column place says where a number lives: a table of parameters, a population, a protocol, an assay, a setting, or a prior
    of the calibration. The kind setting is that of a value of a hypothesis, the kind definition that of a number which only says
    what a word means. Spread is our uncertainty about the median, variation the difference between dyads: geometric standard
    deviations where the distribution is lognormal, else standard deviations in the unit of the value.

    Where the file is given back as --values, the rows whose place is a table are read and all others left out: a population, a
    protocol or an assay is changed in a file of its own.

    Args:
        out: File of the table, .csv or .json; without it the table is printed as CSV.

    Raises:
        InputError: the file cannot be written, or ends otherwise.

    >>> sorted(export_parameters().rows[0]) == sorted(COLUMNS)
    True
    """
    mistakes = file_mistakes("out", out, "")
    if out is not None and not mistakes and Path(out).suffix not in SUFFIXES:
        mistakes.append(Mistake("out", str(out), f"a file that ends in {' or '.join(SUFFIXES)}"))
    if mistakes:
        raise InputError("export parameters", mistakes)
    rows = tuple(one.plain for one in every_number())
    path = None if out is None else Path(out)
    if path is not None:
        text = _json_of(rows) if path.suffix == ".json" else _csv_of(rows)
        write_whole(path, text.encode())
    return ExportedParameters(rows, path)


def _json_of(rows: Sequence[dict]) -> str:
    return json.dumps({"parameters": list(rows)}, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _csv_of(rows: Sequence[dict]) -> str:
    return csv_text(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))
