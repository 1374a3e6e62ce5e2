"""A table of a report: title, columns, rows of text, and a note."""

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from milkway.core.writing import write_whole


@dataclass(frozen=True)
class Table:
    """Rows of text under columns; `name` is that of its file."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def write_table(table: Table, folder: Path) -> None:
    """Write a table as `<name>.csv`."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    write_whole(folder / f"{table.name}.csv", text.getvalue().encode())
