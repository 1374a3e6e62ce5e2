"""Milkway's own solver on the four dyads: one core, so many copies of each that the work of a chunk is full."""

import time
from dataclasses import dataclass

import numpy as np

from benchmarks.peers.lives import END, START, Life, together
from milkway.core.streams import Streams
from milkway.simulation.days import simulate
from milkway.simulation.machine import Machine
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record

COPIES = 32


@dataclass(frozen=True)
class Timed:
    """Amounts (life, day, stock) and processor time, s a dyad."""

    amounts: np.ndarray
    seconds: float


def run_ours(machine: Machine, several: list[Life], tolerance: float) -> Timed:
    """Return the mean field of all dyads at a relative tolerance, which the absolute one follows."""
    ready = together(several, COPIES)
    keys = tuple(stock.key for stock in machine.network.stocks)
    record = Record(START, END, tuple(range(START, END + 1)), keys)
    solver = Solver(chance=False, tolerance=tolerance, threads=1)
    begun = time.process_time()
    run = simulate(machine, ready.cohort, ready.schedule, record, Streams(1), solver)
    seconds = time.process_time() - begun
    return Timed(run.amounts[::COPIES], seconds / len(run.amounts))
