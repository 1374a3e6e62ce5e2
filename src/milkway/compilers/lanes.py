"""Graph nodes printed as LLVM code on vectors of eight lanes, one dyad a lane.

A row of an array is eight consecutive numbers, one per lane. Only + - * /, comparison, selection and `exp` occur, so no
function of any library is called.
"""

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from milkway.compilers.graph import Graph

LANES = 8
VECTOR = f"<{LANES} x double>"
INTEGERS = f"<{LANES} x i64>"
BITS = f"<{LANES} x i1>"
ARITHMETIC = {"add": "fadd", "sub": "fsub", "mul": "fmul", "div": "fdiv"}
MAGIC = 6755399441055744.0
LOG2_E, LN2_HIGH, LN2_LOW = 1.4426950408889634, 0.6931471803691238, 1.9082149292705877e-10
EXP_SERIES = tuple(1.0 / f for f in (6227020800, 479001600, 39916800, 3628800, 362880, 40320, 5040, 720, 120, 24, 6, 2, 1, 1))


INVERSE_GAMMA = 4.0
DIAGONAL = -2


def splat(value: float) -> str:
    """Return a constant with the same value in every lane."""
    bits = struct.unpack(">Q", struct.pack(">d", value))[0]
    return "<" + ", ".join([f"double 0x{bits:016X}"] * LANES) + ">"


@dataclass
class Function:
    """The text of one function under construction; arrays are its arguments."""

    name: str
    arrays: tuple[str, ...]
    lines: list[str] = field(default_factory=list)
    count: int = 0

    def fresh(self, code: str) -> str:
        """Append an instruction and return the name of its result."""
        self.count += 1
        self.lines.append(f" %v{self.count} = {code}")
        return f"%v{self.count}"

    def load(self, array: str, row: int) -> str:
        """Return a row of an array."""
        place = self.fresh(f"getelementptr double, ptr %{array}, i64 {row * LANES}")
        return self.fresh(f"load {VECTOR}, ptr {place}, align 64")

    def store(self, value: str, array: str, row: int) -> None:
        """Write a row of an array."""
        place = self.fresh(f"getelementptr double, ptr %{array}, i64 {row * LANES}")
        self.lines.append(f" store {VECTOR} {value}, ptr {place}, align 64")

    def binary(self, operator: str, x: str, y: str) -> str:
        """Return x operator y."""
        return self.fresh(f"{ARITHMETIC[operator]} contract arcp {VECTOR} {x}, {y}")

    def select(self, comparison: str, test: tuple[str, str], chosen: tuple[str, str]) -> str:
        """Return one value per lane by comparing two others."""
        bits = self.fresh(f"fcmp {comparison} {VECTOR} {test[0]}, {test[1]}")
        return self.fresh(f"select {BITS} {bits}, {VECTOR} {chosen[0]}, {VECTOR} {chosen[1]}")

    def exponential(self, x: str) -> str:
        """Return exp(x) to rounding: x = n ln 2 + r, a Taylor series in r, and n added to the exponent bits."""
        x = self.select("olt", (x, splat(700.0)), (x, splat(700.0)))
        x = self.select("ogt", (x, splat(-700.0)), (x, splat(-700.0)))
        shifted = self.binary("add", self.binary("mul", x, splat(LOG2_E)), splat(MAGIC))
        n = self.fresh(f"fsub {VECTOR} {shifted}, {splat(MAGIC)}")
        r = self.binary("sub", x, self.binary("mul", n, splat(LN2_HIGH)))
        r = self.binary("sub", r, self.binary("mul", n, splat(LN2_LOW)))
        series = splat(EXP_SERIES[0])
        for coefficient in EXP_SERIES[1:]:
            series = self.binary("add", self.binary("mul", series, r), splat(coefficient))
        whole = self.fresh(f"bitcast {VECTOR} {shifted} to {INTEGERS}")
        raised = self.fresh(f"shl {INTEGERS} {whole}, <" + ", ".join(["i64 52"] * LANES) + ">")
        bits = self.fresh(f"bitcast {VECTOR} {series} to {INTEGERS}")
        scaled = self.fresh(f"add {INTEGERS} {bits}, {raised}")
        return self.fresh(f"bitcast {INTEGERS} {scaled} to {VECTOR}")

    def text(self) -> str:
        """Return the function as LLVM assembly."""
        arguments = ", ".join(f"ptr noalias %{array}" for array in self.arrays)
        return "\n".join([f"define void @{self.name}({arguments}) nounwind {{", *self.lines, " ret void", "}"])


@dataclass(frozen=True)
class Leaves:
    """Where a kernel finds its leaves: rows of the state array, of the constants of the day, and of the exposures.

    `exposures` is empty for the kernels that run within a day, which meet exposures only in constants.
    """

    stocks: dict[str, int]
    constants: dict[int, int]
    exposures: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Output:
    """A node to be written to a row of an array, scaled by the step: 1 and 2 times a power of it, -1 times minus the step.

    -2 is minus the step too, plus the number that Rodas4 adds on the diagonal.
    """

    array: str
    row: int
    node: int
    step_power: int = 0


def emit(name: str, graph: Graph, leaves: Leaves, outputs: Iterable[Output], arrays: tuple[str, ...]) -> str:
    """Return a function (day, step, state, constants, arrays...) that computes and stores the outputs."""
    function = Function(name, ("day", "step", "state", "constants", *arrays))
    wanted = list(outputs)
    by_node: dict[int, list[Output]] = {}
    for output in wanted:
        by_node.setdefault(output.node, []).append(output)
    values: dict[int, str] = {}
    steps = _step_powers(function, {output.step_power for output in wanted})
    for node in _needed(graph, leaves, list(by_node)):
        values[node] = _emit_node(function, graph, leaves, node, values)
        for output in by_node.get(node, []):
            function.store(_scaled(function, values[node], output.step_power, steps), output.array, output.row)
    return function.text()


def _scaled(function: Function, value: str, power: int, steps: dict[int, str]) -> str:
    if power == 0:
        return value
    scaled = function.binary("mul", steps[-1 if power == DIAGONAL else power], value)
    return function.binary("add", scaled, splat(INVERSE_GAMMA)) if power == DIAGONAL else scaled


def _step_powers(function: Function, powers: set[int]) -> dict[int, str]:
    if not powers - {0}:
        return {}
    step = function.load("step", 0)
    known = {1: step, -1: function.binary("sub", splat(0.0), step)}
    if 2 in powers:
        known[2] = function.binary("mul", step, step)
    return known


def _needed(graph: Graph, leaves: Leaves, roots: list[int]) -> list[int]:
    """Return nodes in an order that can be computed, entering the definitions of algebraics."""
    order: list[int] = []
    state: dict[int, bool] = {}
    stack = [(root, False) for root in reversed(roots)]
    while stack:
        node, ready = stack.pop()
        if ready:
            order.append(node)
            continue
        if node in state:
            continue
        state[node] = True
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(_children(graph, leaves, node)) if child not in state)
    return order


def _children(graph: Graph, leaves: Leaves, node: int) -> tuple[int, ...]:
    if node in leaves.constants:
        return ()
    if graph.nodes[node][0] == "algebraic":
        return (graph.definitions[graph.nodes[node][1]],)
    return graph.operands(node)


def _emit_node(function: Function, graph: Graph, leaves: Leaves, node: int, values: dict[int, str]) -> str:
    operator, *arguments = graph.nodes[node]
    if node in leaves.constants:
        return function.load("constants", leaves.constants[node])
    match operator:
        case "number":
            return splat(arguments[0])
        case "stock":
            return function.load("state", leaves.stocks[arguments[0]])
        case "exposure":
            return function.load("exposures", leaves.exposures[arguments[0]])
        case "day":
            return function.load("day", 0)
        case "algebraic":
            return values[graph.definitions[arguments[0]]]
        case _:
            return OPERATIONS[operator](function, [values[a] for a in arguments])


OPERATIONS: dict[str, Callable[[Function, list[str]], str]] = {
    "add": lambda f, a: f.binary("add", *a),
    "sub": lambda f, a: f.binary("sub", *a),
    "mul": lambda f, a: f.binary("mul", *a),
    "div": lambda f, a: f.binary("div", *a),
    "max": lambda f, a: f.select("ogt", (a[0], a[1]), (a[0], a[1])),
    "min": lambda f, a: f.select("olt", (a[0], a[1]), (a[0], a[1])),
    "where": lambda f, a: f.select("ogt", (a[0], a[1]), (a[2], a[3])),
    "exp": lambda f, a: f.exponential(a[0]),
}
