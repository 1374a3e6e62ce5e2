"""The numbers of the protocols that ship: what stands in a part that says on what it rests, with the kind of that basis."""

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import cast

from milkway.core.numerals import NUMBER
from milkway.core.units import AMOUNT, parse_unit, read_amount
from milkway.ledger.stated_number import Number
from milkway.ledger.tables import ParameterTable
from milkway.protocol.moment import AFTER
from milkway.protocol.protocol_file import shipped_protocols
from milkway.protocol.resolve import Plain

# In parts whose basis was read, the notes of the protocols say that these were not.
NOT_READ = {
    **dict.fromkeys(("block", "enrolment", "lasting", "mild_lasting", "gap", "recurrence_gap"), "expert"),
    "pain_effect": "placeholder",
}
READ = ("measured", "derived")
DAYS = ("day", "enrolment", "ends", "by", "begins", "until", "lasts", "lasting", "mild_lasting", "gap", "recurrence_gap")


def numbers_of_protocols(table: ParameterTable) -> Iterator[Number]:
    """Yield them, in canonical units; bare values of parameters are in those of a table.

    >>> from milkway.ledger.tables import read_parameters
    >>> numbers = {one.key: one for one in numbers_of_protocols(read_parameters())}
    >>> numbers["hurtado2017.dropout.share"].kind, numbers["hurtado2017.assays.culture.milk_culture.plated"].unit
    ('derived', 'mL')
    """
    for name in shipped_protocols():
        text = resources.files("milkway.protocol.shipped").joinpath(f"{name}.toml").read_text(encoding="utf-8")
        for key, value, basis in _stated(tomllib.loads(text), name, None):
            parameter = _parameter(key, table)
            bare = table.rows[parameter].unit if parameter in table.rows else "day" if parameter in DAYS else "dimensionless"
            amount = _amount(value, bare)
            if amount is not None:
                yield _number(name, key, parameter, amount, basis)


def _stated(value: object, key: str, basis: Plain | None) -> Iterator[tuple[str, object, Plain]]:
    """Yield the key and the value of whatever has a basis: its own part's, or that of the part around it."""
    if isinstance(value, list):
        for number, item in enumerate(cast("list[object]", value), start=1):
            yield from _stated(item, f"{key}.{_named(item) or number}", basis)
    elif isinstance(value, dict):
        part = cast("Plain", value)
        own = part.get("basis", basis)
        for name, inner in part.items():
            if name != "basis":
                yield from _stated(inner, f"{key}.{name}", own)
    elif basis is not None:
        yield key, value, basis


def _named(item: object) -> str:
    if not isinstance(item, dict):
        return ""
    part = cast("Plain", item)
    return next((str(part[name]) for name in ("name", "parameter", "event", "exposure") if name in part), "")


def _parameter(key: str, table: ParameterTable) -> str:
    """Return the parameter of the model that a number is a value of, else what it is called."""
    *before, last = key.split(".")
    return before[-1] if last.isdigit() or (last == "value" and before[-1] in table.rows) else last


def _amount(value: object, unit: str) -> tuple[float, str] | None:
    """Return a number in canonical units and its unit, which a bare one has from what it is; None for what is no number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value), unit
    text = str(value).removesuffix(AFTER).strip()
    if re.fullmatch(AMOUNT, text) is None:
        return None
    found = parse_unit(re.sub(NUMBER, "", text, count=1).strip() or "dimensionless")
    return read_amount(text, found), str(found)


def _number(protocol: str, key: str, parameter: str, amount: tuple[float, str], basis: Plain) -> Number:
    kind, not_read = basis["kind"], NOT_READ.get(parameter)
    return Number(
        key=key,
        parameter=parameter,
        value=amount[0],
        unit=amount[1],
        kind=not_read if not_read is not None and kind in READ else kind,
        place=f"protocol {protocol}.toml",
        tuned_on=tuple(basis.get("tuned_on", ())),
        source=basis.get("source", ""),
        locator=basis.get("locator", ""),
        note=basis.get("note", ""),
    )
