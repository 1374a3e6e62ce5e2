"""`milkway.explore`: a page on this machine on which the pathway is seen, changed, and put on trial."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from rich.console import Console

from milkway.arguments import whole
from milkway.core.errors import InputError, Mistake
from milkway.core.extras import extra_mistakes
from milkway.core.numerals import read_number
from milkway.reports.showing import Face

HOUR = {"h": 3600.0, "m": 60.0, "s": 1.0}
MOST_IDLE = 7 * 24 * 3600.0


@dataclass(frozen=True)
class Explored:
    """How the page was served, as plain values."""

    summary: dict

    def tell(self) -> None:
        """Print that it has stopped, and why."""
        why = "nobody asked it anything" if self.summary["idle"] else "it was interrupted"
        Console().print(f"The page has stopped: {why}.", highlight=False)

    def face(self) -> Face:
        """Return what it shows of itself."""
        return Face("Explored", (f"The page was served for {self.summary['seconds']:.0f} s.",), {})


def explore(
    link: str | None = None,
    *,
    port: int = 0,
    no_browser: bool = False,
    runs: str | Path = "milkway-explore",
    idle_stop: str = "8h",
) -> Explored:
    """Open a page on this machine: the pathway, two worlds side by side, trials, evidence, and what would decide.

    It listens on this machine alone and serves until it is interrupted (Ctrl-C). Research and teaching; not medical advice.

    Args:
        link: State of the page, as "Copy link" gives it: all from "#" on.
        port: Port; 0 is the first that is free from 8641 on.
        no_browser: Print the address, and open no browser.
        runs: Folder of the trials that the page runs.
        idle_stop: Stop after that long without a question or a trial that runs: "8h", "30m" or "90s".

    Raises:
        InputError: every mistake of the arguments, or the port is taken.
    """
    mistakes: list[Mistake] = extra_mistakes("explorer")
    number = whole("port", port, 0, mistakes)
    if not (number == 0 or 1024 <= number <= 65535):
        mistakes.append(Mistake("port", repr(port), "0, or a port from 1024 to 65535"))
    state = str("" if link is None else link).rpartition("#")[2]
    if not (link is None or isinstance(link, str)) or (state and not state.startswith("/")):
        mistakes.append(Mistake("link", repr(link), 'what "Copy link" gives, such as "#/pathway?v=1&b=caesarean"'))
    if not isinstance(runs, str | Path):
        mistakes.append(Mistake("runs", repr(runs), "a folder"))
    seconds = _seconds(idle_stop)
    if seconds is None:
        mistakes.append(Mistake("idle_stop", repr(idle_stop), '"8h", "30m" or "90s", from a second to a week'))
    if mistakes or seconds is None:
        raise InputError("explore", mistakes)
    out = Console()

    def tell(address: str) -> None:
        out.print(f"Milkway is at {address}", soft_wrap=True, highlight=False, markup=False)
        out.print("Ctrl-C stops it. Research and teaching; not medical advice.", highlight=False)

    served = import_module("milkway.explorer.serve").serve(state, number, Path(runs), seconds, not no_browser, tell)
    return Explored({"address": served.address, "seconds": served.seconds, "idle": served.idle})


def _seconds(text: str) -> float | None:
    """Return a span of time, or None if it is none.

    >>> _seconds("8h"), _seconds("0s"), _seconds("soon")
    (28800.0, None, None)
    """
    number = read_number(str(text)[:-1])
    unit = HOUR.get(str(text)[-1:])
    if number is None or unit is None or not 1 <= number * unit <= MOST_IDLE:
        return None
    return number * unit
