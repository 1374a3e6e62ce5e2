"""A table as CSV: a value that is missing is an empty field, and nothing else looks missing.

Quotes do not keep a text such as "null" or "NA" from being read as missing, by pandas and R alike: it is set between apostrophes.
"""

import csv
import math
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TextIO

TAKEN_FOR_MISSING = frozenset(
    (
        *("NA", "N/A", "n/a", "<NA>", "#NA", "#N/A", "#N/A N/A", "NULL", "null", "None"),
        *("NaN", "nan", "-NaN", "-nan", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN"),
    )
)


def write_csv(out: TextIO, columns: Sequence[str], rows: Iterable[Sequence[object]], end: str = "\r\n") -> None:
    """Write columns and rows to a file that was opened with `newline=""`; None and what is not a number are missing."""
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(columns)
    writer.writerows([field(value) for value in row] for row in rows)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]], end: str = "\r\n") -> str:
    r"""Return columns and rows as the text of a file.

    >>> csv_text(("load", "hypothesis"), [(None, "null"), (1.5, "both")], "\n")
    "load,hypothesis\n,'null'\n1.5,both\n"
    """
    text = StringIO(newline="")
    write_csv(text, columns, rows, end)
    return text.getvalue()


def field(value: object) -> object:
    """Return what is written for a value."""
    if isinstance(value, str):
        return f"'{value}'" if value in TAKEN_FOR_MISSING else value
    missing = value is None or (isinstance(value, float) and math.isnan(value))
    return "" if missing else value


def said(cell: str) -> str:
    """Return the text that a cell of such a table says, without the apostrophes that keep it from being taken for missing.

    >>> said("'null'"), said("null"), said("'tis")
    ('null', 'null', "'tis")
    """
    inner = cell[1:-1]
    return inner if inner in TAKEN_FOR_MISSING and cell == f"'{inner}'" else cell
