"""One task on many items, side by side, on processes where the system can fork.

Sampling dyads is Python, and threads of it wait for each other. Where the system cannot fork, threads do it. Results come in
the order of the items.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import count
from types import TracebackType
from typing import Any, Self

PROCESSES = 2
_TASKS: dict[int, Callable[[Any], Any]] = {}  # a forked process finds its task here, since a closure cannot be sent to it
_NUMBERS = count()


class Forked:
    """Processes that know a task.

    >>> with Forked(lambda number: number**2) as workers:
    ...     list(workers.each([1, 2, 3]))
    [1, 4, 9]
    """

    def __init__(self, task: Callable[[Any], Any]) -> None:
        """Keep a task, a function of one item that can be sent to a process."""
        self._key = next(_NUMBERS)
        _TASKS[self._key] = task
        forks = "fork" in multiprocessing.get_all_start_methods()
        self._pool: Executor = (
            ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("fork"))
            if forks
            else ThreadPoolExecutor(PROCESSES)
        )

    def each(self, items: Sequence[Any]) -> Iterator[Any]:
        """Yield what the task makes of each item, in order."""
        yield from self._pool.map(_done, [self._key] * len(items), items)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop the processes; what was not begun is not done."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        del _TASKS[self._key]


def _done(key: int, item: object) -> object:
    return _TASKS[key](item)
