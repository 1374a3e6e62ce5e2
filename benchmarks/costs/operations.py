"""Floating-point operations of compiled functions, counted in their LLVM code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from milkway.compilers.lanes import LANES, VECTOR, Function

ARITHMETIC = re.compile(r" = (fadd|fsub|fmul|fdiv) .*?<")
PIECE = re.compile(r"_\d+$")


@dataclass(frozen=True)
class Operations:
    """Of one call, all lanes together: additions, multiplications and divisions; how many are divisions; numbers moved.

    A fused multiply-add is two. An exponential is what it is made of. Comparisons, choices and integers do not count.
    """

    all: int
    divisions: int
    moved: int


def count_operations(code: str) -> dict[str, Operations]:
    """Return the operations of each function; `factor_0`, `factor_1` and so on are called in turn by `factor` and count as it.

    >>> from milkway.compilers.lanes import splat
    >>> function = Function("two", ("x",))
    >>> function.store(function.binary("mul", function.load("x", 0), splat(2.0)), "x", 1)
    >>> count_operations(function.text())
    {'two': Operations(all=8, divisions=0, moved=16)}
    """
    found: dict[str, Operations] = {}
    for name, body in _functions(code):
        operators, moved = ARITHMETIC.findall(body), body.count(f" load {VECTOR}") + body.count(f" store {VECTOR}")
        known = found.get(name, Operations(0, 0, 0))
        found[name] = Operations(
            known.all + LANES * len(operators),
            known.divisions + LANES * operators.count("fdiv"),
            known.moved + LANES * moved,
        )
    return found


def _functions(code: str) -> Iterator[tuple[str, str]]:
    for body in code.split("define void @")[1:]:
        yield PIECE.sub("", body.split("(", 1)[0]), body


def operations_of_exponential() -> int:
    """Return how many operations an exponential counts in each lane.

    >>> operations_of_exponential()
    33
    """
    function = Function("exponential", ("x",))
    function.exponential(function.load("x", 0))
    return count_operations(function.text())["exponential"].all // LANES
