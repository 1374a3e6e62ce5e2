"""Sparse elimination without pivoting, planned once for a pattern: the order, the fill, and the code on vectors of lanes."""

from collections.abc import Iterable
from dataclasses import dataclass

from milkway.compilers.lanes import Function, splat


@dataclass(frozen=True)
class Elimination:
    """The plan for one pattern.

    Attributes:
        order: unknowns in the order of elimination (Markowitz 1957: fewest new entries first).
        below: per unknown, the rows that still hold it when it is eliminated.
        right: per unknown, the columns left in its row.
        slot: (row, column) -> place in the array of entries; fill included.
    """

    order: tuple[int, ...]
    below: dict[int, tuple[int, ...]]
    right: dict[int, tuple[int, ...]]
    slot: dict[tuple[int, int], int]


def plan_elimination(pattern: Iterable[tuple[int, int]], size: int) -> Elimination:
    """Return the plan for a matrix with the given entries and a full diagonal."""
    rows = [{i} for i in range(size)]
    columns = [{i} for i in range(size)]
    for row, column in pattern:
        rows[row].add(column)
        columns[column].add(row)
    alive, order, below, right = set(range(size)), [], {}, {}
    while alive:
        pivot = min(alive, key=lambda i: ((len(rows[i]) - 1) * (len(columns[i]) - 1), len(rows[i]) + len(columns[i]), i))
        alive.remove(pivot)
        order.append(pivot)
        right[pivot] = tuple(sorted(rows[pivot] - {pivot}))
        below[pivot] = tuple(sorted(columns[pivot] - {pivot}))
        _eliminate(pivot, rows, columns, right[pivot], below[pivot])
    return Elimination(tuple(order), below, right, _slots(order, below, right))


def _eliminate(pivot: int, rows: list[set[int]], columns: list[set[int]], right: tuple[int, ...], below: tuple[int, ...]) -> None:
    for row in below:
        rows[row].discard(pivot)
        rows[row].update(right)
    for column in right:
        columns[column].discard(pivot)
        columns[column].update(below)


def _slots(order: list[int], below: dict[int, tuple[int, ...]], right: dict[int, tuple[int, ...]]) -> dict[tuple[int, int], int]:
    slot: dict[tuple[int, int], int] = {}
    for pivot in order:
        for entry in [(pivot, pivot), *((pivot, c) for c in right[pivot]), *((r, pivot) for r in below[pivot])]:
            slot.setdefault(entry, len(slot))
    return slot


ROWS_PER_FUNCTION = 24


def emit_factor(plan: Elimination) -> list[str]:
    """Return functions `factor_k(entries)` that replace the entries by their factors, to be called in turn.

    Row by row: a row stays in registers while all earlier rows are taken from it, and is written once.
    """
    earlier = {row: tuple(pivot for pivot in plan.order if row in plan.below[pivot]) for row in plan.order}
    functions = []
    for k, start in enumerate(range(0, len(plan.order), ROWS_PER_FUNCTION)):
        function = Function(f"factor_{k}", ("entries",))
        for row in plan.order[start : start + ROWS_PER_FUNCTION]:
            _emit_row(function, plan, row, earlier[row])
        functions.append(function.text())
    return functions


def _emit_row(function: Function, plan: Elimination, row: int, earlier: tuple[int, ...]) -> None:
    columns = (*earlier, row, *plan.right[row])
    values = {column: function.load("entries", plan.slot[row, column]) for column in columns}
    for pivot in earlier:
        inverse = function.load("entries", plan.slot[pivot, pivot])
        values[pivot] = function.binary("mul", values[pivot], inverse)
        for column in plan.right[pivot]:
            product = function.binary("mul", values[pivot], function.load("entries", plan.slot[pivot, column]))
            values[column] = function.binary("sub", values[column], product)
    values[row] = function.binary("div", splat(1.0), values[row])
    for column in columns:
        function.store(values[column], "entries", plan.slot[row, column])


def emit_solve(plan: Elimination) -> list[str]:
    """Return functions `solve_k(entries, right_side)` that replace the right side by the solution, to be called in turn."""
    groups = [plan.order[i : i + 2 * ROWS_PER_FUNCTION] for i in range(0, len(plan.order), 2 * ROWS_PER_FUNCTION)]
    forward = [_emit_forward(f"solve_{k}", plan, group) for k, group in enumerate(groups)]
    backward = [_emit_backward(f"solve_{len(groups) + k}", plan, group) for k, group in enumerate(reversed(groups))]
    return forward + backward


def _emit_forward(name: str, plan: Elimination, pivots: tuple[int, ...]) -> str:
    """Lower triangle, gathered by row so that each value is read and written once."""
    function = Function(name, ("entries", "right_side"))
    values: dict[int, str] = {}
    changed: set[int] = set()
    for pivot in pivots:
        value = values.get(pivot) or function.load("right_side", pivot)
        values[pivot] = value
        for row in plan.below[pivot]:
            held = values.get(row) or function.load("right_side", row)
            product = function.binary("mul", function.load("entries", plan.slot[row, pivot]), value)
            values[row] = function.binary("sub", held, product)
            changed.add(row)
    for row in sorted(changed):
        function.store(values[row], "right_side", row)
    return function.text()


def _emit_backward(name: str, plan: Elimination, pivots: tuple[int, ...]) -> str:
    function = Function(name, ("entries", "right_side"))
    values: dict[int, str] = {}
    for pivot in reversed(pivots):
        value = function.load("right_side", pivot)
        for column in plan.right[pivot]:
            known = values.get(column) or function.load("right_side", column)
            values[column] = known
            value = function.binary(
                "sub", value, function.binary("mul", function.load("entries", plan.slot[pivot, column]), known)
            )
        values[pivot] = function.binary("mul", value, function.load("entries", plan.slot[pivot, pivot]))
        function.store(values[pivot], "right_side", pivot)
    return function.text()
