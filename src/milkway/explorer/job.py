"""A job: a verb that runs as a process of its own, and the small file by which it is found again."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

from pydantic import TypeAdapter, ValidationError

from milkway.core.writing import write_whole

State = Literal["waiting", "running", "done", "failed", "stopped"]
Verb = Literal["trial", "power", "designs", "claims", "qualify"]
VERBS: tuple[Verb, ...] = get_args(Verb)
NAME = "job.json"
ASKED = "asked.toml"  # the protocol that was asked for
RUN = "run"  # the folder that the verb writes
TOLD = "told.txt"  # its standard output
PROGRESS = "progress.txt"  # its standard error


@dataclass(frozen=True)
class Job:
    """A job.

    Attributes:
        id: made by the server; also the name of its folder.
        verb: that runs.
        title: of its protocol, or nothing.
        words: arguments of the verb; paths in them are from the folder of the job.
        state: waiting, running, done, failed or stopped.
        keep: whether it outlives the server.
        made: when it was asked for, in seconds since 1970, as all times here.
        began: when it last began.
        ended: when it last ended.
        spent: seconds that it ran, before it last began while it runs.
        pid: of the process, which leads a group of its own.
        message: what the verb said where it failed, or why it was stopped.
    """

    id: str
    verb: Verb
    title: str
    words: tuple[str, ...]
    state: State
    keep: bool
    made: float
    began: float | None = None
    ended: float | None = None
    spent: float = 0.0
    pid: int | None = None
    message: str = ""

    @property
    def has_ended(self) -> bool:
        """Return whether it neither runs nor waits."""
        return self.state in ("done", "failed", "stopped")


def write_job(job: Job, folder: Path) -> None:
    """Write a job into its folder.

    Raises:
        OSError: it cannot be written.
    """
    write_whole(folder / NAME, (json.dumps(asdict(job), indent=1) + "\n").encode())


def read_job(folder: Path) -> Job | None:
    """Return the job of a folder; None where its file is absent, damaged, or of another folder."""
    try:
        job = TypeAdapter(Job).validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError):
        return None
    return job if job.id == folder.name else None
