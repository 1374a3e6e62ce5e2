"""Numbered tasks on threads: results come in order, few are held at a time, and all stop soon when no more are wanted."""

from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

AHEAD = 2


class Stopped(Exception):
    """No more results are wanted; what is under way is given up."""


def in_order[T](task: Callable[[int, Callable[[], None]], T], count: int, threads: int) -> Generator[T]:
    """Yield the results of tasks 0 to count - 1 in order.

    Args:
        task: given its number, and a function to call often, which raises `Stopped` once no more results are wanted.
        count: of tasks.
        threads: tasks done at a time; a few times as many results are held until they are asked for.
    """
    stop = Event()

    def go_on() -> None:
        if stop.is_set():
            raise Stopped

    pool = ThreadPoolExecutor(max_workers=threads)
    submitted = min(count, AHEAD * threads)
    ahead = deque(pool.submit(task, number, go_on) for number in range(submitted))
    try:
        while ahead:
            result = ahead.popleft().result()
            if submitted < count:
                ahead.append(pool.submit(task, submitted, go_on))
                submitted += 1
            yield result
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)
