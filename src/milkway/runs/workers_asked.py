"""Where lives are made: on this machine, by the workers of a Dask scheduler, or by any executor that Python hands over."""

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor
from contextlib import AbstractContextManager, contextmanager
from errno import ECONNRESET
from pathlib import Path
from typing import Any, cast

from milkway.core.errors import Mistake, RunError
from milkway.core.extras import extra_mistakes
from milkway.core.lazy import Later
from milkway.lives.means import Lives
from milkway.simulation.days import simulate
from milkway.simulation.sent_chunks import Workers

distributed = Later("distributed")
LOCAL, DASK = "local", "dask:"
ALLOWED = f"{LOCAL!r}, 'dask:tcp://HOST:PORT', or 'dask:FILE', the file of a scheduler (--scheduler-file)"
PATIENCE = 10  # seconds until a scheduler has answered
AGAIN = 3  # times that a chunk is made again when its worker is lost
On = str | Executor


def on_mistakes(on: object) -> list[Mistake]:
    """Return what is wrong with where lives are to be made."""
    if isinstance(on, Executor) or on == LOCAL:
        return []
    if not isinstance(on, str) or not on.startswith(DASK) or on == DASK:
        return [Mistake("on", repr(on), ALLOWED + "; in Python also a concurrent.futures.Executor")]
    address = on.removeprefix(DASK)
    if "://" not in address and not Path(address).is_file():
        return [Mistake("on", f"{address}, which is no file", ALLOWED)]
    return extra_mistakes("cluster")


@contextmanager
def lives_on(on: On) -> Iterator[Lives]:
    """Give what makes trajectories, as `simulate` does, for as long as the block runs.

    Args:
        on: "local", "dask:" and an address or a scheduler's file, or an executor, which its owner shuts down.

    Raises:
        RunError: no scheduler answers.
        ConnectionError: scheduler or workers were lost; what came back is kept.
    """
    if on == LOCAL:
        yield simulate
    elif isinstance(on, Executor):
        try:
            yield Workers(on)
        except (BrokenExecutor, CancelledError) as error:
            raise _lost(type(on).__name__) from error
    else:
        address = on.removeprefix(DASK)
        with _client(address) as client:
            try:
                yield Workers(cast("Executor", client.get_executor(retries=AGAIN, pure=False)))
            except (CancelledError, distributed.KilledWorker) as error:
                raise _lost(address) from error


@contextmanager
def passing_lives_on(on: On) -> Iterator[Lives]:
    """Give the same for what keeps no lives.

    Raises:
        RunError: no scheduler answers, or scheduler or workers were lost.
    """
    try:
        with lives_on(on) as lives:
            yield lives
    except ConnectionError as error:
        raise RunError(f"{error.filename}: {error.strerror}. Nothing is kept; the same command begins again.") from error


def _lost(whose: str) -> ConnectionError:
    return ConnectionError(ECONNRESET, "the scheduler or its workers were lost", whose)


def _client(address: str) -> AbstractContextManager[Any]:  # of a library that is not always installed
    where = {"address": address} if "://" in address else {"scheduler_file": address}
    try:
        return distributed.Client(**where, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise RunError(f"no scheduler answers at {address}: {error}") from error
