"""The process of a job: started in a group of its own, interrupted, read for its progress, and known to live by a lock.

The process holds a lock on a file of the job's folder while it lives. So a server that was started again knows which jobs still
run, and no job runs twice. Progress and messages go to files, which outlive the server that asked for them.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep

from milkway.explorer.job import PROGRESS, TOLD, Job

LOCK = "lock"
NICE = 10
PATIENCE = 5.0  # seconds
LONGEST = 4000  # letters of a message
READ = 64_000  # bytes of the end of a file of progress


@dataclass(frozen=True)
class Progress:
    """How far a job is: its stage, and the work done and all of it, in the unit of the verb."""

    stage: str
    done: float
    of: float


def started(job: Job, folder: Path) -> subprocess.Popen[bytes]:
    """Return the process of a job, which runs in the folder of the job.

    Raises:
        OSError: the folder cannot be written, or its job runs already.
    """
    tied = {} if job.keep else {"MILKWAY_TIED": "stdin"}
    with (folder / LOCK).open("w") as lock, (folder / TOLD).open("wb") as told, (folder / PROGRESS).open("wb") as progress:
        fcntl = import_module("fcntl")  # which Windows lacks
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "milkway", job.verb, *job.words],
            cwd=folder,
            env={**os.environ, "MILKWAY_PROGRESS": "json", **tied},
            stdin=subprocess.DEVNULL if job.keep else subprocess.PIPE,
            stdout=told,
            stderr=progress,
            pass_fds=(lock.fileno(),),
            process_group=0,
        )
    with suppress(OSError):  # it may have ended by now
        os.setpriority(os.PRIO_PGRP, process.pid, NICE)
    return process


def lives(folder: Path) -> bool:
    """Return whether a process of the job runs."""
    fcntl = import_module("fcntl")
    try:
        with (folder / LOCK).open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def interrupt(pid: int, has_ended: Callable[[], bool], patience: float = PATIENCE) -> None:
    """End a group of processes: an interruption, so that what is finished is kept, and the end by force after a while.

    Args:
        pid: of the leader.
        has_ended: tells whether it has.
        patience: seconds from each sign to the next, harder one.
    """
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, sign)
        late = monotonic() + patience
        while monotonic() < late:
            if has_ended():
                return
            sleep(0.05)


def progress_of(folder: Path) -> Progress | None:
    """Return how far a job is; None before it said so."""
    for line in reversed(_lines(folder)):
        if (found := _progress(line)) is not None:
            return found
    return None


def message_of(folder: Path) -> str:
    """Return what the verb said on standard error beside its progress: its mistakes, or why it failed."""
    said = [line.removeprefix("milkway: ") for line in _lines(folder) if line.strip() and _progress(line) is None]
    return "\n".join(said)[-LONGEST:]


def _lines(folder: Path) -> list[str]:
    try:
        with (folder / PROGRESS).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - READ))
            return file.read().decode(errors="replace").splitlines()
    except OSError:
        return []


def _progress(line: str) -> Progress | None:
    try:
        found = json.loads(line)
        return Progress(str(found["stage"]), float(found["done"]), float(found["of"]))
    except (ValueError, TypeError, KeyError):
        return None
