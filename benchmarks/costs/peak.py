"""The most double-precision operations a second that one core of this machine does: a loop of independent multiply-adds."""

import ctypes
import time

import llvmlite.binding as llvm
import numpy as np

from milkway.compilers.native import compile_library

CHAINS, ROUNDS, REPEATS = 12, 200_000, 300  # twelve chains hide the delay of two units and fit sixteen registers


def measure_peak() -> float:
    """Return operations a second, a multiply-add as two; the best of several short runs."""
    width = _lanes()
    library = compile_library(_loop(width))
    loop = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(library.address("multiply_add"))
    rounds, out = np.array([ROUNDS]), np.zeros(width * CHAINS)
    seconds = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        loop(rounds.ctypes.data, out.ctypes.data)
        seconds.append(time.perf_counter() - begun)
    return 2.0 * width * CHAINS * ROUNDS / min(seconds)


def _lanes() -> int:
    """Return how many doubles a vector register holds."""
    features = llvm.get_host_cpu_features()
    return 8 if features.get("avx512f") else 4 if features.get("avx") else 2


def _loop(width: int) -> str:
    vector = f"<{width} x double>"

    def splat(value: float) -> str:
        return "<" + ", ".join([f"double {value!r}"] * width) + ">"

    starts = [f" %a{k} = phi {vector} [{splat(1.0 + k)}, %entry], [%b{k}, %loop]" for k in range(CHAINS)]
    steps = [
        f" %b{k} = call {vector} @llvm.fma.v{width}f64({vector} %a{k}, {vector} {splat(0.5)}, {vector} {splat(1.5)})"
        for k in range(CHAINS)
    ]
    ends = [
        f" %p{k} = getelementptr double, ptr %out, i64 {k * width}\n store {vector} %b{k}, ptr %p{k}, align 8"
        for k in range(CHAINS)
    ]
    return "\n".join(
        [
            f"declare {vector} @llvm.fma.v{width}f64({vector}, {vector}, {vector})",
            "define void @multiply_add(ptr %rounds, ptr %out) nounwind {",
            "entry:",
            " %last = load i64, ptr %rounds",
            " br label %loop",
            "loop:",
            " %i = phi i64 [0, %entry], [%next, %loop]",
            *starts,
            *steps,
            " %next = add i64 %i, 1",
            " %more = icmp ult i64 %next, %last",
            " br i1 %more, label %loop, label %done",
            "done:",
            *ends,
            " ret void",
            "}",
        ]
    )
