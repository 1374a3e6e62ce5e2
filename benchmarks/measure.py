"""Run a command in a process of its own and measure wall time, processor time and peak memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024  # the unit in which the system reports peak memory


@dataclass(frozen=True)
class Measured:
    """What a command took: wall and processor time (s), peak memory (MiB), and what it printed."""

    wall: float
    processor: float
    memory: float
    printed: str


def measure(command: Sequence[str], extra: Mapping[str, str]) -> Measured:
    """Return what a command took.

    Args:
        command: program and arguments.
        extra: environment variables added to ours.

    Raises:
        RuntimeError: the command failed; with what it wrote on standard error.
    """
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as told:
        start = time.perf_counter()
        process = subprocess.Popen(list(command), stdout=printed, stderr=told, env={**os.environ, **extra})
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        told.seek(0)
        if process.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} failed: {told.read()}")
        peak = usage.ru_maxrss * BYTES_PER_UNIT / 2**20
        return Measured(wall, usage.ru_utime + usage.ru_stime, peak, printed.read())
