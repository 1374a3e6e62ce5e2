"""What the page is told of a job: what it is, how far it is, and how it ended."""

from pathlib import Path
from time import time

from milkway.explorer.job import Job
from milkway.explorer.job_files import names_of
from milkway.explorer.job_process import progress_of

EARLY = 0.02  # share of the work before which nothing is said of the time left


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
