"""The files of a job that the page may have: a fixed list of names, each a plain file in the job's folder, no links followed."""

import io
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from milkway.explorer.job import ASKED, RUN, TOLD, Job, Verb

# Names in the page, and the files of the folder behind them.
FILES: dict[Verb, dict[str, tuple[str, ...]]] = {
    "trial": {
        "report.html": (RUN, "report.html"),
        "protocol.html": (RUN, "protocol.html"),
        "protocol.toml": (RUN, "protocol.toml"),
        "summary.json": (RUN, "summary.json"),
    },
    "power": {"report.html": (RUN, "power.html"), "protocol.toml": (ASKED,), "summary.json": (RUN, "power.json")},
    "designs": {"report.html": (RUN, "designs.html"), "protocol.toml": (ASKED,), "summary.json": (RUN, "designs.json")},
    "claims": {"report.html": (RUN, "claims.html"), "summary.json": (TOLD,)},
    "qualify": {"report.md": (RUN, "qualification.md"), "summary.json": (TOLD,)},
}
DATA = "data.zip"
DATA_FOLDERS = ("tables", "data")
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".toml": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".zip": "application/zip",
}


def names_of(job: Job, folder: Path) -> tuple[str, ...]:
    """Return the names of the files that a job has now."""
    names = [name for name, parts in FILES[job.verb].items() if folder.joinpath(*parts).is_file()]
    return (*names, DATA) if any((folder / RUN / one).is_dir() for one in DATA_FOLDERS) else tuple(names)


def result_file(job: Job, folder: Path) -> Path:
    """Return the file that a verb writes last, by which one knows that it finished."""
    report = next(parts for name, parts in FILES[job.verb].items() if name.startswith("report."))
    return folder.joinpath(*(FILES["trial"]["summary.json"] if job.verb == "trial" else report))


def file_of(job: Job, folder: Path, name: str) -> bytes | None:
    """Return the content of a file; None for a name that is not on the list, or a file that is not there or no plain one.

    Args:
        job: whose.
        folder: of the job.
        name: as the page has it.
    """
    if name == DATA:
        return _zipped(folder)
    parts = FILES[job.verb].get(name)
    return None if parts is None else plain_file(folder, parts)


def plain_file(folder: Path, parts: tuple[str, ...]) -> bytes | None:
    """Return the content of a plain file in a folder, None where there is none; no link is followed on the way."""
    held = [os.open(folder, os.O_RDONLY | os.O_DIRECTORY)]
    try:
        for part in parts[:-1]:
            held.append(os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=held[-1]))
        held.append(os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=held[-1]))
        if not stat.S_ISREG(os.fstat(held[-1]).st_mode):
            return None
        with os.fdopen(held.pop(), "rb") as file:
            return file.read()
    except OSError:
        return None
    finally:
        for one in held:
            os.close(one)


def _zipped(folder: Path) -> bytes | None:
    """Return tables and data sets of a run in one file; None without any."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for parts, content in _data_of(folder):
            archive.writestr("/".join(parts), content)
        if not archive.namelist():
            return None
    return made.getvalue()


def _data_of(folder: Path) -> Iterator[tuple[tuple[str, ...], bytes]]:
    for kept in DATA_FOLDERS:
        place = folder / RUN / kept
        for name in sorted(path.name for path in place.iterdir()) if place.is_dir() else ():
            content = plain_file(folder, (RUN, kept, name))
            if content is not None:
                yield (kept, name), content
