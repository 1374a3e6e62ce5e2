"""Simulate what the published results ask for, under one table: the panels of the comparisons, as many as are fitted."""

from collections.abc import Callable, Sequence

from milkway.inference.waves import Results, Simulated, Simulator
from milkway.ledger.tables import ParameterTable
from milkway.published.catalogue import Result
from milkway.published.modelled import measure
from milkway.simulation.solver import Solver

CHUNK = 96  # dyads advanced at a time: as many as a panel of a small set has
TOLERANCE = 1e-3  # of a step: its error is far below that of the few dyads of a set, and it takes half the time of the usual one


def panels_of(results: Sequence[Result], names: Sequence[str]) -> tuple[str, ...]:
    """Return the panels from which the named results are read."""
    return tuple(dict.fromkeys(one.panel for one in results if one.name in set(names)))


def simulator(panels: Sequence[str], size: float) -> Simulator:
    """Return what simulates the panels at a share of their usual size, on one processor."""
    solver = Solver(tolerance=TOLERANCE, chunk=CHUNK, threads=1)

    def simulate(table: ParameterTable, seed: int, go_on: Callable[[], None]) -> Results:
        found = measure(table, panels, size, seed, solver, (), lambda _: go_on())
        return {one.result: Simulated(one.value, one.n, one.error) for one in found}

    return simulate
