"""Parameters that change nothing until a protocol, a population or a setting says otherwise: no evidence stands behind a zero."""

import csv
from functools import cache
from importlib.resources import files

from milkway.core.units import parse_unit
from milkway.ledger.rows import OFF, ParameterRow


@cache
def switched_off() -> tuple[ParameterRow, ...]:
    """Return a row for each of them, which says what switches it on.

    >>> {row.kind for row in switched_off()}
    {'off'}
    """
    text = files("milkway.ledger").joinpath("data", "switched_off.csv").read_text(encoding="utf-8")
    return tuple(_row(record) for record in csv.DictReader(text.splitlines()))


def _row(record: dict[str, str]) -> ParameterRow:
    return ParameterRow(
        parameter=record["parameter"],
        axes=("", "", "", ""),
        value=float(record["value"]),
        spread=None,
        variation=None,
        distribution="fixed",
        unit=str(parse_unit(record["unit"])),
        kind=OFF,
        tuned_on=(),
        source="",
        locator="",
        note=f"until {record['switched_on_by']} says otherwise",
    )
