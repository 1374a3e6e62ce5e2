"""Files that people write: text in UTF-8, with or without a byte order mark, and TOML whose every fault is one error."""

import tomllib
from pathlib import Path


class TomlError(ValueError):
    """A text is not TOML, or is more than can be read of it."""


def typed_text(path: Path) -> str:
    """Return the text of a file, ends of lines as on any system.

    Raises:
        OSError: it cannot be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    return path.read_text(encoding="utf-8-sig")


def toml_tables(text: str) -> dict[str, object]:
    """Return the tables of a TOML text.

    Raises:
        TomlError: it is no TOML, or nests too deep, or has a number of more digits than are read.

    >>> toml_tables("size = 8")
    {'size': 8}
    """
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise TomlError("brackets are nested too deep") from error
    except tomllib.TOMLDecodeError as error:
        raise TomlError(str(error)) from error
    except ValueError as error:
        raise TomlError("a number has too many digits") from error
