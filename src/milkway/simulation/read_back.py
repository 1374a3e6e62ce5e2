"""Trajectories read back from finished chunks: nothing is simulated, and what is not there is told."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.core.errors import RunError
from milkway.core.schedule import Schedule
from milkway.core.streams import Streams
from milkway.simulation.days import chunks_of
from milkway.simulation.machine import Machine
from milkway.simulation.solver import Solver
from milkway.simulation.store import flaw_of, load_chunk, origin, place_of
from milkway.simulation.trajectory import Record, Trajectory, join

if TYPE_CHECKING:
    from milkway.cohorts.cohort import Cohort


class NotThere(RunError):
    """Chunks that are needed and cannot be read; `flaws` says what is wrong with each."""

    def __init__(self, flaws: dict[Path, str]) -> None:
        """Gather the chunks of one cohort."""
        self.flaws = flaws
        super().__init__("; ".join(f"{path}: {flaw}" for path, flaw in flaws.items()))


def read_back(
    machine: Machine,
    cohort: "Cohort",
    schedule: Schedule,
    record: Record,
    streams: Streams,
    solver: Solver,
    keep: Path,
    progress: Callable[[float], None],
) -> Trajectory:
    """Return the trajectories of a cohort as `simulate` kept them, whose arguments these are.

    Raises:
        NotThere: chunks are missing, torn, or made from something else: all of this cohort.
    """
    found: list[Trajectory] = []
    flaws: dict[Path, str] = {}
    for number, positions in enumerate(chunks_of(len(cohort.dyads), solver)):
        place = place_of(keep, number)
        made_from = origin(machine, cohort.taking(positions), schedule.taking(positions), record, streams, solver)
        part = load_chunk(place, made_from)
        if part is None:
            flaws[place] = flaw_of(place, made_from)
        else:
            found.append(part)
        progress(float(len(positions) * (record.end - record.start)))
    if flaws:
        raise NotThere(flaws)
    return join(found)
