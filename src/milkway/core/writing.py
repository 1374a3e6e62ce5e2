"""Write a file whole or not at all: under a passing name of its own, then renamed.

A process that is killed leaves the old file, or none, and perhaps a passing file, which the next that writes the same path
removes. Two processes may write one path at once, since all that a run writes is a function of its input.
"""

import os
from contextlib import suppress
from glob import escape
from pathlib import Path
from uuid import uuid4

PASSING = ".part"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, and its folder if there is none.

    Raises:
        OSError: it cannot be written; the error names the path, not the passing one.
    """
    passing = path.with_name(f"{path.name}.{uuid4().hex}{PASSING}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _fill(passing, content)
        _rename(passing, path)
    except OSError as error:
        with suppress(OSError):
            passing.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
    for other in path.parent.glob(f"{escape(path.name)}.*{PASSING}"):
        with suppress(OSError):
            other.unlink()


def is_passing(path: Path) -> bool:
    """Return whether a path is that of a passing file."""
    return path.suffix == PASSING


def _fill(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _rename(passing: Path, path: Path) -> None:
    """Rename a file; where another process finished first and took the passing file away, its content is the same."""
    try:
        passing.replace(path)
    except FileNotFoundError:
        if not path.exists():
            raise
