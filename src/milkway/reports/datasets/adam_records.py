"""Records of data sets in the shape of ADaM, read from CSV files of a folder as text, of one trial and one world alone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from milkway.core.brief import brief
from milkway.core.errors import Mistake
from milkway.core.numerals import read_number
from milkway.core.tabular import field as as_written
from milkway.trials.entered.text_table import TextTable, read_table

SUBJECT = "USUBJID"
Record = dict[str, str]


@dataclass(frozen=True)
class Records:
    """A data set: its rows by variable, each with how messages call it."""

    table: TextTable
    rows: tuple[tuple[str, Record], ...]

    __repr__ = brief

    def where(self, **values: str) -> Iterator[tuple[str, Record]]:
        """Yield the records whose variables have these values, as they are written in CSV."""
        wanted = {name: str(as_written(value)) for name, value in values.items()}
        yield from (one for one in self.rows if all(one[1].get(name, "") == value for name, value in wanted.items()))


@dataclass(frozen=True)
class Reader:
    """What reads a folder, and gathers what is wrong with it.

    Attributes:
        folder: of the data sets.
        keeps: whether a record is of the world that is analysed.
        mistakes: found so far.
        known: data sets that were read, by name.
    """

    folder: Path
    keeps: Callable[[Record], bool]
    mistakes: list[Mistake]
    known: dict[str, Records | None] = field(default_factory=dict[str, Records | None])

    __repr__ = brief

    def records(self, name: str, needed: Iterable[str]) -> Records | None:
        """Return a data set, or None where it, or a variable that is needed, is missing.

        Args:
            name: as "ADSL".
            needed: variables that are read.
        """
        if name not in self.known:
            self.known[name] = self._read(name)
        found = self.known[name]
        if found is None:
            return None
        lacking = [one for one in (SUBJECT, *needed) if one not in found.table.columns]
        told = [Mistake(found.table.source, f"no variable {one}", f"{one}, as {name} has it") for one in lacking]
        self.mistakes.extend(one for one in told if one not in self.mistakes)
        return None if lacking else found

    def has(self, name: str) -> bool:
        """Return whether the folder holds a data set."""
        return self._path(name) is not None

    def number(self, place: str, record: Record, variable: str) -> float | None:
        """Return a number of a record; what is none is a mistake."""
        found = read_number(record[variable])
        if found is None:
            self.mistakes.append(Mistake(f"{place}, variable {variable}", repr(record[variable]), "a number"))
        return found

    def _read(self, name: str) -> Records | None:
        path = self._path(name)
        if path is None:
            self.mistakes.append(Mistake(str(self.folder), f"no {name.lower()}.csv", f"the data set {name} as CSV"))
            return None
        table = read_table(path, self.mistakes)
        if table is None:
            return None
        rows = [
            (f"{table.source}, {place}", dict(zip(table.columns, row, strict=True)))
            for place, row in zip(table.places, table.rows, strict=True)
        ]
        return Records(table, tuple(one for one in rows if self.keeps(one[1])))

    def _path(self, name: str) -> Path | None:
        return next((one for one in sorted(self.folder.iterdir()) if one.name.lower() == f"{name.lower()}.csv"), None)
