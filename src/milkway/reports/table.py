"""A table of a report: title, columns, rows of text, and a note."""

from dataclasses import dataclass
from pathlib import Path

from milkway.core.tabular import csv_text
from milkway.core.writing import write_whole
from milkway.reports.numbers import ABSENT


@dataclass(frozen=True)
class Table:
    """Rows of text under columns; `name` is that of its file."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def write_table(table: Table, folder: Path) -> None:
    """Write a table as `<name>.csv`; what is not available is an empty field."""
    rows = [[None if cell == ABSENT else cell for cell in row] for row in table.rows]
    write_whole(folder / f"{table.name}.csv", csv_text(table.columns, rows).encode())
