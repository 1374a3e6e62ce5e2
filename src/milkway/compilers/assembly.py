"""The change of every stock as nodes of one graph: all flows and rates summed, with births, losses, moves and arrivals apart."""

from collections.abc import Iterable
from dataclasses import dataclass

from milkway.compilers.graph import Graph
from milkway.core.brief import brief
from milkway.core.declare import Flow, Rate
from milkway.core.expression import Expression
from milkway.core.network import Network


@dataclass(frozen=True)
class Demography:
    """Per cell and day of a stock where cells divide: births and losses (moves among them); and cells a day from elsewhere."""

    births: int
    losses: int
    arrivals: int


@dataclass(frozen=True)
class Assembly:
    """A network as a graph.

    Attributes:
        graph: the nodes.
        change: (stock,) node of d(stock)/dt, in the order of `network.stocks`.
        algebraics: name -> node of the definition, for those that depend on stocks, in an order that can be computed.
        demography: stock key -> nodes, for stocks where cells divide.
        moves: (from, to) -> node of the cells that move, per cell and day, between two stocks where cells divide.
    """

    graph: Graph
    change: tuple[int, ...]
    algebraics: dict[str, int]
    demography: dict[str, Demography]
    moves: dict[tuple[str, str], int]

    __repr__ = brief


def assemble(network: Network) -> Assembly:
    """Return the equations of a network."""
    graph = Graph(network.absent)
    changes = {stock.key: graph.constant(0.0) for stock in network.stocks}
    parts = {stock.key: {"births": [], "losses": [], "arrivals": []} for stock in network.stocks if stock.divides}
    moves: dict[tuple[str, str], int] = {}
    for _, flow in network.flows:
        _add_flow(graph, flow, changes, parts, moves)
    for _, rate in network.rates:
        changes[rate.state.key] = graph.apply("add", changes[rate.state.key], _relaxation(graph, rate))
    demography = {key: Demography(**{name: _sum(graph, nodes) for name, nodes in part.items()}) for key, part in parts.items()}
    algebraics = {name: node for name, node in graph.definitions.items() if graph.depends_on_state(node)}
    moving = {ends: node for ends, node in moves.items() if graph.value(node) != 0}
    return Assembly(graph, tuple(changes.values()), algebraics, demography, moving)


def add_all(assembly: Assembly, expressions: Iterable[Expression]) -> list[int]:
    """Return the nodes of further expressions, such as those that are watched."""
    nodes = [assembly.graph.add(expression) for expression in expressions]
    graph = assembly.graph
    assembly.algebraics.update({name: node for name, node in graph.definitions.items() if graph.depends_on_state(node)})
    return nodes


def _add_flow(
    graph: Graph,
    flow: Flow,
    changes: dict[str, int],
    parts: dict[str, dict[str, list[int]]],
    moves: dict[tuple[str, str], int],
) -> None:
    each = graph.add(flow.each)
    source = None if flow.out_of is None else graph.add(flow.out_of)
    driver = None if flow.by is None else graph.add(flow.by)
    with_driver = each if driver is None else graph.apply("mul", each, driver)
    with_source = each if source is None else graph.apply("mul", each, source)
    rate = with_driver if source is None else graph.apply("mul", with_driver, source)
    origin = None if flow.out_of is None else flow.out_of.key
    if origin is not None:
        changes[origin] = graph.apply("sub", changes[origin], rate)
        if origin in parts:
            parts[origin]["losses"].append(with_driver)
    for stock, number in flow.into.items():
        count = graph.add(number)
        changes[stock.key] = graph.apply("add", changes[stock.key], graph.apply("mul", rate, count))
        if stock.key not in parts:
            continue
        if flow.by is not None and flow.by.key == stock.key:
            parts[stock.key]["births"].append(graph.apply("mul", with_source, count))
        elif origin is not None and origin in parts:
            known = moves.get((origin, stock.key), graph.constant(0.0))
            moves[origin, stock.key] = graph.apply("add", known, graph.apply("mul", with_driver, count))
        else:
            parts[stock.key]["arrivals"].append(graph.apply("mul", rate, count))


def _relaxation(graph: Graph, rate: Rate) -> int:
    gap = graph.apply("sub", graph.add(rate.toward), graph.add(rate.state))
    return graph.apply("mul", graph.add(rate.at), gap)


def _sum(graph: Graph, nodes: list[int]) -> int:
    result = graph.constant(0.0)
    for node in nodes:
        result = graph.apply("add", result, node)
    return result
