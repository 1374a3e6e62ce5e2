"""Write a protocol out in full, every default stated, so that it can be saved with a run and read back."""

from typing import Any, cast

import tomlkit

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
    return tomlkit.dumps(tables)


def toml_key(key: str) -> str:
    """Return a key as TOML writes it."""
    return tomlkit.key(key).as_string()


def inline(value: object) -> str:
    """Return a value on one line.

    >>> inline({"a b": [1, "x"]}), inline([{"c": 1}])
    ('{"a b" = [1, "x"]}', '[{c = 1}]')
    """
    match value:
        case dict():
            held = cast("Any", tomlkit.inline_table())
            held.update(value)
            return held.as_string()
        case list():
            held = cast("Any", tomlkit.array())
            held.extend(value)
            return held.as_string()
        case _:
            return tomlkit.item(value).as_string()
