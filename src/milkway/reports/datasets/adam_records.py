"""Records of data sets in the shape of ADaM, read from the files of a folder as text, of one trial and one world alone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from milkway.core.brief import brief
from milkway.core.errors import Mistake
from milkway.core.tabular import said
from milkway.reports.datasets.transport_file import read_transport
from milkway.trials.entered.strict_cells import Kind
from milkway.trials.entered.text_table import TextTable, read_table

SUBJECT = "USUBJID"
READ = {".csv": read_table, ".xpt": read_transport}  # by the ending of a file; the first that is there is read
SAID = {".csv": said, ".xpt": str}  # by the same endings, what a cell says
IMPUTED = ("ADTF", "STARTDTF", "ASTDTF")  # flags of dates of which only a part is known
Record = dict[str, str]


@dataclass(frozen=True)
class Records:
    """A data set: its rows by variable, each with how messages call it."""

    table: TextTable
    rows: tuple[tuple[str, Record], ...]

    __repr__ = brief

    def where(self, **values: str) -> Iterator[tuple[str, Record]]:
        """Yield the records whose variables have these values."""
        yield from (one for one in self.rows if all(one[1].get(name, "") == value for name, value in values.items()))

    def nearly(self, **values: str) -> Iterator[Mistake]:
        """Yield a variable that would have its value but for capitals or blanks around it: such records are not passed over."""
        for name, value in values.items():
            found = [(place, one[name]) for place, one in self.rows if one.get(name, "") != value]
            near = [(place, one) for place, one in found if one.strip().casefold() == value.casefold()]
            if near:
                more = f", and {len(near) - 1} records more" if len(near) > 1 else ""
                yield Mistake(f"{near[0][0]}, variable {name}{more}", repr(near[0][1]), f"{value!r} to the letter")


@dataclass(frozen=True)
class Reader:
    """What reads a folder, and gathers what is wrong with it.

    Attributes:
        folder: of the data sets.
        keeps: whether a record is of the world that is analysed.
        mistakes: found so far.
        known: data sets that were read, by name.
        imputed: places of records that were used though a date of theirs is known in part.
    """

    folder: Path
    keeps: Callable[[Record], bool]
    mistakes: list[Mistake]
    known: dict[str, Records | None] = field(default_factory=dict[str, Records | None])
    imputed: set[str] = field(default_factory=set[str])

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

    def chosen(self, name: str, needed: Iterable[str], **where: str) -> Iterator[tuple[str, Record]]:
        """Yield the records of a data set that are asked for, none where it or a variable is missing.

        Args:
            name: as "ADSL".
            needed: variables that are read beside those asked for.
            where: values of variables.
        """
        data = self.records(name, (*needed, *where))
        if data is None:
            return
        self.mistakes.extend(data.nearly(**where))
        for place, record in data.where(**where):
            if any(record.get(one, "") for one in IMPUTED):
                self.imputed.add(place)
            yield place, record

    def has(self, name: str) -> bool:
        """Return whether the folder holds a data set, in whatever format."""
        return bool(self._files(name))

    def read(self, place: str, record: Record, variable: str, kind: Kind) -> float | None:
        """Return the number that a variable of a record says; what it may not say is a mistake."""
        found = kind.read(record[variable])
        if found is None:
            self.mistakes.append(Mistake(f"{place}, variable {variable}", repr(record[variable]), kind.allowed))
        return None if found is None else found[0]

    def _read(self, name: str) -> Records | None:
        there = self._files(name)
        path = next((there[ending] for ending in READ if ending in there), None)
        if path is None:
            other = f", but {', '.join(one.name for one in there.values())}" if there else ""
            found, allowed = f"no {name.lower()}.csv{other}", f"the data set {name} as CSV or SAS transport file of version 5"
            self.mistakes.append(Mistake(str(self.folder), found, allowed))
            return None
        table = READ[path.suffix.lower()](path, self.mistakes)
        table = None if table is None else self._in_capitals(table)
        if table is None:
            return None
        rows = [
            (f"{table.source}, {place}", dict(zip(table.columns, map(SAID[path.suffix.lower()], row), strict=True)))
            for place, row in zip(table.places, table.rows, strict=True)
        ]
        return Records(table, tuple(one for one in rows if self.keeps(one[1])))

    def _in_capitals(self, table: TextTable) -> TextTable | None:
        """Return a table whose variables are in capitals, since SAS tells no capitals apart."""
        names = tuple(name.upper() for name in table.columns)
        twice = dict.fromkeys(name for name in names if names.count(name) > 1)
        self.mistakes.extend(
            Mistake(table.source, f"{names.count(name)} variables {name}", "one, whatever capitals") for name in twice
        )
        return None if twice else replace(table, columns=names)

    def _files(self, name: str) -> dict[str, Path]:
        """Return the files of a data set by their endings."""
        return {one.suffix.lower(): one for one in sorted(self.folder.iterdir()) if one.stem.lower() == name.lower()}
