"""What is tallied of a network's flows, and the code that integrates it along the steps of Rodas4.

A row is an amount that one process moves in one way: born of those that are there, come from elsewhere, arrived from or left to
another stock of the same kind, lost. For every stock that flows alone change,

    change = born + came + arrived - left - lost.

A tally is no stock: it is added up beside each accepted step, from the stages of that step, so nothing else changes by a bit. A
step of a Rosenbrock method moves h sum(v_s f(Y_s)) + h J sum(v_s K_s) + h^2 df/dt sum(v_s gamma_s) of what changes by f, where v
solves v (I/gamma - C) = w; with it the sum above holds for every step but for rounding.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from milkway.compilers.assembly import assemble
from milkway.compilers.fixed_quantities import Quantities, copied
from milkway.compilers.graph import Graph
from milkway.compilers.kernel import algebraics_within, constants_below, derivative, midnight_code
from milkway.compilers.lanes import Leaves, Output, emit
from milkway.compilers.native import Library, compile_library
from milkway.core.brief import brief
from milkway.core.declare import Flow, Stock
from milkway.core.network import Network

KINDS = BORN, CAME, ARRIVED, LEFT, LOST = "born", "came", "arrived", "left", "lost"
MEAN = "mean of "


@dataclass(frozen=True)
class Row:
    """An amount moved: how, by which process, out of and into which stocks; an end that is no stock is empty."""

    kind: str
    process: str
    origin: str
    target: str

    @property
    def stock(self) -> str:
        """Return the stock that it changes."""
        return self.origin if self.kind in (LEFT, LOST) else self.target

    def __str__(self) -> str:
        """Return the row in words, such as "left milk_feeding left_milk__strain infant_gut__strain"."""
        return " ".join(part for part in (self.kind, self.process, self.origin, self.target) if part)


@dataclass(frozen=True)
class TallyKernel:
    """Machine code that integrates flows.

    Attributes:
        rows: (row,) what is tallied; the first `flowing` by flows, the others by pulses alone.
        flowing: number of rows that flows move.
        library: functions `flux` (day, step, state, constants, flux), `slope` (day, step, state and mean, constants, slope) and
            `midnight`.
        fixed: constants of parameters alone.
        constants: number of constants.
    """

    rows: tuple[Row, ...]
    flowing: int
    library: Library
    fixed: Quantities
    constants: int

    __repr__ = brief


def compile_tallies(network: Network) -> TallyKernel:
    """Return the code that tallies all flows of a network."""
    assembly = assemble(network)
    graph = assembly.graph
    rows = _flowing(network, graph)
    inner = algebraics_within(assembly)
    by_day = derivative(assembly, ("day",))
    flux, slope = [], []
    for place, node in enumerate(rows.values()):
        flux.append(Output("flux", place, node, 1))
        along = graph.constant(0.0)
        for symbol, part in graph.gradient(node).items():
            if symbol != ("day",):
                mean = graph.node("stock", f"{MEAN}{symbol[1]}")
                along = graph.apply("add", along, graph.apply("mul", part, mean))
        slope.append(Output("slope", place, along, 1))
        slope.append(Output("slope", len(rows) + place, by_day(node), 2))
    names = {f"{MEAN}{key}": len(network.stocks) + i for i, key in enumerate([*network.stock_index, *inner])}
    fixed, varying = constants_below(graph, [output.node for output in (*flux, *slope)])
    held = {node: i for i, node in enumerate([*fixed, *varying])}
    leaves = Leaves(network.stock_index | names, held)
    code = [
        midnight_code(network, graph, fixed, varying),
        emit("flux", graph, leaves, flux, ("flux",)),
        emit("slope", graph, leaves, slope, ("slope",)),
    ]
    pulsed = [row for row in _pulsed(network) if row not in rows]
    return TallyKernel(
        rows=(*rows, *dict.fromkeys(pulsed)),
        flowing=len(rows),
        library=compile_library("\n".join(code)),
        fixed=copied(graph, fixed),
        constants=len(held),
    )


def declared_rows(network: Network) -> tuple[Row, ...]:
    """Return what would be tallied of a network, which compiles nothing."""
    return tuple(dict.fromkeys((*_flowing(network, assemble(network).graph), *_pulsed(network))))


def _flowing(network: Network, graph: Graph) -> dict[Row, int]:
    """Return the rows that flows move, with the node of what they move in a day."""
    found: dict[Row, int] = {}
    for process, flow in network.flows:
        extent = graph.add(flow.rate())
        for row, share in _shares(process, flow, graph):
            amount = graph.apply("mul", extent, share)
            if graph.value(amount) != 0:
                known = found.get(row)
                found[row] = amount if known is None else graph.apply("add", known, amount)
    return found


def _shares(process: str, flow: Flow, graph: Graph) -> Iterator[tuple[Row, int]]:
    """Yield what a flow does to each of its stocks, as a share of its extent."""
    rest = graph.constant(1.0)
    for stock, number in flow.into.items():
        share = graph.add(number)
        if flow.by is not None and flow.by.key == stock.key:
            yield Row(BORN, process, "", stock.key), share
        elif flow.out_of is not None and (flow.out_of.what == stock.what or (flow.out_of.divides and stock.divides)):
            rest = graph.apply("sub", rest, share)
            yield Row(ARRIVED, process, flow.out_of.key, stock.key), share
            yield Row(LEFT, process, flow.out_of.key, stock.key), share
        else:
            yield Row(CAME, process, "", stock.key), share
    if flow.out_of is not None:
        yield Row(LOST, process, flow.out_of.key, ""), rest


def _pulsed(network: Network) -> Iterator[Row]:
    for pulse in network.pulses:
        yield pulse_row(network, pulse.name, pulse.into)


def pulse_row(network: Network, name: str, into: Stock) -> Row:
    """Return the row of what a pulse gives."""
    return Row(CAME, network.givers[name], "", into.key)
