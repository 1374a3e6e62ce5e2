"""The cells of a data file with a row a woman, each read strictly; every cell that cannot be is told with its row and column."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief
from milkway.core.errors import Mistake
from milkway.core.spelling import as_read
from milkway.protocol.protocol import Protocol
from milkway.trials.entered.strict_cells import Cell, Kind, is_plain_text
from milkway.trials.entered.text_table import TextTable
from milkway.trials.entered.woman_columns import Column, columns_of

TEXT = "a text without spaces around it"
OR_BLANK = "; or blank"


@dataclass(frozen=True)
class Typed:
    """What was typed of every woman.

    Attributes:
        table: as text.
        numbers: (woman,) cells of each column of numbers: () where blank, None where it cannot be read.
        texts: (woman,) cells of each column of text.
    """

    table: TextTable
    numbers: dict[str, tuple[Cell | None, ...]]
    texts: dict[str, tuple[str, ...]]

    __repr__ = brief

    def place(self, row: int, column: str) -> str:
        """Return how messages call a cell."""
        return f"{self.table.source}, {self.table.places[row]}, column {column}"

    def first(self, column: str) -> np.ndarray:
        """Return (woman,) the first number of each cell, NaN where it is blank or there is no such column."""
        if column not in self.numbers:
            return np.full(len(self.table.rows), np.nan)
        return np.array([cell[0] if cell else np.nan for cell in self.numbers[column]])


def typed_women(table: TextTable, protocol: Protocol, mistakes: list[Mistake]) -> Typed:
    """Return the cells of the columns that a protocol can use.

    Args:
        table: with a row a woman.
        protocol: of the trial.
        mistakes: to which each column that is missing and each cell that cannot be read is added.
    """
    columns = columns_of(protocol)
    mistakes += _unlike(columns)
    for one in columns:
        if one.needed and one.name not in table.columns:
            mistakes.append(Mistake(table.source, f"no column {one.name}", f"a column {one.name}: {one.meaning}"))
    mistakes += _nearly_named(table, columns)
    numbers = {
        one.name: tuple(_read(cell, one.kind) for cell in table.column(one.name))
        for one in columns
        if one.kind is not None and one.name in table.columns
    }
    texts = {one.name: table.column(one.name) for one in columns if one.kind is None and one.name in table.columns}
    found = Typed(table, numbers, texts)
    for one in columns:
        if one.name in table.columns:
            mistakes += _wrong(found, one)
    return found


def unused_columns(table: TextTable, protocol: Protocol) -> tuple[str, ...]:
    """Return the columns that a protocol does not ask for."""
    known = {one.name for one in columns_of(protocol)}
    return tuple(name for name in table.columns if name not in known)


def _read(cell: str, kind: Kind) -> Cell | None:
    return kind.read(cell) if cell else ()


def _wrong(typed: Typed, column: Column) -> Iterator[Mistake]:
    """Yield every cell of a column that cannot be read, or is blank and must not be."""
    cells = typed.table.column(column.name)
    allowed = (TEXT if column.kind is None else column.kind.allowed) + ("" if column.filled else OR_BLANK)
    for row, cell in enumerate(cells):
        if cell:
            good = is_plain_text(cell) if column.kind is None else typed.numbers[column.name][row] is not None
        else:
            good = not column.filled
        if not good:
            yield Mistake(typed.place(row, column.name), repr(cell) if cell else "nothing", allowed)


def _nearly_named(table: TextTable, columns: tuple[Column, ...]) -> Iterator[Mistake]:
    """Yield columns that a slip of the keyboard keeps from being read, where nobody would miss them."""
    lacking = {_plain(one.name): one.name for one in columns if not one.needed and one.name not in table.columns}
    for name in table.columns:
        if name not in {one.name for one in columns} and _plain(name) in lacking:
            yield Mistake(table.source, f"a column {name!r}", f"{lacking[_plain(name)]}, or another name")


def _plain(name: str) -> str:
    """Return a name of a column without what is easily typed otherwise."""
    return "".join(one for one in as_read(name) if one.isalnum())


def _unlike(columns: tuple[Column, ...]) -> Iterator[Mistake]:
    names = [one.name for one in columns]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield Mistake("endpoints", f"names that both ask for a column {name}", "names of endpoints that do not clash")
