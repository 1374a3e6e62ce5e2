"""What the page waits for: the model loading in a thread while the page is read, and runs that a newer question stops."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING

from milkway.core.errors import RunError

if TYPE_CHECKING:
    from milkway.explorer.held_model import HeldModel

READING, COMPILING, READY, FAILED = "reading the tables", "compiling the model", "ready", "failed"
PAGES = 256  # that are remembered


class Stopped(Exception):
    """A newer question of the same page stopped this one."""


@dataclass
class Bench:
    """What answers need, loaded once.

    Attributes:
        stage: what it is doing.
        began: seconds of the clock when the stage began.
        why: why loading failed.
        held: the model, once it is ready.
    """

    stage: str = READING
    began: float = field(default_factory=time.monotonic)
    why: str = ""
    held: "HeldModel | None" = None
    _newest: dict[str, int] = field(default_factory=dict[str, int])
    _lock: Lock = field(default_factory=Lock)

    def load(self) -> None:
        """Read the tables and make the machine of the standard model; the first time on a machine, that compiles it."""
        try:
            held = import_module("milkway.explorer.held_model").read_model_held()
            self._now(COMPILING)
            held.warm()
        except Exception as error:
            self.why = str(error)
            self._now(FAILED)
            raise
        self.held = held
        self._now(READY)

    def model(self) -> "HeldModel":
        """Return the model.

        Raises:
            RunError: it is not ready.
        """
        if self.held is None:
            raise RunError(f"The model is not ready: {self.stage}. {self.why}".strip())
        return self.held

    def alive(self, page: str, kind: str = "") -> Callable[[str, float], None]:
        """Return what a run tells its progress to; it raises `Stopped` once the same page has asked a newer question of its kind.

        Args:
            page: who asks, with ":" and the number of the question in the order of asking, since a question may wait before it
                runs, and an older one then runs last; without a number, what runs later is newer.
            kind: of question.
        """
        name, _, number = page.partition(":")
        key = f"{name} {kind}"
        with self._lock:
            newest = self._newest.pop(key, 0)
            mine = int(number) if number.isdecimal() else newest + 1
            self._newest[key] = max(mine, newest)  # last in the order, so that the longest silent is forgotten first
            if len(self._newest) > PAGES:
                del self._newest[next(iter(self._newest))]

        def tell(_stage: str, _done: float) -> None:
            if page and self._newest.get(key, mine) > mine:
                raise Stopped

        return tell

    def _now(self, stage: str) -> None:
        self.stage, self.began = stage, time.monotonic()
