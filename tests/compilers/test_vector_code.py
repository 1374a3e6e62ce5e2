"""Machine code on eight lanes against NumPy: expressions, the exponential, and sparse elimination."""

import ctypes

import numpy as np
import pytest
from expression_trees import ABSENT, X, some_expressions

from milkway.compilers.elimination import emit_factor, emit_solve, plan_elimination
from milkway.compilers.graph import Graph
from milkway.compilers.interpret import evaluate
from milkway.compilers.lanes import LANES, Leaves, Output, emit
from milkway.compilers.native import compile_library
from milkway.core.expression import exp


def rows(count):
    """Zeros of (count, lane) on a 64-byte boundary, as vector loads need."""
    raw = np.zeros(count * LANES + LANES)
    start = (-raw.ctypes.data // 8) % LANES
    return raw[start : start + count * LANES].reshape(count, LANES)


def call(library, name, *arrays):
    kind = ctypes.CFUNCTYPE(None, *([ctypes.c_void_p] * len(arrays)))
    kind(library.address(name))(*(array.ctypes.data for array in arrays))


def compiled_values(graph, nodes, state, day, constants=None):
    """Values (node, lane); constants are nodes that are handed over with their values (node, lane)."""
    given = constants or {}
    leaves = Leaves({"place__x": 0, "place__y": 1}, {node: i for i, node in enumerate(given)})
    outputs = [Output("out", i, node) for i, node in enumerate(nodes)]
    library = compile_library(emit("values", graph, leaves, outputs, ("out",)))
    held, out = rows(max(len(given), 1)), rows(len(nodes))
    for i, found in enumerate(given.values()):
        held[i] = found
    call(library, "values", day, rows(1), state, held, out)
    return out


def test_vector_code_agrees_with_numpy_on_random_expressions():
    graph, choose = Graph(frozenset({ABSENT.key})), np.random.default_rng(3)
    # Several may be one node after simplification; each node is written once per place.
    nodes = [graph.add(tree) for tree in some_expressions(150, seed=4)]
    state, day, p = rows(2), rows(1), choose.uniform(-1.5, 1.5, LANES)
    state[:], day[:] = choose.uniform(-1.5, 1.5, (2, LANES)), choose.uniform(-1.5, 1.5, LANES)
    leaves = {("stock", "place__x"): state[0], ("stock", "place__y"): state[1], ("day",): day[0], ("parameter", "p"): p}
    expected = np.array([np.broadcast_to(v, LANES) for v in evaluate(graph, nodes, leaves)])
    found = compiled_values(graph, nodes, state, day, {graph.node("parameter", "p"): p})
    # Multiply-add is fused and divisions may be by reciprocals: a few units in the last place, more after cancellation.
    assert found == pytest.approx(expected, rel=1e-10, abs=1e-10)


def test_the_exponential_is_right_to_rounding_over_the_whole_range():
    graph = Graph()
    points = np.concatenate([np.linspace(-700, 700, 4000), np.linspace(-2, 2, 4000)]).reshape(-1, LANES)
    leaves = Leaves({"place__x": 0}, {})
    library = compile_library(emit("power", graph, leaves, [Output("out", 0, graph.add(exp(X)))], ("out",)))
    found, state, out = np.empty_like(points), rows(1), rows(1)
    for i, lanes in enumerate(points):
        state[0] = lanes
        call(library, "power", rows(1), rows(1), state, rows(1), out)
        found[i] = out[0]
    exact = np.exp(points)
    # Two units in the last place: one from the series, one from NumPy's own rounding.
    assert np.abs((found - exact) / np.spacing(exact)).max() <= 2


@pytest.mark.parametrize("size", [1, 7, 60])
def test_planned_elimination_solves_what_numpy_solves_in_every_lane(size):
    choose = np.random.default_rng(size)
    pattern = [(int(i), int(j)) for i, j in choose.integers(size, size=(3 * size, 2))]
    plan = plan_elimination(pattern, size)
    matrices = np.zeros((LANES, size, size))
    for i, j in pattern:
        matrices[:, i, j] = choose.normal(size=LANES)
    matrices += np.eye(size) * (np.abs(matrices).sum(axis=2, keepdims=True).max() + 1)
    entries, right = rows(len(plan.slot)), rows(size)
    for (i, j), slot in plan.slot.items():
        entries[slot] = matrices[:, i, j]
    right[:] = choose.normal(size=(size, LANES))
    expected = np.linalg.solve(matrices, right.T[..., None])[..., 0].T
    factors, solves = emit_factor(plan), emit_solve(plan)
    library = compile_library("\n".join([*factors, *solves]))
    for k in range(len(factors)):
        call(library, f"factor_{k}", entries)
    for k in range(len(solves)):
        call(library, f"solve_{k}", entries, right)
    # Diagonally dominant: no pivoting is needed and errors stay near rounding.
    assert right == pytest.approx(expected, rel=1e-12, abs=1e-13)
