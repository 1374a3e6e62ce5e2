"""Which files of tests are dear, in seconds of processor time: `-m fast` is all the others.

The list is measured, not chosen: `uv run --all-extras --group test pytest --keep-seconds` runs the suite and writes it again. A
new file is fast until then, and `-m fast` says at its end what took how long.
"""

import os
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
KEPT = Path(__file__).parent / "dear.tsv"
DEAR = 1.5  # seconds; what is left of the suite then takes about a minute
HEAD = "# Seconds of processor time of the files of tests that `-m fast` leaves out; written by `pytest --keep-seconds`.\n"


def now() -> float:
    """Return the seconds of processor time of this process and of those that it started and that ended."""
    return sum(os.times()[:4])


def named(path: Path) -> str:
    """Return a file as the list names it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def dear_files() -> dict[str, float]:
    """Return the dear files and their seconds."""
    lines = [line.split("\t") for line in KEPT.read_text().splitlines() if not line.startswith("#")]
    return {name: float(seconds) for name, seconds in lines}


def keep(spent: Counter[str]) -> None:
    """Write the list."""
    lines = [f"{name}\t{seconds:.1f}\n" for name, seconds in spent.most_common() if seconds > DEAR]
    KEPT.write_text(HEAD + "".join(lines))


def told(spent: Counter[str]) -> str:
    """Return what a run of the fast tests says of itself."""
    dearer = ", ".join(f"{name} {seconds:.1f}" for name, seconds in spent.most_common(5) if seconds > DEAR)
    return f"{now():.0f} s of processor time; dearer than fast: {dearer or 'none'}"
