"""Where compiled code is kept between runs: a user's cache folder, or nowhere if none can be written.

A compiled function holds the code of those that it calls, so the folder is named after the sources of all: any edit starts a
fresh one.
"""

import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path


@cache
def code_folder() -> Path | None:
    """Return a folder that can be written for compiled code, or None."""
    chosen = os.environ.get("MILKWAY_CACHE")
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = Path(chosen) if chosen else (Path(base) if base else Path.home() / ".cache") / "milkway"
        folder = folder / _source_mark()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except (OSError, RuntimeError):
        return None


def _source_mark() -> str:
    """Return a short mark of the compiled modules' contents."""
    package = Path(__file__).parent.parent
    mark = hashlib.sha256()
    for path in sorted([*(package / "core").glob("*.py"), *(package / "simulation").glob("*.py")]):
        mark.update(path.read_bytes())
    return mark.hexdigest()[:16]
