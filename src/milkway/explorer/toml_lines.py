"""On which line of a TOML text each table and key stands, so that a mistake leads to it."""

import re
from typing import Any, cast

from milkway.core.typed_files import TomlError, toml_tables

HEADER = re.compile(r"^\s*(\[\[?)([^\[\]#]+)\]\]?\s*(#.*)?$")
KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")


def lines_of(text: str, values: dict[str, Any]) -> dict[str, int]:
    """Return the first line, counted from 1, of each place of a text that is TOML, in the words of mistakes.

    A line within a text of several lines may look like a key; only places that exist are told.

    Args:
        text: in TOML.
        values: that it states.

    >>> text = 'size = 2\\n[[arms]]\\nname = "a"\\n[[arms]]\\nname = "b"'
    >>> lines_of(text, {"size": 2, "arms": [{"name": "a"}, {"name": "b"}]})
    {'size': 1, 'arms[1]': 2, 'arms[1].name': 3, 'arms[2]': 4, 'arms[2].name': 5}
    """
    found: dict[str, int] = {}
    counted: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        header, key = HEADER.match(line), KEY.match(line)
        if header is not None and _is_header(line):
            table = _entered(header[2], counted, several=header[1] == "[[")
            place = table
        elif key is not None:
            place = ".".join(filter(None, (table, *map(_bare, PART.findall(key[1])))))
        else:
            continue
        if place not in found and _exists(place, values):
            found[place] = number
    return found


def _is_header(line: str) -> bool:
    """Return whether a line is the head of a table, as [1, 2] within a list is not."""
    try:
        toml_tables(line)
    except TomlError:
        return False
    return True


def _entered(name: str, counted: dict[str, int], *, several: bool) -> str:
    """Return the place of the table that begins; tables of a list are counted."""
    place = ""
    parts = [_bare(part) for part in PART.findall(name)]
    for depth, part in enumerate(parts, start=1):
        place = f"{place}.{part}".lstrip(".")
        if depth == len(parts) and several:
            counted[place] = counted.get(place, 0) + 1
        if place in counted:
            place += f"[{counted[place]}]"
    return place


def _bare(part: str) -> str:
    return part[1:-1] if part[0] in "\"'" else part


def _exists(place: str, values: dict[str, Any]) -> bool:
    held: object = values
    for key, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", place):
        if key and isinstance(held, dict) and key in held:
            held = cast("dict[str, object]", held)[key]
        elif number and isinstance(held, list) and 0 < int(number) <= len(cast("list[object]", held)):
            held = cast("list[object]", held)[int(number) - 1]
        else:
            return False
    return True
