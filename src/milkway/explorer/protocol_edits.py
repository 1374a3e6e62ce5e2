"""One value of a protocol's text changed as the form asks: only its key is written anew, and comments are kept."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, cast

import tomlkit
from tomlkit.exceptions import TOMLKitError

from milkway.core.errors import InputError, Mistake
from milkway.core.typed_files import TomlError, toml_tables

Step = str | int
DEEPEST = 12
SAFE = "a change that the form can make; this one is to be made in the text"
FAULTS = (TOMLKitError, AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError)


def edited(text: str, path: list[Step], value: object) -> str:
    """Return the text with one value changed: set, added where there is none, or taken out.

    Args:
        text: in TOML.
        path: keys, and numbers in lists counted from 0; a number one past the end adds to the list.
        value: as JSON has it; None takes the key or the item out.

    Raises:
        InputError: the text is no TOML, there is no such place, or the change would touch anything else.

    >>> print(edited('size = 8  # women\\nblock = 4', ["size"], 12))
    size = 12  # women
    block = 4
    """
    try:
        plain = toml_tables(text)
    except TomlError as error:
        raise InputError("protocol", [Mistake("file", f"no TOML ({error})", "a protocol in TOML")]) from error
    where = place_of(path)
    if not path or len(path) > DEEPEST or not isinstance(path[0], str):
        raise InputError("protocol", [Mistake("path", where or "nothing", f"1 to {DEEPEST} keys, the first a name")])
    try:
        wanted, document = deepcopy(plain), tomlkit.parse(text)
        _put(wanted, path, value)
        _put(document, path, value)
        written = tomlkit.dumps(document)
        found = toml_tables(written)
    except FAULTS as error:
        raise InputError("protocol", [Mistake(where, f"a change that fails ({error})", SAFE)]) from error
    if found != wanted:
        raise InputError("protocol", [Mistake(where, "a change that would touch other keys", SAFE)])
    return written


def place_of(path: list[Step]) -> str:
    """Return a path as mistakes write it.

    >>> place_of(["arms", 0, "name"])
    'arms[1].name'
    """
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def _put(tables: Mapping[str, object], path: list[Step], value: object) -> None:
    """Change plain tables, or those of a text, in place."""
    held = cast("Any", tables)
    for step, following in zip(path, path[1:], strict=False):
        if isinstance(step, str) and step not in held and value is not None:
            held[step] = [] if isinstance(following, int) else {}
        held = held[step]
    last = path[-1]
    if isinstance(last, int) and (isinstance(held, dict) or last < 0):
        raise KeyError(last)
    if value is None:
        del held[last]
    elif isinstance(last, int) and last == len(cast("list[object]", held)):
        held.append(value)
    else:
        held[last] = value
