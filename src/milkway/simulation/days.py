"""The day loop: at each midnight episodes, care rules and doses over all dyads, then a day of dynamics in compiled code."""

from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from milkway.core.network import Network
from milkway.core.schedule import Schedule
from milkway.core.streams import Streams
from milkway.simulation import diary, exposing, recording
from milkway.simulation.dosing import give_pulses
from milkway.simulation.fleet import advance, assemble_fleet, expose, watch
from milkway.simulation.layout import LANES
from milkway.simulation.machine import Dyads, Machine, fixed_values
from milkway.simulation.solver import Solver
from milkway.simulation.store import load_chunk, origin, place_of, save_chunk
from milkway.simulation.trajectory import Record, Trajectory, join
from milkway.simulation.workers import in_order

if TYPE_CHECKING:
    from milkway.cohorts.sample import Cohort


def _silent(_: float) -> None:
    pass


def simulate(
    machine: Machine,
    cohort: "Cohort",
    schedule: Schedule,
    record: Record,
    streams: Streams,
    solver: Solver,
    keep: Path | None = None,
    progress: Callable[[float], None] = _silent,
) -> Trajectory:
    """Return the trajectories of a cohort, all in memory.

    Args:
        machine: the compiled network.
        cohort: dyads with their parameters.
        schedule: planned exposures.
        record: what to keep.
        streams: source of chance.
        solver: how to advance.
        keep: folder where finished chunks are written, and read instead of being computed again; of one version of the package.
        progress: told the number of dyad-days after each day of each chunk.

    Raises:
        OSError: a chunk cannot be written; those that are finished are kept.
    """
    with closing(simulate_chunks(machine, cohort, schedule, record, streams, solver, keep, progress)) as parts:
        return join(list(parts))


def simulate_chunks(
    machine: Machine,
    cohort: "Cohort",
    schedule: Schedule,
    record: Record,
    streams: Streams,
    solver: Solver,
    keep: Path | None = None,
    progress: Callable[[float], None] = _silent,
) -> Generator[Trajectory]:
    """Yield the trajectories of a cohort in parts of up to `solver.chunk` dyads, in order; few of them are in memory at a time.

    Arguments and errors are those of `simulate`. Closing the generator stops what is under way at its next midnight.
    """
    chunks = chunks_of(len(cohort.dyads), solver)

    def one(number: int, go_on: Callable[[], None]) -> Trajectory:
        def tell(done: float) -> None:
            go_on()
            progress(done)

        dyads, planned = cohort.taking(chunks[number]), schedule.taking(chunks[number])
        if keep is None:
            return run_chunk(machine, dyads, planned, record, streams, solver, tell)
        place, made_from = place_of(keep, number), origin(machine, dyads, planned, record, streams, solver)
        finished = load_chunk(place, made_from)
        if finished is not None:
            tell(float(len(chunks[number]) * (record.end - record.start)))
            return finished
        part = run_chunk(machine, dyads, planned, record, streams, solver, tell)
        save_chunk(place, part, made_from)
        return part

    yield from in_order(one, len(chunks), solver.threads)


def chunks_of(dyads: int, solver: Solver) -> list[np.ndarray]:
    """Return the positions of each chunk: at most `solver.chunk` dyads, whole groups of lanes, and equal work for the threads.

    >>> [len(chunk) for chunk in chunks_of(313, Solver(chunk=128, threads=2))]
    [80, 80, 80, 73]
    """
    least = -(-dyads // solver.chunk)
    count = min(-(-least // solver.threads) * solver.threads, -(-dyads // LANES))
    size = -(-dyads // (max(count, 1) * LANES)) * LANES
    positions = np.arange(dyads)
    return [positions[start : start + size] for start in range(0, dyads, max(size, 1))]


def run_chunk(
    machine: Machine,
    cohort: "Cohort",
    schedule: Schedule,
    record: Record,
    streams: Streams,
    solver: Solver,
    progress: Callable[[float], None],
) -> Trajectory:
    """Return the trajectories of a chunk; arguments are those of `simulate`."""
    network, dyads = machine.network, Dyads.of(machine, cohort)
    luck = streams if solver.chance else None
    running = exposing.begin(network, dyads.count)
    planned = exposing.plan_by_day(network, schedule.since(record.start))
    fleet = assemble_fleet(machine, dyads, streams, solver, tallies=record.tallies)
    taken = recording.blank(machine, dyads.count, record)
    names = tuple(sign.name for sign in network.signs)
    last_ill = np.full(dyads.count, diary.LONG_AGO)
    before = running.planned.copy()
    signs = fixed_values(machine, machine.midnight.signs, dyads, before)
    expose(fleet, machine, before)
    for day in range(record.start, record.end + 1):
        hazards, level, watched = watch(fleet, machine, day)
        if day in record.days:
            recording.keep_stocks(taken, fleet, watched, record.days.index(day))
        if day > record.start:
            reported = recording.keep_diary(taken, level, signs, names, luck, dyads.ids, day - 1, day - 1 - record.start)
            _diagnose(network, running, reported, names, last_ill, day, record, luck, dyads.ids)
            progress(float(dyads.count))
        if day == record.end:
            break
        for dyad, exposure, value in planned.get(day, ()):
            running.planned[dyad, exposure] = value
        if luck is not None:
            exposing.start_episodes(machine, running, hazards, dyads, before, luck, day)
            exposing.start_care(machine, running, dyads, exposing.levels_in_force(running, day), luck, day)
        levels = exposing.levels_in_force(running, day)
        expose(fleet, machine, levels)
        give_pulses(machine, fleet, dyads, before, levels, luck, day, record.may_dose(day))
        advance(fleet, machine, day, hurried=not (record.may_dose(day) or record.may_dose(day - 1)))
        recording.keep_exposures(taken, levels, day - record.start)
        recording.keep_moved(taken, fleet, day - record.start)
        before = levels
    return recording.to_trajectory(taken, fleet, dyads.ids, record, network)


def _diagnose(
    network: Network,
    running: exposing.Running,
    reported: np.ndarray,
    names: tuple[str, ...],
    last_ill: np.ndarray,
    day: int,
    record: Record,
    luck: Streams | None,
    ids: np.ndarray,
) -> None:
    """Set the exposure `diagnosed` for the day that begins, where an episode was newly reported and is seen."""
    place = network.exposure_index.get("diagnosed")
    if place is None or not set(record.diagnosis.local + record.diagnosis.systemic) <= set(names):
        return
    ill = diary.clinical(reported, names, record.diagnosis)
    new = diary.newly_diagnosed(ill, last_ill, day, record.diagnosis)
    running.planned[:, place] = (
        new if luck is None else new & (luck.uniform("seen by a clinician", ids, day) < record.diagnosis.seen)
    )
