"""Where compiled code is kept between runs: a user's cache folder, or nowhere if none can be written.

Numba does not notice when a function that another one calls has changed in its file, so the folder is named after the
sources: any edit starts a fresh one.
"""

import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path

from numba.core import config

from milkway.core.processor import named_processor


@cache
def cache_folder() -> Path | None:
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


def _settings(folder: Path | None, processor: str) -> dict[str, str]:
    """Return what Numba is told: where to keep code, and which processor to make it for if one is named."""
    place = {} if folder is None else {"CACHE_DIR": str(folder / "numba")}
    return place | ({"CPU_NAME": processor, "CPU_FEATURES": ""} if processor else {})


def _tell_numba(folder: Path | None, processor: str) -> bool:
    """Tell Numba, whose settings are attributes made at run time, and return whether it may keep code."""
    for name, value in _settings(folder, processor).items():
        setattr(config, name, value)
    return folder is not None


CACHE = _tell_numba(cache_folder(), named_processor())
