"""A network compiled for the stepper: derivatives, their sparse linearisation and its elimination, eight dyads at a time.

The unknowns of the linear system are the stocks and, after them, the algebraics (pH, crowding): keeping these as unknowns of
their own leaves the matrix sparse. What does not change within a day (parameters, exposures and all that follows from them
alone) is computed once a midnight and handed over as constants.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from milkway.compilers.assembly import Assembly, add_all, assemble
from milkway.compilers.elimination import Elimination, emit_factor, emit_solve, plan_elimination
from milkway.compilers.fixed_quantities import Quantities, copied
from milkway.compilers.graph import Graph
from milkway.compilers.lanes import DIAGONAL, Leaves, Output, emit
from milkway.compilers.native import Library, compile_library
from milkway.core.brief import brief
from milkway.core.expression import Expression
from milkway.core.network import Network


@dataclass(frozen=True)
class Kernel:
    """Machine code for one network, and how its arrays are laid out.

    Attributes:
        network: what was compiled.
        library: functions `midnight`, `rhs`, `linearise`, `factor`, `solve`, `demography`, `watch`.
        fixed: the constants of parameters alone, which the caller computes once: the first of those that do not change within
            a day. Then come those that follow exposures, which `midnight` computes.
        constants: number of both.
        dividing: (integer stock,) positions of the stocks where cells divide.
        moves: (move, 2) places along `dividing` of the stocks that cells move from and to, in order of the first.
        unknowns: number of stocks and algebraics.
        entries: number of matrix entries, fill included.
        watched: number of watched quantities.
        planned: (group,) what was asked for of parameters and exposures alone.
    """

    network: Network
    library: Library
    fixed: Quantities
    constants: int
    dividing: np.ndarray
    moves: np.ndarray
    unknowns: int
    entries: int
    watched: int
    planned: tuple[Quantities, ...]

    __repr__ = brief


def compile_network(network: Network, watched: Iterable[Expression] = (), planned: Iterable[Sequence[Expression]] = ()) -> Kernel:
    """Return the compiled kernel of a network.

    Args:
        network: what to compile.
        watched: quantities evaluated at each midnight: hazards, symptom levels, what is recorded.
        planned: groups of quantities of parameters and exposures alone, for which the kernel has `planned`.
    """
    assembly = assemble(network)
    watch_nodes = add_all(assembly, watched)
    inner = algebraics_within(assembly)
    plan, entries = _linear_system(assembly, network, inner)
    outputs = _outputs(assembly, network, entries, plan, watch_nodes)
    graph = assembly.graph
    fixed, varying = constants_below(graph, [output.node for group in outputs.values() for output in group])
    constants = fixed + varying
    leaves = Leaves({stock.key: i for i, stock in enumerate(network.stocks)}, {node: i for i, node in enumerate(constants)})
    code = [midnight_code(network, graph, fixed, varying)]
    code += [_kernel_code(name, assembly, leaves, group) for name, group in outputs.items()]
    code += [_in_turn("factor", emit_factor(plan), 1), _in_turn("solve", emit_solve(plan), 2)]
    return Kernel(
        network=network,
        library=compile_library("\n".join(code)),
        fixed=copied(graph, fixed),
        constants=len(constants),
        dividing=np.array([i for i, stock in enumerate(network.stocks) if stock.divides], dtype=np.int64),
        moves=np.array(list(_moves(assembly, network)), dtype=np.int64).reshape(-1, 2),
        unknowns=len(network.stocks) + len(inner),
        entries=len(plan.slot),
        watched=len(watch_nodes),
        planned=tuple(copied(graph, [graph.add(one) for one in group]) for group in planned),
    )


def constants_below(graph: Graph, nodes: list[int]) -> tuple[list[int], list[int]]:
    """Return the nodes that do not change within a day: those of parameters alone, and those that follow exposures from these."""
    of_the_day = _largest(graph, nodes, ("stock", "day", "algebraic"))
    varying = [node for node in of_the_day if _mentions(graph, node, "exposure")]
    alone = _largest(graph, varying, ("stock", "day", "algebraic", "exposure"))
    return list(dict.fromkeys([node for node in of_the_day if node not in set(varying)] + alone)), varying


def midnight_code(network: Network, graph: Graph, fixed: list[int], varying: list[int]) -> str:
    """Return the function (day, step, state, constants, exposures, varying) that computes what follows exposures."""
    leaves = Leaves({}, {node: i for i, node in enumerate(fixed)}, network.exposure_index)
    outputs = [Output("varying", row, node) for row, node in enumerate(varying)]
    return emit("midnight", graph, leaves, outputs, ("exposures", "varying"))


def algebraics_within(assembly: Assembly) -> dict[str, int]:
    """Return the algebraics that some change depends on, in an order that can be computed."""
    graph, found = assembly.graph, set()
    stack = list(assembly.change)
    while stack:
        for below in graph.below([stack.pop()]):
            operator, *arguments = graph.nodes[below]
            if operator == "algebraic" and arguments[0] not in found:
                found.add(arguments[0])
                stack.append(graph.definitions[arguments[0]])
    return {name: node for name, node in assembly.algebraics.items() if name in found}


def _linear_system(assembly: Assembly, network: Network, inner: dict[str, int]) -> tuple[Elimination, dict[tuple[int, int], int]]:
    """Return the elimination plan and the node of each entry: derivatives of changes and of algebraic definitions."""
    graph = assembly.graph
    place: dict[tuple, int] = {("stock", stock.key): i for i, stock in enumerate(network.stocks)}
    place |= {("algebraic", name): len(network.stocks) + i for i, name in enumerate(inner)}
    rows = [*assembly.change, *inner.values()]
    entries = {
        (row, place[symbol]): derivative
        for row, node in enumerate(rows)
        for symbol, derivative in graph.gradient(node).items()
        if symbol != ("day",)
    }
    return plan_elimination(entries, len(rows)), entries


def _outputs(
    assembly: Assembly, network: Network, entries: dict[tuple[int, int], int], plan: Elimination, watched: list[int]
) -> dict[str, list[Output]]:
    change = [Output("change", row, node, 1) for row, node in enumerate(assembly.change)]
    drift = [Output("drift", row, node, 2) for row, node in enumerate(_drift(assembly))]
    matrix = _matrix_outputs(assembly.graph, entries, plan, len(network.stocks))
    kinds = [assembly.demography[stock.key] for stock in network.stocks if stock.divides]
    echoes = [_echo(assembly, stock.key) for stock in network.stocks if stock.divides]
    demography = [
        Output("events", 4 * i + j, node)
        for i, (kind, echo) in enumerate(zip(kinds, echoes, strict=True))
        for j, node in enumerate((kind.births, kind.losses, kind.arrivals, echo))
    ]
    moves = _moves(assembly, network).values()
    growth = [_growth_when_rare(assembly, stock.key) for stock in network.stocks if stock.divides and stock.marked]
    demography += [Output("events", 4 * len(kinds) + p, node) for p, node in enumerate([*moves, *growth])]
    return {
        "rhs": change,
        "linearise": [*matrix, *change, *drift, *demography],
        "demography": demography,
        "watch": [Output("watched", row, node) for row, node in enumerate(watched)],
    }


def _moves(assembly: Assembly, network: Network) -> dict[tuple[int, int], int]:
    """Return the nodes of moves by places along the stocks where cells divide, in order of the stock that is left."""
    places = {key: q for q, key in enumerate(stock.key for stock in network.stocks if stock.divides)}
    return dict(sorted(((places[origin], places[target]), node) for (origin, target), node in assembly.moves.items()))


def _growth_when_rare(assembly: Assembly, key: str) -> int:
    """Return births less losses (1/day per cell) of a population while there are none of it."""
    graph, kind = assembly.graph, assembly.demography[key]
    return graph.without(graph.apply("sub", kind.births, kind.losses), frozenset([key]))


def _echo(assembly: Assembly, key: str) -> int:
    """Return how fast (1/day) a population feels its own deviation: n * d(births - losses)/dn + d(arrivals)/dn."""
    graph, kind = assembly.graph, assembly.demography[key]
    by_own = derivative(assembly, ("stock", key))
    per_cell = graph.apply("sub", by_own(kind.births), by_own(kind.losses))
    return graph.apply("add", graph.apply("mul", graph.node("stock", key), per_cell), by_own(kind.arrivals))


def _matrix_outputs(graph: Graph, entries: dict[tuple[int, int], int], plan: Elimination, stocks: int) -> list[Output]:
    """Return I/gamma - h J for stocks and I - G for algebraics, each entry at its place; fill starts at zero."""
    result = []
    for (row, column), slot in plan.slot.items():
        node = entries.get((row, column), graph.constant(0.0))
        power = -1 if row < stocks else 0
        if row >= stocks:
            node = graph.negative(node) if graph.value(node) != 0 else node
            node = graph.apply("add", graph.constant(1.0), node) if row == column else node
        if row < stocks and row == column:
            power = DIAGONAL
        result.append(Output("entries", slot, node, power if graph.value(node) != 0 or power == DIAGONAL else 0))
    return result


def _drift(assembly: Assembly) -> list[int]:
    """Return the change of d(stock)/dt by the day alone."""
    by_day = derivative(assembly, ("day",))
    return [by_day(node) for node in assembly.change]


def derivative(assembly: Assembly, symbol: tuple) -> Callable[[int], int]:
    """Return a function that differentiates nodes by a symbol, through algebraics too."""
    graph = assembly.graph
    moving: dict[str, int] = {}

    def derive(node: int) -> int:
        result = graph.constant(0.0)
        for one, derivative in graph.gradient(node).items():
            if one == symbol:
                result = graph.apply("add", result, derivative)
            elif one[0] == "algebraic" and one[1] in moving:
                result = graph.apply("add", result, graph.apply("mul", derivative, moving[one[1]]))
        return result

    for name, node in assembly.algebraics.items():
        made = derive(node)
        if graph.value(made) != 0:
            moving[name] = made
    return derive


def _kernel_code(name: str, assembly: Assembly, leaves: Leaves, outputs: list[Output]) -> str:
    arrays = tuple(dict.fromkeys(output.array for output in outputs))
    return emit(name, assembly.graph, leaves, outputs, arrays or ("unused",))


def _largest(graph: Graph, roots: list[int], without: tuple[str, ...]) -> list[int]:
    """Return the largest nodes below the roots that depend on no leaf of the kinds in `without`; numbers are left out."""
    fixed: dict[int, bool] = {}

    def is_fixed(node: int) -> bool:
        if node not in fixed:
            fixed[node] = graph.nodes[node][0] not in without and all(is_fixed(a) for a in graph.operands(node))
        return fixed[node]

    found: dict[int, None] = {}
    seen: set[int] = set()
    stack = list(reversed(roots))
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        if is_fixed(node):
            if graph.value(node) is None:
                found[node] = None
        elif graph.nodes[node][0] == "algebraic":
            stack.append(graph.definitions[graph.nodes[node][1]])
        else:
            stack.extend(reversed(graph.operands(node)))
    return list(found)


def _mentions(graph: Graph, node: int, kind: str) -> bool:
    return any(graph.nodes[below][0] == kind for below in graph.below([node]))


def _in_turn(name: str, functions: list[str], arrays: int) -> str:
    """Return the functions and one that calls them in turn."""
    arguments = ", ".join(f"ptr %a{i}" for i in range(arrays))
    calls = "\n".join(f" call void @{name}_{k}({arguments})" for k in range(len(functions)))
    return "\n".join([*functions, f"define void @{name}({arguments}) nounwind {{", calls, " ret void", "}"])
