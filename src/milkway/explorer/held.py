"""An answer that costs seconds and never changes is made once a process, by whoever asks first; others wait for it."""

from collections.abc import Callable
from functools import cache, wraps
from threading import Lock


def held[T](make: Callable[[], T]) -> Callable[[], T]:
    """Return a function that makes its answer once, also where several threads ask at the same time."""
    lock, kept = Lock(), cache(make)

    @wraps(make)
    def ask() -> T:
        with lock:
            return kept()

    return ask
