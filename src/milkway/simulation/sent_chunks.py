"""Chunks made by other processes, perhaps on other machines: what is sent names the model, what comes back is the chunk's file.

Who makes them is any `concurrent.futures.Executor`. A chunk is the same bytes wherever it is made; a worker that would make
others refuses, and says what it is.
"""

import platform
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from milkway.cohorts.cohort import Cohort
from milkway.compilers.native import compiler_mark
from milkway.core.errors import RunError
from milkway.core.schedule import Schedule
from milkway.core.streams import Streams
from milkway.core.writing import write_whole
from milkway.simulation.days import chunks_of, run_chunk
from milkway.simulation.kept_machine import machine_named, named, source_mark
from milkway.simulation.machine import Machine
from milkway.simulation.solver import Solver
from milkway.simulation.store import load_chunk, origin, packed, place_of, unpacked
from milkway.simulation.trajectory import Record, Trajectory, join
from milkway.simulation.workers import in_turn

AHEAD = 64  # chunks asked for before the first of them is there


@dataclass(frozen=True)
class Sent:
    """A chunk to be made.

    Attributes:
        machine: what it is made of, by name.
        dyads: (dyad,) identities.
        parameters: (dyad, parameter).
        schedule: of these dyads.
        record: what to keep.
        seed: of all chance.
        solver: how to advance.
        made_from: sum of all that decides the chunk, as the asking process has it.
        version: of the asking package.
        sources: mark of its sources.
    """

    machine: bytes
    dyads: np.ndarray
    parameters: np.ndarray
    schedule: Schedule
    record: Record
    seed: int
    solver: Solver
    made_from: str
    version: str
    sources: str


def make_chunk(sent: Sent) -> bytes:
    """Return the file of a chunk.

    Raises:
        RunError: this process would make another one: its package, libraries or processor differ.
    """
    if source_mark() != sent.sources:
        here, asking = version("milkway"), sent.version
        raise RunError(f"a worker on {platform.node()} has milkway {here} with other sources than milkway {asking}, which asks")
    machine, cohort, streams = machine_named(sent.machine), Cohort(sent.dyads, {}, sent.parameters), Streams(sent.seed)
    found = origin(machine, cohort, sent.schedule, sent.record, streams, sent.solver)
    if found != sent.made_from:
        raise RunError(
            f"a worker on {platform.node()} would make other numbers: its compiler and processor are "
            f"{', '.join(compiler_mark())}; install the same versions, and set MILKWAY_CPU to a processor that all have"
        )
    return packed(run_chunk(machine, cohort, sent.schedule, sent.record, streams, sent.solver, lambda _: None), found)


@dataclass(frozen=True)
class Workers:
    """Makes trajectories as `simulate` does, each chunk by an executor; what comes back is kept here."""

    executor: Executor

    def __call__(
        self,
        machine: Machine,
        cohort: Cohort,
        schedule: Schedule,
        record: Record,
        streams: Streams,
        solver: Solver,
        keep: Path | None = None,
        progress: Callable[[float], None] = lambda _: None,
    ) -> Trajectory:
        """Return the trajectories of a cohort; arguments are those of `simulate`.

        Raises:
            RunError: a mechanism is not of the package, or a worker is not like this process.
            OSError: a chunk cannot be written; those that are finished are kept.
        """
        if machine.asked is None:
            raise RunError("this model was built by hand and runs on this machine alone")
        name, marks = named(machine.asked), dict[int, str]()
        chunks = chunks_of(len(cohort.dyads), solver)

        def submit(number: int) -> Future[bytes | Trajectory]:
            dyads, planned = cohort.taking(chunks[number]), schedule.taking(chunks[number])
            mark = marks[number] = origin(machine, dyads, planned, record, streams, solver)
            kept = None if keep is None else load_chunk(place_of(keep, number), mark)
            if kept is not None:
                there: Future[bytes | Trajectory] = Future()
                there.set_result(kept)
                return there
            how = (record, streams.seed, solver, mark, version("milkway"), source_mark())
            return self.executor.submit(make_chunk, Sent(name, dyads.dyads, dyads.parameters, planned, *how))

        made: list[Trajectory] = []
        with closing(in_turn(submit, len(chunks), AHEAD)) as coming:
            for number, came in enumerate(coming):
                part = came if isinstance(came, Trajectory) else unpacked(came, marks[number])
                if part is None:
                    raise RunError(f"chunk {number} did not come back whole")
                if keep is not None and not isinstance(came, Trajectory):
                    write_whole(place_of(keep, number), came)
                made.append(part)
                progress(float(len(chunks[number]) * (record.end - record.start)))
        return join(made)
