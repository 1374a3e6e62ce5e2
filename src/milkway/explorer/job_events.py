"""What the page is told of a job while it runs, as server-sent events: progress, then how it ended."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import sleep, time

from milkway.explorer.job import Job
from milkway.explorer.job_files import names_of
from milkway.explorer.job_process import progress_of
from milkway.explorer.jobs import Jobs, UnknownJobError

PAUSE = 0.25  # seconds between looks
SILENCE = 10.0  # seconds after which an event is sent though nothing changed, so that a page that left is noticed
EARLY = 0.02  # share of the work before which nothing is said of the time left
ENDS = ("done", "failed", "stopped")


def job_plain(job: Job, folder: Path) -> dict:
    """Return a job as plain values: what it is, how far it is, and which files it has."""
    now = time()
    found = progress_of(folder) if job.state in ("running", "stopped", "failed") else None
    ran = job.spent + (now - job.began if job.state == "running" and job.began else 0.0)
    at = {"stage": "", "done": 0.0, "of": 0.0} if found is None else {"stage": found.stage, "done": found.done, "of": found.of}
    return {
        "id": job.id,
        "verb": job.verb,
        "title": job.title,
        "state": job.state,
        "keep": job.keep,
        "made": job.made,
        "seconds": round(max(0.0, ran), 1),
        "left": None if job.began is None or job.state != "running" else seconds_left(at["done"], at["of"], now - job.began),
        "message": job.message,
        "command": ["milkway", job.verb, *job.words],
        "files": names_of(job, folder) if job.has_ended else (),
        **at,
    }


def seconds_left(done: float, of: float, ran: float) -> float | None:
    """Return about how many seconds are left; None while too little is done to say.

    >>> seconds_left(25.0, 100.0, 10.0), seconds_left(0.0, 100.0, 3.0), seconds_left(120.0, 100.0, 12.0)
    (30.0, None, 0.0)
    """
    return None if done <= of * EARLY else max(0.0, ran * (of - done) / done)


def events(jobs: Jobs, name: str) -> Iterator[str]:
    """Yield server-sent events of a job until it ends: `progress`, then `done`, `failed` or `stopped`.

    Args:
        jobs: among which it is.
        name: its id, which exists.
    """
    last, due = None, 0.0
    while True:
        try:
            job = jobs.job(name)
        except UnknownJobError:  # it was removed meanwhile
            return
        plain = job_plain(job, jobs.folder_of(job))
        mark = tuple(plain[key] for key in ("state", "stage", "done"))
        if mark != last or time() > due:
            last, due = mark, time() + SILENCE
            yield f"event: {job.state if job.state in ENDS else 'progress'}\ndata: {json.dumps(plain)}\n\n"
        if job.has_ended:
            return
        sleep(PAUSE)
