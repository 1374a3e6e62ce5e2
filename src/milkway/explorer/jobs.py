"""The jobs of a folder of runs: one runs and few wait; they stop, go on where they were, and are found again after a restart."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, RLock, Thread
from time import time
from uuid import uuid4

from milkway.core.errors import InputError, Mistake
from milkway.core.writing import write_whole
from milkway.explorer.job import ASKED, PROGRESS, RUN, Job, Verb, read_job, write_job
from milkway.explorer.job_files import result_file
from milkway.explorer.job_process import PATIENCE, interrupt, lives, message_of, started

WAITING = 4
LONGEST = 2 * 3600.0  # seconds that a job may run at a stretch
QUOTA = 2_000_000_000  # bytes of the folder of runs
INTERRUPTED, INTERRUPTION = 130, re.compile(r"^(Interrupted|KeyboardInterrupt)", re.MULTILINE)
PAUSE = 0.1  # seconds between looks at what runs
HASTE = 2.0  # seconds that a job has to end by itself when the server ends
LOOK = 10.0  # seconds between looks at the folder's size
GONE = "The page's program ended before it did. What was finished is kept."


class BusyError(Exception):
    """As many jobs wait as may; the message says so."""


class UnknownJobError(Exception):
    """There is no such job."""


class Jobs:
    """The jobs of a folder; a thread starts the next one when there is none."""

    def __init__(self, folder: Path, *, longest: float = LONGEST, quota: int = QUOTA) -> None:
        """Find the jobs of a folder again.

        Args:
            folder: of runs; made if there is none.
            longest: seconds that a job may run at a stretch.
            quota: bytes that the folder may hold.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._longest, self._quota = folder.resolve(), longest, quota
        self._lock, self._closed, self._looked = RLock(), Event(), 0.0
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._stopping: dict[str, str] = {}
        found = (read_job(path) for path in self._folder.iterdir() if path.is_dir() and not path.is_symlink())
        self._jobs = {job.id: job for job in found if job is not None}
        for job in self.listed():
            self._adopt(job)
        self._keeper = Thread(target=self._keep, name="jobs", daemon=True)
        self._keeper.start()

    def start(self, verb: Verb, words: Sequence[str], protocol: str = "", title: str = "", *, keep: bool = False) -> Job:
        """Return a new job, which waits for its turn.

        Args:
            verb: that is to run.
            words: its arguments, which were checked.
            protocol: text of the file ASKED in its folder; nothing for verbs without one.
            title: of the protocol.
            keep: whether it outlives the server.

        Raises:
            BusyError: too many wait.
            InputError: the folder of runs is full.
        """
        with self._lock:
            self._check_room()
            job = Job(f"{verb}-{uuid4().hex[:12]}", verb, title, tuple(words), "waiting", keep, time())
            folder = self.folder_of(job)
            (folder / RUN).mkdir(parents=True)
            if protocol:
                write_whole(folder / ASKED, protocol.encode())
            return self._note(job)

    def listed(self) -> list[Job]:
        """Return every job, the newest first."""
        with self._lock:
            return sorted(self._jobs.values(), key=lambda one: one.made, reverse=True)

    def job(self, name: str) -> Job:
        """Return a job by its id.

        Raises:
            UnknownJobError: there is none.
        """
        with self._lock:
            if name not in self._jobs:
                raise UnknownJobError("no such run")
            return self._jobs[name]

    def folder_of(self, job: Job) -> Path:
        """Return the folder of a job."""
        return self._folder / job.id

    def used(self) -> int:
        """Return the bytes that the folder of runs holds."""
        sizes = 0
        for path in self._folder.rglob("*"):
            with suppress(OSError):  # it may be gone by now
                sizes += path.lstat().st_size
        return sizes

    @property
    def quota(self) -> int:
        """Return the bytes that the folder of runs may hold."""
        return self._quota

    def stop(self, name: str, why: str = "") -> Job:
        """Stop a job that waits or runs; what it finished is kept."""
        with self._lock:
            job = self.job(name)
            if job.state == "waiting":
                return self._note(replace(job, state="stopped", ended=time(), message=why))
            if job.state != "running" or name in self._stopping:
                return job
            self._stopping[name] = why
        Thread(target=self._end, args=(job,), daemon=True).start()
        return job

    def go_on(self, name: str) -> Job:
        """Have a job that was stopped or failed wait for its turn again, by the same command in the same folder.

        Raises:
            BusyError: too many wait.
            InputError: the folder of runs is full.
        """
        with self._lock:
            job = self.job(name)
            if job.state not in ("stopped", "failed"):
                return job
            self._check_room()
            return self._note(replace(job, state="waiting", ended=None, message=""))

    def remove(self, name: str) -> None:
        """Remove a job that has ended, and its folder.

        Raises:
            InputError: it runs or waits.
        """
        with self._lock:
            job = self.job(name)
            if not job.has_ended:
                raise InputError("run", [Mistake("run", f"a run that is {job.state}", "a run that has ended: stop it first")])
            shutil.rmtree(self.folder_of(job), ignore_errors=True)
            del self._jobs[name]

    def close(self) -> None:
        """Stop every job but those that outlive the server, and wait for their end."""
        self._closed.set()
        self._keeper.join()
        for job in self.listed():
            if job.state == "waiting" and not job.keep:
                self._note(replace(job, state="stopped", ended=time(), message=GONE))
            elif job.state == "running" and not job.keep:
                self._stopping.setdefault(job.id, GONE)
                self._end(job, HASTE)
                self._finish(job)

    def _note(self, job: Job) -> Job:
        write_job(job, self.folder_of(job))
        self._jobs[job.id] = job
        return job

    def _check_room(self) -> None:
        waiting = sum(job.state == "waiting" for job in self._jobs.values())
        if waiting >= WAITING:
            raise BusyError(f"busy: {waiting} runs wait already; stop one, or wait")
        if self.used() > self._quota:
            found = f"{self.used() / 1e9:.1f} GB in {self._folder}"
            raise InputError("runs", [Mistake("runs", found, f"at most {self._quota / 1e9:.1f} GB: remove runs first")])

    def _adopt(self, job: Job) -> None:
        """Note what became of a job while no server watched it."""
        if job.has_ended or lives(self.folder_of(job)) or (job.state == "waiting" and job.keep):
            return
        self._note(self._ended(job, None) if job.state == "running" else replace(job, state="stopped", message=GONE))

    def _keep(self) -> None:
        while not self._closed.wait(PAUSE):
            with self._lock:
                running = [job for job in self._jobs.values() if job.state == "running"]
                if not running:
                    self._begin()
            for job in running:
                self._watch(job)

    def _begin(self) -> None:
        """Start the job that has waited longest."""
        waiting = sorted((job for job in self._jobs.values() if job.state == "waiting"), key=lambda one: one.made)
        if not waiting:
            return
        job, now = waiting[0], time()
        try:
            process = started(job, self.folder_of(job))
        except OSError as error:
            self._note(replace(job, state="failed", ended=now, message=f"It could not be started: {error}"))
            return
        self._processes[job.id] = process
        self._note(replace(job, state="running", began=now, ended=None, pid=process.pid))

    def _watch(self, job: Job) -> None:
        if self._is_over(job):
            self._finish(job)
        elif time() - (job.began or 0.0) > self._longest:
            self.stop(job.id, f"It ran for {self._longest / 3600:g} h, the most at a stretch.")
        elif time() - self._looked > LOOK:
            self._looked = time()
            if self.used() > self._quota:
                self.stop(job.id, f"The runs fill their {self._quota / 1e9:.1f} GB; remove some.")

    def _is_over(self, job: Job) -> bool:
        process = self._processes.get(job.id)
        return process.poll() is not None if process is not None else not lives(self.folder_of(job))

    def _end(self, job: Job, patience: float = PATIENCE) -> None:
        if job.pid is not None:
            interrupt(job.pid, lambda: self._is_over(job), patience)

    def _finish(self, job: Job) -> None:
        with self._lock:
            process = self._processes.pop(job.id, None)
            if process is not None and process.stdin is not None:
                process.stdin.close()
            if job.id in self._jobs and self._jobs[job.id].state == "running":
                self._note(self._ended(job, None if process is None else process.returncode))

    def _ended(self, job: Job, status: int | None) -> Job:
        """Return a job that ended with an exit status, or, without one, while no server was there to learn it."""
        folder, why, seen = self.folder_of(job), self._stopping.pop(job.id, None), status is not None
        ended = time() if seen else _last_sign(folder)
        over = replace(job, ended=ended, spent=job.spent + max(0.0, ended - (job.began or ended)), pid=None)
        if status == 0 or (not seen and _is_there(result_file(job, folder), job.began)):
            return replace(over, state="done", message="")
        said = message_of(folder)
        interrupted = status == INTERRUPTED or (not seen and (not said or INTERRUPTION.search(said) is not None))
        if why is not None or interrupted:
            return replace(over, state="stopped", message=why or ("" if seen else GONE))
        killed = f"It was ended from outside (signal {-status})." if status is not None and status < 0 else ""
        return replace(over, state="failed", message=killed or said or "It ended without a word.")


def _is_there(path: Path, since: float | None) -> bool:
    return path.is_file() and path.stat().st_mtime >= (since or 0.0)


def _last_sign(folder: Path) -> float:
    """Return when a job that nobody watched last said something."""
    path = folder / PROGRESS
    return path.stat().st_mtime if path.is_file() else time()
