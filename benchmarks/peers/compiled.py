"""The network's derivatives and their Jacobian compiled for one dyad, as plain scalar code that other solvers can call."""

from dataclasses import dataclass
from unittest.mock import patch

import numpy as np
from numba import njit

from milkway.compilers import lanes
from milkway.compilers.assembly import Assembly, assemble
from milkway.compilers.interpret import evaluate
from milkway.compilers.kernel import _largest
from milkway.compilers.lanes import Leaves, Output, emit
from milkway.compilers.native import Library, compile_library
from milkway.core.network import Network
from milkway.simulation.native_call import call

SCALAR = {"LANES": 1, "VECTOR": "<1 x double>", "INTEGERS": "<1 x i64>", "BITS": "<1 x i1>"}


@dataclass(frozen=True)
class OneDyad:
    """Machine code of `rhs` and `jacobian` (day, step, state, constants, out); the Jacobian's entries lie by column, then row."""

    assembly: Assembly
    library: Library
    constants: tuple[int, ...]
    rows: np.ndarray
    columns: np.ndarray

    def constants_for(self, leaves: dict) -> np.ndarray:
        """Return what follows from parameters and exposures alone."""
        return np.array(evaluate(self.assembly.graph, self.constants, leaves), dtype=float)


def compile_for_one(network: Network) -> OneDyad:
    """Return the compiled derivatives of a network."""
    assembly = assemble(network)
    entries = _jacobian(assembly, network)
    places = sorted(entries, key=lambda place: (place[1], place[0]))
    nodes = [*assembly.change, *(entries[place] for place in places)]
    constants = tuple(_largest(assembly.graph, nodes, ("stock", "day", "algebraic")))
    leaves = Leaves({s.key: i for i, s in enumerate(network.stocks)}, {node: i for i, node in enumerate(constants)})
    change = [Output("out", row, node) for row, node in enumerate(assembly.change)]
    slopes = [Output("out", slot, entries[place]) for slot, place in enumerate(places)]
    with patch.multiple(lanes, **SCALAR):
        code = [emit(name, assembly.graph, leaves, out, ("out",)) for name, out in (("rhs", change), ("jacobian", slopes))]
    library = compile_library("\n".join(code).replace("align 64", "align 8"))
    rows, columns = (np.array([place[axis] for place in places]) for axis in (0, 1))
    return OneDyad(assembly, library, constants, rows, columns)


def _jacobian(assembly: Assembly, network: Network) -> dict[tuple[int, int], int]:
    """Return the node of each derivative of a change by a stock, through algebraics."""
    graph, place = assembly.graph, {("stock", stock.key): i for i, stock in enumerate(network.stocks)}
    through: dict[tuple, dict[int, int]] = {}

    def by_stock(node: int) -> dict[int, int]:
        result: dict[int, int] = {}
        for symbol, slope in graph.gradient(node).items():
            parts = {place[symbol]: graph.constant(1.0)} if symbol in place else through.get(symbol, {})
            for column, inner in parts.items():
                whole = graph.apply("mul", slope, inner)
                result[column] = graph.apply("add", result[column], whole) if column in result else whole
        return result

    for name, node in assembly.algebraics.items():
        through["algebraic", name] = by_stock(node)
    return {(row, column): node for row, change in enumerate(assembly.change) for column, node in by_stock(change).items()}


@njit
def evaluate_at(address: int, day: float, state: np.ndarray, constants: np.ndarray, scratch: np.ndarray, out: np.ndarray) -> None:
    """Call compiled code at a day and state; `scratch` holds the day."""
    scratch[0] = day
    call(
        address,
        (scratch.ctypes.data, scratch.ctypes.data, state.ctypes.data, constants.ctypes.data, out.ctypes.data),
    )


@njit
def evaluate_often(
    times: int, address: int, day: float, state: np.ndarray, constants: np.ndarray, scratch: np.ndarray, out: np.ndarray
) -> None:
    """Call compiled code many times, for its cost without Python."""
    for _ in range(times):
        evaluate_at(address, day, state, constants, scratch, out)
