"""Read a TOML table as a frozen dataclass and list every key that is missing, unknown or of the wrong type."""

import json
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from milkway.core.errors import InputError, Mistake
from milkway.core.typed_files import TomlError, toml_tables

STRICT = ConfigDict(extra="forbid", validate_by_name=True, validate_by_alias=True)


def toml_of(place: Traversable | Path) -> dict[str, object]:
    """Return the table of a TOML file.

    Raises:
        InputError: the file cannot be read or is not TOML.
    """
    try:
        return toml_tables(place.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(str(place), [Mistake("file", error.strerror or str(error), "a file that can be read")]) from error
    except (TomlError, UnicodeDecodeError) as error:
        raise InputError(str(place), [Mistake("file", str(error), "TOML in UTF-8")]) from error


def parsed[T](kind: type[T], table: Mapping[str, object], where: str, mistakes: list[Mistake]) -> T | None:
    """Return a table as a dataclass; where it does not fit, add the mistakes and return nothing.

    Args:
        kind: a pydantic dataclass with the config `STRICT`.
        table: keys and values as TOML gives them.
        where: what the table is, for the reader of a mistake.
        mistakes: gathers what is wrong.
    """
    try:
        return TypeAdapter(kind).validate_json(json.dumps(table, default=str), strict=True)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            path = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in one["loc"]).lstrip(".")
            missing = one["type"] in ("missing", "missing_argument")
            unknown = one["type"] in ("extra_forbidden", "unexpected_keyword_argument")
            found = "nothing" if missing else "an unknown key" if unknown else repr(one["input"])
            mistakes.append(
                Mistake(f"{where} {path}", found, "no such key" if unknown else one["msg"].removeprefix("Input should be "))
            )
        return None
