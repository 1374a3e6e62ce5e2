"""Give one command several times in processes that are killed, starved of disk, or doubled; prints what each came to as JSON.

The package is loaded once and each attempt is a fork of it. Run as `python rough_handling.py ATTEMPTS COMMAND...`; an attempt
has an "out" and perhaps "killed_in_write" (the number of the file of which half is there), "killed_after" (seconds),
"largest_file" (bytes) or "copies" (how many at once).
"""

import json
import os
import resource
import signal
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from itertools import count
from pathlib import Path

from milkway import verbs
from milkway.cli import main

assert verbs  # what is heavy is loaded before any fork


def try_once(attempt, words):
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        told = [Path(place) / str(number) for number in range(attempt.get("copies", 1))]
        children = [_start(attempt, words, path) for path in told]
        if "killed_after" in attempt:
            time.sleep(attempt["killed_after"])
            os.kill(children[0], signal.SIGKILL)
        statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        texts = [path.read_text(encoding="utf-8") for path in told]
    chunks = {str(path): path.stat().st_mtime_ns for path in Path(attempt["out"]).glob("chunks/*/*/*.npz")}
    return {"statuses": statuses, "told": texts, "chunks": chunks, "seconds": time.monotonic() - began}


def _start(attempt, words, told):
    child = os.fork()
    if child == 0:
        status = 99
        try:
            if "killed_in_write" in attempt:
                _die_in_write(attempt["killed_in_write"])
            if "largest_file" in attempt:
                limit = attempt["largest_file"]
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            with told.open("w", encoding="utf-8") as file, redirect_stderr(file), redirect_stdout(file):
                status = main([*words, "--out", attempt["out"]])
        finally:
            os._exit(status)
    return child


def _die_in_write(number):
    """Die at the n-th file that is about to be whole, with half of it written."""
    writes, real = count(1), os.fsync

    def fsync(descriptor):
        if next(writes) == number:
            os.ftruncate(descriptor, os.fstat(descriptor).st_size // 2)
            os.kill(os.getpid(), signal.SIGKILL)
        real(descriptor)

    os.fsync = fsync


if __name__ == "__main__":
    json.dump([try_once(attempt, sys.argv[2:]) for attempt in json.loads(sys.argv[1])], sys.stdout)
