"""How a result shows itself in a notebook, and how it is saved: the same for every verb.

What draws or makes data frames loads when it is asked for.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from milkway.core.errors import InputError, Mistake
from milkway.core.tabular import csv_text
from milkway.core.writing import write_whole

if TYPE_CHECKING:
    import pandas as pd

    from milkway.reports.table import Table

SHOWN = 20  # rows of a data frame in a notebook
SUFFIXES = (".json", ".csv", ".html")


@dataclass(frozen=True)
class Face:
    """What a result shows of itself.

    Attributes:
        title: of it.
        lines: what is to be said of the whole, a sentence each.
        frames: makers of its tables by name, the main one first.
        main: maker of the table that a reader sees; the first rows of the main data frame if there is none.
    """

    title: str
    lines: tuple[str, ...]
    frames: "Mapping[str, Callable[[], pd.DataFrame]]"
    main: "Callable[[], Table] | None" = None


class Result(Protocol):
    """What a verb returns."""

    @property
    def summary(self) -> dict:
        """Return all of it as plain values."""
        ...

    def face(self) -> Face:
        """Return what it shows of itself."""
        ...

    def tell(self) -> None:
        """Print what the command of the verb prints."""
        ...


def framed(rows: "Iterable[Mapping]", columns: Iterable[str] = ()) -> "pd.DataFrame":
    """Return rows of plain values as a data frame; `columns` are those of one without rows."""
    return import_module("milkway.reports.frames").frame(rows, columns)


def notebook(self: Result) -> str:
    """Return a result as a short piece of HTML, as its `_repr_html_`."""
    return _rendered(self, "result.html.j2")


def saved(self: Result, path: str | Path) -> Path:
    """Write a result to a file or a folder, as its `save`, and return the place.

    Args:
        path: a file that ends in .json (everything), .csv (the main table) or .html (what a notebook shows); or a folder, new or
            there already, for every table as CSV and `summary.json`.

    Raises:
        InputError: another ending, or the folder of the file does not exist.
    """
    place, face = Path(path), self.face()
    if mistakes := _mistakes(place):
        raise InputError("save", mistakes)
    if place.suffix == ".json":
        write_whole(place, _json(self))
    elif place.suffix == ".csv":
        write_whole(place, _csv(next(iter(face.frames.values()))()))
    elif place.suffix == ".html":
        write_whole(place, _rendered(self, "saved.html.j2").encode())
    else:
        for name, make in face.frames.items():
            write_whole(place / f"{name}.csv", _csv(make()))
        write_whole(place / "summary.json", _json(self))
    return place


def _rendered(self: Result, template: str) -> str:
    face = self.face()
    table = face.main() if face.main is not None else _head(face)
    return import_module("milkway.reports.pages").template_of(template).render(face=face, main=table)


def _mistakes(place: Path) -> list[Mistake]:
    if place.suffix and place.suffix not in SUFFIXES:
        return [Mistake("path", str(place), f"a folder, or a file that ends in {', '.join(SUFFIXES)}")]
    if place.suffix and (place.is_dir() or not place.parent.is_dir()):
        return [Mistake("path", str(place), "a file in a folder that exists")]
    return [Mistake("path", str(place), "a folder")] if not place.suffix and place.is_file() else []


def _json(result: Result) -> bytes:
    return (json.dumps(result.summary, indent=1, allow_nan=False, ensure_ascii=False) + "\n").encode()


def _csv(table: "pd.DataFrame") -> bytes:
    """Return a data frame as every other table is written: what is missing is empty, and nothing else looks missing."""
    there = table.astype(object).where(table.notna(), None)
    return csv_text(tuple(map(str, table.columns)), there.itertuples(index=False, name=None)).encode()


def _head(face: Face) -> "Table | None":
    """Return the first rows of the main data frame as a table."""
    if not face.frames:
        return None
    name, make = next(iter(face.frames.items()))
    whole = make()
    rows = tuple(tuple(_cell(value) for value in row) for row in whole.head(SHOWN).itertuples(index=False))
    note = f"The first {SHOWN} of {len(whole)} rows." if len(whole) > SHOWN else ""
    return import_module("milkway.reports.table").Table(name, name, tuple(map(str, whole.columns)), rows, note)


def _cell(value: object) -> str:
    """Return a value as a reader wants it; what does not exist is empty."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
