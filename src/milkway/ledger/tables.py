"""Parameter tables: each value with its spread, unit, kind, source and locator.

`spread` is our uncertainty about the median, `variation` the difference between dyads: geometric standard deviations where
the distribution is log-normal, standard deviations in the unit of the value where it is normal or beta, and else empty.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np

from milkway.core.bounds import ANY, Bounds
from milkway.core.brief import brief
from milkway.core.declare import Parameter
from milkway.core.errors import InputError, Mistake
from milkway.core.model import Model
from milkway.core.network import Network
from milkway.core.tabular import write_csv
from milkway.core.units import parse_unit
from milkway.ledger.rows import COLUMNS, KINDS, OFF, TAXA, YOURS, ParameterRow, keys_of, row_mistakes, rows_of
from milkway.ledger.switched_off import switched_off


@dataclass(frozen=True)
class ParameterTable:
    """Parameter rows by key, `name` or `name[taxon,resource]`; values in canonical units.

    Attributes:
        rows: by key.
        places: file and line of each row that was read, by key.
        bounds: the values that each parameter may have, by key, once `declared` has told them.
        model: whose parameters they are, where that is another than the complete one.
        open: parameters that only this model has: they are without a row until a user gives them a value.
    """

    rows: Mapping[str, ParameterRow]
    places: Mapping[str, str] = field(default_factory=dict[str, str], compare=False)
    bounds: Mapping[str, Bounds] = field(default_factory=dict[str, Bounds], compare=False)
    model: Model | None = field(default=None, compare=False)
    open: Mapping[str, Parameter] = field(default_factory=dict[str, Parameter], compare=False)

    __repr__ = brief

    def keys(self) -> frozenset[str]:
        """Return the keys of all rows, as `milkway.core.network.expand` wants them."""
        return frozenset(self.rows)

    def counted(self, keys: Iterable[str] | None = None) -> Mapping[str, int]:
        """Return how many numbers there are of each kind, among some keys or all.

        What holds for several taxa is one number, or one of each kind that they have; what is switched off is none.
        """
        rows = self.rows.values() if keys is None else (self.rows[key] for key in keys)
        return Counter(kind for _, kind in sorted({(row.number, row.kind) for row in rows if row.kind != OFF}))

    def files(self) -> dict[str, str]:
        """Return the file in which the last row of each parameter stands, by its name."""
        return {self.rows[key].parameter: place.partition(":")[0] for key, place in self.places.items()}

    def kept(self, key: str, values: np.ndarray) -> np.ndarray:
        """Return values of a parameter within its bounds."""
        return self.bounds.get(key, ANY).keep(values)

    def replacing(self, values: Mapping[str, float], kind: str, note: str) -> "ParameterTable":
        """Return a table with other values, in canonical units and kept within bounds, that say what kind they are and why.

        The rows lose spread, source and locator with the value that these described. What a user gave stays.

        Raises:
            InputError: a key has no row, or the kind is unknown.
        """
        mistakes = [Mistake(key, "no such row", "a key of the parameter tables") for key in values if key not in self.rows]
        if kind not in KINDS:
            mistakes.append(Mistake("kind", repr(kind), ", ".join(KINDS)))
        if mistakes:
            raise InputError("replaced parameters", mistakes)
        changed = {
            key: replace(
                self.rows[key],
                value=float(self.kept(key, np.asarray(value))),
                spread=None,
                kind=kind,
                source="",
                locator="",
                note=note,
            )
            for key, value in values.items()
            if self.rows[key].kind != YOURS
        }
        return replace(self, rows={**self.rows, **changed})


def read_parameters(folder: Path | None = None) -> ParameterTable:
    """Return the table of every CSV file of a folder; without a folder, of the tables that ship.

    Parameters that change nothing until something says otherwise need no row.

    Raises:
        InputError: a row cannot be used; every mistake of every file is listed.

    >>> table = read_parameters()
    >>> all(row.kind in (*KINDS, OFF) for row in table.rows.values())
    True
    """
    place: Traversable | Path = folder if folder is not None else files("milkway.ledger").joinpath("data", "parameters")
    texts = sorted((item.name, item) for item in place.iterdir() if item.name.endswith(".csv")) if place.is_dir() else []
    if folder is not None and not texts:
        raise InputError(str(folder), [Mistake("folder", "no parameter tables", "a folder with .csv files")])
    mistakes: list[Mistake] = []
    rows: dict[str, ParameterRow] = {}
    places: dict[str, str] = {}
    for name, item in texts:
        _gather(name, item.read_text(encoding="utf-8"), rows, places, mistakes)
    if mistakes:
        raise InputError("parameter tables" if folder is None else str(folder), mistakes)
    return ParameterTable({row.key: row for row in switched_off()} | rows, places)


def write_parameters(table: ParameterTable, path: Path) -> None:
    """Write a table as one CSV file in canonical units that `read_parameters` reads back; what is off needs no line."""
    alike: dict[ParameterRow, list[str]] = {}
    for row in (row for row in table.rows.values() if row.kind != OFF):
        alike.setdefault(replace(row, axes=("", *row.axes[1:]), line=row.number), []).append(row.axes[0])
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = (
            [row.parameter, TAXA.join(taxa), *row.axes[1:], row.value, row.spread, row.variation, row.distribution, row.unit]
            + [row.kind, ";".join(row.tuned_on), row.source, row.locator, row.note]
            for row, taxa in alike.items()
        )
        write_csv(out, COLUMNS, rows)


def declared(network: Network, table: ParameterTable) -> ParameterTable:
    """Return a table that keeps what is changed in it within the bounds that a network declares, after checking its rows.

    Raises:
        InputError: as `check_against` does.
    """
    check_against(network, table)
    return replace(table, bounds=network.bounds)


def check_against(network: Network, table: ParameterTable) -> None:
    """Check that every parameter of a network has a row in its own unit, and within its bounds.

    Raises:
        InputError: parameters without a row, or whose row has another unit or a value that cannot be; all of them.
    """
    mistakes = []
    for parameter in network.parameters:
        row = table.rows.get(parameter.key)
        if row is None:
            if parameter.key not in network.absent:
                mistakes.append(Mistake(parameter.key, "no row", "a row in the parameter tables"))
        elif parse_unit(row.unit) != parameter.unit:
            mistakes.append(Mistake(_place(table, parameter.key), f"unit {row.unit}", f"unit {parameter.unit}"))
        elif not parameter.within.holds(row.value):
            mistakes.append(Mistake(_place(table, parameter.key), f"{row.value:g}", str(parameter.within)))
    if mistakes:
        raise InputError("parameter tables", mistakes)


def _place(table: ParameterTable, key: str) -> str:
    return f"{table.places[key]}: {key}" if key in table.places else key


def _gather(name: str, text: str, rows: dict[str, ParameterRow], places: dict[str, str], mistakes: list[Mistake]) -> None:
    lines = csv.reader(text.splitlines())
    header = tuple(next(lines, ()))
    if header != COLUMNS:
        mistakes.append(Mistake(f"{name}: header", ",".join(header) or "nothing", ",".join(COLUMNS)))
        return
    for where, record in _records(name, lines, mistakes):
        found, keys = row_mistakes(where, record), keys_of(record)
        twice = sorted({key for key in keys if key in rows or keys.count(key) > 1})
        found += [Mistake(where, f"a second row of {key}", "one row per key") for key in twice]
        mistakes += found
        if not found:
            rows |= {row.key: row for row in rows_of(record)}
            places |= dict.fromkeys(keys, where.rpartition(" (")[0])


def _records(name: str, lines: Iterable[list[str]], mistakes: list[Mistake]) -> list[tuple[str, dict[str, str]]]:
    records = []
    for number, cells in enumerate(lines, start=2):
        if not any(cells):
            continue
        if len(cells) != len(COLUMNS):
            mistakes.append(Mistake(f"{name}: row {number}", f"{len(cells)} columns", f"{len(COLUMNS)} columns"))
            continue
        stripped = (cell.strip() for cell in cells)
        record = dict(zip(COLUMNS, stripped, strict=True))
        records.append((f"{name}: row {number} ({record['parameter']})", record))
    return records
