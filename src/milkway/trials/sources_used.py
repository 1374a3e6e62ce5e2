"""Which parts of the protocols that ship rest on a source: hypotheses sized on it, settings and sizes read in it."""

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import cast

from milkway.protocol.protocol_file import shipped_protocols
from milkway.protocol.resolve import Plain


def parts_resting_on(key: str) -> tuple[str, ...]:
    """Return parts of protocols, as "protocol: part", whose basis names a source.

    >>> "hurtado2017: hypotheses competition" in parts_resting_on("jimenez2008")
    True
    """
    found: list[str] = []
    for name in shipped_protocols():
        text = resources.files("milkway.protocol.shipped").joinpath(f"{name}.toml").read_text(encoding="utf-8")
        found += [f"{name}: {part}" for part in _parts(tomllib.loads(text), "", key)]
    return tuple(dict.fromkeys(found))


def _parts(value: object, where: str, key: str) -> Iterator[str]:
    if isinstance(value, list):
        for item in cast("list[object]", value):
            yield from _parts(item, where, key)
    elif isinstance(value, dict):
        table = cast("Plain", value)
        here = f"{where} {_named(table)}".strip()
        if _rests(table.get("basis"), key):
            yield here
        for name, inner in table.items():
            yield from _parts(inner, f"{here} {name}".strip(), key)


def _named(table: Plain) -> str:
    """Return what a part of a protocol is called; the protocol itself has a title, and is named before."""
    return next((str(table[name]) for name in ("name", "parameter", "event") if name in table and "title" not in table), "")


def _rests(basis: object, key: str) -> bool:
    if not isinstance(basis, dict):
        return False
    table = cast("Plain", basis)
    return table.get("source") == key or key in table.get("tuned_on", ())
