"""Progress on standard error: a bar at a terminal, a line per stage elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

Tell = Callable[[str, float], None]


@contextmanager
def shown(total: float) -> Iterator[Tell]:
    """Yield a function that is told the stage and the work done since it was last told, in the unit of `total`."""
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
