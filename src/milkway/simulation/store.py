"""Finished chunks on disk: written whole or not at all, so that an interrupted run goes on where it stopped.

A chunk is a NumPy archive (.npz) whose comment holds two SHA-256 sums as text: that of what the chunk was made from, and that
of every byte before it. A chunk that is torn, altered, or made from anything else is no chunk.
"""

import hashlib
import zipfile
from dataclasses import astuple, fields, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from milkway.core.schedule import Schedule
from milkway.core.streams import Streams
from milkway.core.writing import write_whole
from milkway.simulation.machine import Machine
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record, Trajectory

if TYPE_CHECKING:
    from milkway.cohorts.cohort import Cohort

NAMES = ("stocks", "signs", "exposures", "tallied")
SUM = 64


def origin(machine: Machine, cohort: "Cohort", schedule: Schedule, record: Record, streams: Streams, solver: Solver) -> str:
    """Return the SHA-256 sum of all that decides the trajectory of a cohort."""
    network = machine.network
    keys = [tuple(item.key for item in listed) for listed in (network.stocks, network.parameters, network.exposures)]
    how = astuple(replace(solver, chunk=0, threads=0))
    what = (machine.kernel.library.mark, keys, record, [field.name for field in fields(Trajectory)])
    found = hashlib.sha256(repr((what, streams.seed, how, cohort.parameters.shape, schedule.exposure)).encode())
    for array in (cohort.dyads, cohort.parameters, schedule.dyad, schedule.day, schedule.level):
        found.update(np.ascontiguousarray(array))
    return found.hexdigest()


def place_of(keep: Path, number: int) -> Path:
    """Return the file of a chunk by its number in a folder."""
    return keep / f"chunk-{number:05d}.npz"


def save_chunk(path: Path, part: Trajectory, made_from: str) -> None:
    """Write a chunk; a reader never sees half of it.

    Args:
        path: of the chunk.
        part: the chunk.
        made_from: its `origin`.

    Raises:
        OSError: it cannot be written.
    """
    write_whole(path, packed(part, made_from))


def load_chunk(path: Path, made_from: str) -> Trajectory | None:
    """Return a finished chunk, or None if there is none that is whole and made from the same things."""
    try:
        return unpacked(path.read_bytes(), made_from)
    except OSError:
        return None


def unpacked(archive: bytes, made_from: str) -> Trajectory | None:
    """Return the chunk of an archive, or None if it is not whole, or made from something else."""
    if _flaw(archive, made_from):
        return None
    with np.load(BytesIO(archive)) as held:
        arrays = {name: held[name] for name in held.files}
    named = {name: tuple(str(item) for item in value) for name, value in arrays.items() if name in NAMES}
    return Trajectory(**(arrays | named))  # pyright: ignore[reportArgumentType]  each name has its own type, as it was saved


def flaw_of(path: Path, made_from: str = "") -> str:
    """Return what keeps a chunk from being read, in words; nothing if it is whole and, where told, made from the same things."""
    try:
        return _flaw(path.read_bytes(), made_from)
    except FileNotFoundError:
        return "no such file"
    except OSError as error:
        return f"not readable ({error.strerror})"


def _flaw(archive: bytes, made_from: str) -> str:
    if archive[-SUM:] != hashlib.sha256(archive[:-SUM]).hexdigest().encode():
        return "torn or altered"
    if made_from and archive[-2 * SUM : -SUM] != made_from.encode():
        return "made from something else: other women, numbers or days, or for another processor"
    return ""


def packed(part: Trajectory, made_from: str) -> bytes:
    """Return the chunk as an archive; the same chunk gives the same bytes."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for field in fields(part):
            array = BytesIO()
            np.lib.format.write_array(array, np.asarray(getattr(part, field.name)), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{field.name}.npy"), array.getvalue())
        archive.comment = made_from.encode() + bytes(SUM)
    content = held.getvalue()[:-SUM]
    return content + hashlib.sha256(content).hexdigest().encode()
