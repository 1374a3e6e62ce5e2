"""A table as text, cell by cell, as it was typed: nothing is read as a number, a date or a missing value here."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from milkway.core.brief import brief
from milkway.core.errors import Mistake

COMMENT = "#"
FORMATS = {
    ".xlsx": "a spreadsheet",
    ".xls": "a spreadsheet",
    ".ods": "a spreadsheet",
    ".xpt": "a SAS transport file",
    ".sas7bdat": "a SAS data set",
    ".dta": "a Stata file",
    ".rds": "a file of R",
    ".parquet": "a Parquet file",
    ".json": "a JSON file",
}
OTHERS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True)
class TextTable:
    """Rows of text.

    Attributes:
        source: how messages call the table.
        columns: their names.
        places: (row,) how messages call each row.
        rows: (row,) its cells.
    """

    source: str
    columns: tuple[str, ...]
    places: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    __repr__ = brief

    def column(self, name: str) -> tuple[str, ...]:
        """Return the cells of a column."""
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)


def read_table(path: Path, mistakes: list[Mistake]) -> TextTable | None:
    """Return a CSV file in UTF-8 with commas between columns; lines before its header that begin with # are comments.

    Args:
        path: of the file.
        mistakes: to which all that is wrong with the file is added.
    """
    other = FORMATS.get(path.suffix.lower())
    if other is not None and path.is_file():
        mistakes.append(
            Mistake(str(path), f"{other} ({path.suffix})", "a CSV file; data sets of ADaM as the folder that holds them")
        )
        return None
    text = _text(path, mistakes)
    if text is None:
        return None
    lines = text.splitlines(keepends=True)
    skipped = next((number for number, line in enumerate(lines) if line.strip() and not _is_comment(line)), len(lines))
    reader = csv.reader(StringIO("".join(lines[skipped:]), newline=""), strict=True)
    try:
        read = [(f"line {skipped + reader.line_num}", tuple(row)) for row in reader if row]
    except csv.Error as error:
        mistakes.append(Mistake(f"{path}, line {skipped + reader.line_num}", str(error), "a CSV file, quotes closed"))
        return None
    if not read:
        mistakes.append(Mistake(str(path), "no line with the names of columns", "a line of names, and a line for each woman"))
        return None
    return text_table(str(path), read[0][1], read[1:], mistakes)


def text_table(
    source: str, columns: tuple[str, ...], rows: Sequence[tuple[str, tuple[str, ...]]], mistakes: list[Mistake]
) -> TextTable | None:
    """Return rows of text under columns; None where the names of columns are not apart, or a row has other cells.

    Args:
        source: how messages call the table.
        columns: their names.
        rows: how messages call each row, and its cells.
        mistakes: to which all that is wrong is added.
    """
    found = [*_header(source, columns)]
    if not found:
        found += [
            Mistake(f"{source}, {place}", f"{len(row)} cells", f"{len(columns)}, one for each column")
            for place, row in rows
            if len(row) != len(columns)
        ]
    mistakes += found
    return None if found else TextTable(source, columns, tuple(place for place, _ in rows), tuple(row for _, row in rows))


def _text(path: Path, mistakes: list[Mistake]) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        allowed = 'text in UTF-8; of a spreadsheet, saved as "CSV UTF-8"'
        mistakes.append(Mistake(str(path), f"a byte at {error.start} that is not UTF-8", allowed))
    except OSError as error:
        mistakes.append(Mistake(str(path), str(error.strerror), "a file that can be read"))
    return None


def _is_comment(line: str) -> bool:
    """Return whether a line before the header is a comment, also where a spreadsheet has set it between quotes."""
    return line.removeprefix('"').startswith(COMMENT)


def _header(source: str, columns: tuple[str, ...]) -> Iterable[Mistake]:
    other = next((name for mark, name in OTHERS.items() if len(columns) == 1 and mark in columns[0]), None)
    if other is not None:
        yield Mistake(source, f"{other} between columns", "commas between columns, and a point in numbers")
        return
    for name in dict.fromkeys(name for name in columns if columns.count(name) > 1):
        yield Mistake(source, f"{columns.count(name)} columns {name!r}", "columns whose names differ")
