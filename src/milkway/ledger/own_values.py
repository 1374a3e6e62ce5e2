"""Values of one's own: numbers that a user gives in place of rows of the parameter tables, for one run."""

import csv
import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import cast

from milkway.core.bounds import ANY
from milkway.core.declare import Parameter
from milkway.core.errors import Mistake
from milkway.core.numerals import number_of, read_number
from milkway.core.typed_files import TomlError, toml_tables, typed_text
from milkway.core.units import UnitError, parse_unit, read_amount
from milkway.ledger.rows import AXES, YOURS, ParameterRow
from milkway.ledger.setting_values import sets_of
from milkway.ledger.stated_number import in_table
from milkway.ledger.tables import ParameterTable

SUFFIXES = (".toml", ".csv")
Given = Mapping[str, object] | str | Path
NOTHING: Mapping[str, object] = {}


def read_yours(given: Given, table: ParameterTable, mistakes: list[Mistake]) -> dict[str, float]:
    """Return values in canonical units by key of a row; what cannot be one is a mistake.

    Args:
        given: values by key, a number in the canonical unit or a text with a unit; or a file of them: TOML (`key = value`), or
            CSV with the columns key and value, and unit if values are in other units.
        table: whose rows they replace; it knows units and bounds.
        mistakes: added to.

    >>> from milkway.cohorts.declared import declared_parameters
    >>> read_yours({"carrier_uptake": 1e-6, "feeds_per_day": "0.5 1/hour"}, declared_parameters(), [])
    {'carrier_uptake': 1e-06, 'feeds_per_day': 12.0}
    """
    found: dict[str, float] = {}
    for key, value in _stated(given, mistakes):
        row = table.rows.get(key) or (row_of_own(table.open[key]) if key in table.open else None)
        if row is None:
            mistakes.append(Mistake("values", repr(key), _nearest(key, table)))
        elif key in found:
            mistakes.append(Mistake(f"values {key}", "a second value", "one value"))
        elif (number := _number(value, row)) is None:
            example = f"{0.0 if math.isnan(row.value) else row.value:g} {row.unit}"
            mistakes.append(Mistake(f"values {key}", repr(value), f"a number in {row.unit}, or a text such as '{example}'"))
        elif not table.bounds.get(key, ANY).holds(number):
            mistakes.append(Mistake(f"values {key}", f"{number:g}", str(table.bounds[key])))
        else:
            found[key] = number
    return found


def with_yours(table: ParameterTable, values: Mapping[str, float]) -> ParameterTable:
    """Return a table with values of a user, which nothing that is learned or drawn replaces.

    Dyads differ about such a value as they did about the row's, unless no beta law of that mean can be so wide.
    """
    own = {key: replace(row_of_own(table.open[key]), value=value) for key, value in values.items() if key not in table.rows}
    rows = {
        key: replace(
            row,
            value=value,
            variation=_variation(row, value),
            spread=None,
            kind=YOURS,
            tuned_on=(),
            source="",
            locator="",
            line="",
        )
        for key, value in values.items()
        if key in table.rows
        for row in [replace(table.rows[key], note=f"in place of {table.rows[key].value:g} ({table.rows[key].kind})")]
    }
    return replace(table, rows={**table.rows, **rows, **own})


def with_settings(table: ParameterTable, values: Mapping[str, str]) -> ParameterTable:
    """Return a table with what settings other than the reference set in it.

    Args:
        table: with the values of a user.
        values: of the settings, by key.
    """
    return with_yours(table, {key: number for key, number in sets_of(values).items() if key in table.rows})


def row_of_own(parameter: Parameter) -> ParameterRow:
    """Return the row of a parameter that only a model of one's own has, still without a value; dyads do not differ about it."""
    placed = dict(zip(parameter.per, parameter.index, strict=True))
    taxon, partner, resource, site = (placed.get(axis, "") for axis in AXES)
    return ParameterRow(
        parameter=parameter.name,
        axes=(taxon, partner, resource, site),
        value=math.nan,
        spread=None,
        variation=None,
        distribution="fixed",
        unit=str(parameter.unit),
        kind=YOURS,
        tuned_on=(),
        source="",
        locator="",
        note="a parameter of this model alone",
    )


def yours_of(table: ParameterTable) -> tuple[ParameterRow, ...]:
    """Return the rows that a user gave."""
    return tuple(row for row in table.rows.values() if row.kind == YOURS)


def plain_yours(table: ParameterTable, used: Iterable[str]) -> dict:
    """Return what a summary says of the values that a user gave, those of settings among them: nothing where there are none.

    Args:
        table: in use.
        used: keys of the parameters that the run's mechanisms have.
    """
    acting, rows = set(used), yours_of(table)
    told = [
        {
            "parameter": row.key,
            "value": row.value,
            "unit": row.unit,
            "kind": row.kind,
            "note": row.note,
            "acts": row.key in acting,
        }
        for row in rows
    ]
    return {"values": told} if told else {}


def _stated(given: Given, mistakes: list[Mistake]) -> list[tuple[str, object]]:
    """Return keys and values as they are given."""
    if isinstance(given, Mapping):
        return [(str(key), value) for key, value in given.items()]
    if not isinstance(cast("object", given), str | Path) or Path(given).suffix not in SUFFIXES:
        allowed = "values by key, or a file of them that ends in .toml or .csv"
        mistakes.append(Mistake("values", repr(given) if not isinstance(given, Path) else str(given), allowed))
        return []
    try:
        text = typed_text(Path(given))
        return _of_csv(text, str(given), mistakes) if Path(given).suffix == ".csv" else list(toml_tables(text).items())
    except (OSError, UnicodeDecodeError) as error:
        mistakes.append(Mistake("values", f"{given} ({error})", "a file that can be read, in UTF-8"))
    except TomlError as error:
        allowed = "lines of TOML such as carrier_uptake = 1e-7; a key with brackets stands in quotation marks"
        mistakes.append(Mistake("values", f"{given}: {error}", allowed))
    return []


def _of_csv(text: str, source: str, mistakes: list[Mistake]) -> list[tuple[str, object]]:
    """Return the rows of a CSV text, each of them whole; other columns are left alone.

    A column `place`, as `milkway export parameters` writes it, leaves out the rows that live elsewhere than in the tables.

    >>> _of_csv("key,value,unit\\nfeeds_per_day,0.5,1/hour\\ndose,3e9,\\n", "mine.csv", [])
    [('feeds_per_day', '0.5 1/hour'), ('dose', 3000000000.0)]
    """
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        lines = [(reader.line_num, row) for row in reader if row]
    except csv.Error as error:
        mistakes.append(Mistake("values", f"{source}, line {reader.line_num}: {error}", "a CSV file, quotes closed"))
        return []
    columns = [name.strip() for name in lines[0][1]] if lines else []
    counts = {name: columns.count(name) for name in ("key", "value", "unit")}
    wrong = [f"{count} columns {name!r}" for name, count in counts.items() if count > 1 or (count == 0 and name != "unit")]
    if wrong:
        found = f"{source} with {' and '.join(wrong)}"
        mistakes.append(Mistake("values", found, "the columns key and value, each once, and unit or none"))
    for number, row in lines[1:]:
        if len(row) != len(columns):
            allowed = f"{len(columns)}, one for each column; the decimal sign is a point"
            mistakes.append(Mistake("values", f"{source}, line {number}: {len(row)} cells", allowed))
    whole = [dict(zip(columns, row, strict=True)) for _, row in lines[1:] if len(row) == len(columns)]
    ours = [row for row in whole if "place" not in row or in_table(row["place"].strip())]
    return [] if wrong else [_stated_row(row["key"].strip(), row["value"].strip(), row.get("unit", "").strip()) for row in ours]


def _stated_row(key: str, value: str, unit: str) -> tuple[str, object]:
    number = read_number(value)
    return key, f"{value} {unit}" if unit else value if number is None else number


def _number(given: object, row: ParameterRow) -> float | None:
    if not isinstance(given, str):
        return number_of(given)
    try:
        return read_amount(given, parse_unit(row.unit))
    except UnitError:
        return None


def _variation(row: ParameterRow, value: float) -> float | None:
    fits = row.distribution != "beta" or row.variation is None or 0 < row.variation**2 < value * (1 - value)
    return row.variation if fits else None


def _nearest(key: str, table: ParameterTable) -> str:
    """Return the keys that a user may have meant, those of the same parameter first."""
    keys = [*table.open, *table.rows] if table.open else list(table.rows)
    same = [one for one in keys if one.partition("[")[0] == key.partition("[")[0]]
    near = same or difflib.get_close_matches(key, keys, n=3)
    return f"a key of the parameter tables{', such as ' + ', '.join(near[:12]) if near else ''}"
