"""Machine code made for another level of x86-64 than this processor's: kept apart, and the same values."""

import ctypes

import llvmlite.binding as llvm
import numpy as np
import pytest
from expression_trees import ABSENT, some_expressions

from milkway.compilers.graph import Graph
from milkway.compilers.lanes import LANES, Leaves, Output, emit
from milkway.compilers.native import compile_library

AVX2 = "avx2" in llvm.get_host_cpu_features().flatten().replace("+", "").split(",")
needs_avx2 = pytest.mark.skipif(not AVX2, reason="this processor has no AVX2")


def values(code, count):
    """Values (node, lane) and the mark of a library whose function writes `count` rows."""
    raw = np.zeros((count + 6) * LANES)
    start = (-raw.ctypes.data // 8) % LANES
    rows = raw[start : start + (count + 5) * LANES].reshape(-1, LANES)
    rows[2:5] = np.random.default_rng(5).uniform(-1.5, 1.5, (3, LANES))
    library = compile_library(code)
    day, step, state, constants, out = (rows[i:].ctypes.data for i in (0, 1, 2, 4, 5))
    ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)(library.address("values"))(day, step, state, constants, out)
    return rows[5:], library.mark


@needs_avx2
@pytest.mark.parametrize("level", ["x86-64", "x86-64-v3"])
def test_code_for_an_older_processor_gives_the_same_values(monkeypatch, level):
    graph = Graph(frozenset({ABSENT.key}))
    nodes = list(dict.fromkeys(graph.add(tree) for tree in some_expressions(100, seed=6)))
    outputs = [Output("out", i, node) for i, node in enumerate(nodes)]
    leaves = Leaves({"place__x": 0, "place__y": 1}, {graph.node("parameter", "p"): 0})
    code = emit("values", graph, leaves, outputs, ("out",))
    monkeypatch.delenv("MILKWAY_CPU", raising=False)
    here, own = values(code, len(nodes))
    monkeypatch.setenv("MILKWAY_CPU", level)
    there, other = values(code, len(nodes))
    assert own != other
    # Where multiply-add is not fused each operation rounds once more; cancellation enlarges it.
    assert there == pytest.approx(here, rel=1e-10, abs=1e-10)
