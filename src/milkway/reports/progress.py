"""Progress on standard error: a bar at a terminal, a line per stage elsewhere, or JSON lines for a program that reads them.

With `MILKWAY_PROGRESS=json` each line is an object with `stage`, `done` and `of`: the work so far and all of it, which is an
estimate, in the unit of the run (dyad-days). Lines come at a new stage, and about twice a second within one.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

Tell = Callable[[str, float], None]
FORM, JSON = "MILKWAY_PROGRESS", "json"
PAUSE = 0.5  # seconds between lines of one stage


@contextmanager
def shown(total: float) -> Iterator[Tell]:
    """Yield a function that is told the stage and the work done since it was last told, in the unit of `total`."""
    if os.environ.get(FORM) == JSON:
        yield _json_lines(total)
        return
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (
        TextColumn("{task.description:<34}"),
        BarColumn(bar_width=36),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda stage, done: bar.update(task, description=stage, advance=done)


def _lines(console: Console) -> Tell:
    told: set[str] = set()

    def tell(stage: str, _: float) -> None:
        if stage not in told:
            told.add(stage)
            console.print(f"milkway: {stage}", highlight=False, markup=False)

    return tell


def _json_lines(total: float) -> Tell:
    so_far, last, due = 0.0, "", 0.0

    def tell(stage: str, done: float) -> None:
        nonlocal so_far, last, due
        so_far += done
        if stage == last and monotonic() < due:
            return
        last, due = stage, monotonic() + PAUSE
        sys.stderr.write(json.dumps({"stage": stage, "done": round(so_far, 1), "of": round(total, 1)}) + "\n")
        sys.stderr.flush()

    return tell
