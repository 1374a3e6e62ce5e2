"""Write a protocol out in full, every default stated, so that it can be saved with a run and read back."""

import json
from typing import Any, cast

from milkway.protocol.protocol import Protocol

Plain = dict[str, Any]


def resolve(protocol: Protocol) -> Plain:
    """Return the protocol as plain tables, lists, texts and numbers; values that do not exist are left out."""
    return protocol.model_dump(mode="json", exclude_none=True)


def to_toml(tables: Plain) -> str:
    """Return plain tables as TOML.

    >>> print(to_toml({"name": "x", "design": {"size": 4}, "arms": [{"name": "a"}]}))
    name = "x"
    <BLANKLINE>
    [design]
    size = 4
    <BLANKLINE>
    [[arms]]
    name = "a"
    <BLANKLINE>
    """
    return "\n".join(_table(tables, ())).lstrip("\n") + "\n"


def _table(table: Plain, path: tuple[str, ...]) -> list[str]:
    nested = {key: value for key, value in table.items() if _is_nested(value)}
    lines = [f"{toml_key(key)} = {inline(value)}" for key, value in table.items() if key not in nested]
    for key, value in nested.items():
        inner = (*path, toml_key(key))
        several = isinstance(value, list)
        items = cast("list[Plain]", value if several else [value])
        place = "[[" + ".".join(inner) + "]]" if several else "[" + ".".join(inner) + "]"
        for item in items:
            lines += ["", place, *_table(item, inner)]
    return lines


def _is_nested(value: object) -> bool:
    if isinstance(value, list):
        items = cast("list[object]", value)
        return bool(items) and all(isinstance(item, dict) for item in items)
    return isinstance(value, dict)


def toml_key(key: str) -> str:
    """Return a key as TOML writes it."""
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else json.dumps(key, ensure_ascii=False)


def inline(value: object) -> str:
    """Return a value on one line.

    >>> inline({"a b": [1, "x"]})
    '{ "a b" = [1, "x"] }'
    """
    if isinstance(value, dict):
        pairs = [f"{toml_key(key)} = {inline(item)}" for key, item in cast("Plain", value).items()]
        return "{ " + ", ".join(pairs) + " }" if pairs else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(item) for item in cast("list[object]", value)) + "]"
    return json.dumps(value, ensure_ascii=False)
