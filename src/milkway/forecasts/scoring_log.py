"""The log of scorings: what was looked at, by which version, and how it came out, a line for each, appended and never rewritten.

Every look at a result makes it a little less of a test. In a checkout of the repository the log is `docs/calibration-log.md`.
"""

import os
from pathlib import Path

LOG = Path("docs") / "calibration-log.md"
MARK = 'name = "milkway"'
HEAD = """# Every scoring of anything

A line is appended by the command that scores; none is taken out. What stands here has been looked at, and is no test of what was
changed afterwards.

| date | version | code | command | data | score |
|---|---|---|---|---|---|
"""


def log_of_checkout(here: Path) -> Path | None:
    """Return the log of the checkout that a folder lies in; None outside one."""
    for folder in (here, *here.parents):
        project = folder / "pyproject.toml"
        if project.is_file() and MARK in project.read_text(encoding="utf-8") and (folder / LOG.parent).is_dir():
            return folder / LOG
    return None


def append_scoring(log: Path, cells: tuple[str, ...]) -> None:
    """Append a line, and the head before the first.

    Args:
        log: file; its folder exists.
        cells: date, version, code, command, data and score.

    Raises:
        OSError: it cannot be written.
    """
    line = "| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in cells) + " |\n"
    opened = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)  # one write: two runs at once lose nothing
    try:
        os.write(opened, ((HEAD if os.fstat(opened).st_size == 0 else "") + line).encode())
    finally:
        os.close(opened)
