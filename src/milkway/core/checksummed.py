"""What a later run reads again is kept with the sum of its bytes: a file that is torn or altered is no file."""

import hashlib
from pathlib import Path

from milkway.core.writing import write_whole

SUM = 32  # bytes of a SHA-256 sum


def write_sealed(path: Path, content: bytes) -> None:
    """Write a file, its sum at the end.

    Raises:
        OSError: it cannot be written.
    """
    write_whole(path, content + hashlib.sha256(content).digest())


def read_sealed(path: Path) -> bytes | None:
    """Return what was written, or None if it is not there, cannot be read, or is not whole."""
    try:
        held = path.read_bytes()
    except OSError:
        return None
    content = held[:-SUM]
    return content if held[-SUM:] == hashlib.sha256(content).digest() else None
