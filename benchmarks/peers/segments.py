"""A year for a solver that knows no events: it is stopped and started at each midnight that changes something."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.peers.compiled import OneDyad, evaluate_at, evaluate_often
from benchmarks.peers.lives import END, START, Life
from milkway.core.streams import Streams
from milkway.simulation import exposing
from milkway.simulation.dosing import give_pulses
from milkway.simulation.fleet import assemble_fleet
from milkway.simulation.machine import Dyads, Machine
from milkway.simulation.solver import Solver

TRIALS = 2000


@dataclass(frozen=True)
class Equations:
    """What a solver is given: functions of (day, stocks) that write to their last argument, and the Jacobian's pattern."""

    rhs: Callable[[float, np.ndarray, np.ndarray], None]
    jacobian: Callable[[float, np.ndarray, np.ndarray], None]
    rows: np.ndarray
    columns: np.ndarray


@dataclass(frozen=True)
class Path:
    """Amounts (time, stock), and how often the derivatives and the Jacobian were asked for."""

    amounts: np.ndarray
    calls: int
    jacobians: int


@dataclass(frozen=True)
class Lived:
    """Amounts (day, stock), processor time in s, and the part of it that is Python's between solver and compiled code."""

    amounts: np.ndarray
    seconds: float
    python: float


Integrate = Callable[[Equations, np.ndarray, np.ndarray], Path]


def live(machine: Machine, one: OneDyad, life: Life, integrate: Integrate) -> Lived:
    """Return a year of one dyad; only the solver's own time counts, not that of setting up a segment."""
    dyads = Dyads.of(machine, life.cohort)
    fleet = assemble_fleet(machine, dyads, Streams(1), Solver(chance=False))
    levels = exposing.begin(machine.network, 1).planned.copy()
    planned, before = exposing.plan_by_day(machine.network, life.schedule), levels.copy()
    constants = np.zeros(len(one.constants))
    equations = _equations(one, constants)
    kept, seconds, calls, jacobians = [fleet.stocks()[:, 0, 0].copy()[None]], 0.0, 0, 0
    days = life.event_days()
    for first, until in zip(days[:-1], days[1:], strict=True):
        for _, exposure, level in planned.get(first, ()):
            levels[0, exposure] = level
        give_pulses(machine, fleet, dyads, before, levels, None, first)
        exposures = {("exposure", e.key): levels[0, i] for i, e in enumerate(machine.network.exposures)}
        constants[:] = one.constants_for({key: value[0] for key, value in dyads.leaves.items()} | exposures)
        begun = time.process_time()
        path = integrate(equations, np.arange(first, until + 1.0), fleet.stocks()[:, 0, 0].copy())
        seconds, calls, jacobians = seconds + time.process_time() - begun, calls + path.calls, jacobians + path.jacobians
        kept.append(path.amounts[1:])
        fleet.stocks()[:, 0, 0] = path.amounts[-1]
        before = levels.copy()
    amounts = np.concatenate(kept)
    assert amounts.shape[0] == END - START + 1
    python = calls * _between(one, equations.rhs, "rhs", amounts[-1], constants)
    python += jacobians * _between(one, equations.jacobian, "jacobian", amounts[-1], constants)
    return Lived(amounts, seconds, min(python, seconds))


def _equations(one: OneDyad, constants: np.ndarray) -> Equations:
    scratch = np.zeros(1)
    rhs, jacobian = (one.library.address(name) for name in ("rhs", "jacobian"))

    def change(day: float, stocks: np.ndarray, out: np.ndarray) -> None:
        evaluate_at(rhs, day, stocks, constants, scratch, out)

    def slopes(day: float, stocks: np.ndarray, out: np.ndarray) -> None:
        evaluate_at(jacobian, day, stocks, constants, scratch, out)

    return Equations(change, slopes, one.rows, one.columns)


def _between(one: OneDyad, function: Callable, name: str, stocks: np.ndarray, constants: np.ndarray) -> float:
    """Return the s that a call from Python takes beyond the compiled code that it calls."""
    out, scratch = np.zeros(max(len(stocks), len(one.rows))), np.zeros(1)
    evaluate_often(1, one.library.address(name), 0.0, stocks, constants, scratch, out)
    function(0.0, stocks, out)
    begun = time.process_time()
    for _ in range(TRIALS):
        function(0.0, stocks, out)
    called = time.process_time()
    evaluate_often(TRIALS, one.library.address(name), 0.0, stocks, constants, scratch, out)
    return max(0.0, (called - begun) - (time.process_time() - called)) / TRIALS


def errors(found: np.ndarray, expected: np.ndarray, cells: Sequence[int]) -> float:
    """Return the largest difference in log10 over populations above 100 cells; arrays are (..., stock)."""
    a, b = found[..., cells], expected[..., cells]
    large = np.maximum(a, b) > 100
    return float(np.abs(np.log10(np.maximum(a[large], 1e-300) / np.maximum(b[large], 1e-300))).max())
