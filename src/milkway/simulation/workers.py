"""Numbered tasks, here on threads: results come in order, few are held at a time, and all stop soon when no more are wanted."""

from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
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

    with ThreadPoolExecutor(max_workers=threads) as pool:
        try:
            yield from in_turn(lambda number: pool.submit(task, number, go_on), count, AHEAD * threads)
        finally:
            stop.set()


def in_turn[T](submit: Callable[[int], Future[T]], count: int, ahead: int) -> Generator[T]:
    """Yield the results of tasks 0 to count - 1 in order, whoever does them; what waits is taken back when no more are wanted.

    Args:
        submit: asks for a task by its number.
        count: of tasks.
        ahead: tasks asked for before the result of the first is wanted.
    """
    waiting: deque[Future[T]] = deque()
    try:
        for number in range(count):
            if number >= ahead:
                yield waiting.popleft().result()
            waiting.append(submit(number))
        while waiting:
            yield waiting.popleft().result()
    finally:
        for one in waiting:
            one.cancel()
