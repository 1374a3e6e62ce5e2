"""The change of every stock as nodes of one graph: the sum of all flows and rates, with births, losses and arrivals apart."""

from collections.abc import Iterable
from dataclasses import dataclass

from milkway.compilers.graph import Graph
from milkway.core.declare import Flow, Rate
from milkway.core.expression import Expression
from milkway.core.network import Network


@dataclass(frozen=True)
class Demography:
    """Per cell and day of a stock where cells divide: births and losses; and cells arriving per day."""

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
    """

    graph: Graph
    change: tuple[int, ...]
    algebraics: dict[str, int]
    demography: dict[str, Demography]


def assemble(network: Network) -> Assembly:
    """Return the equations of a network."""
    graph = Graph(network.absent)
    changes = {stock.key: graph.constant(0.0) for stock in network.stocks}
    parts = {stock.key: {"births": [], "losses": [], "arrivals": []} for stock in network.stocks if stock.divides}
    for _, flow in network.flows:
        _add_flow(graph, flow, changes, parts)
    for _, rate in network.rates:
        changes[rate.state.key] = graph.apply("add", changes[rate.state.key], _relaxation(graph, rate))
    demography = {key: Demography(**{name: _sum(graph, nodes) for name, nodes in part.items()}) for key, part in parts.items()}
    algebraics = {name: node for name, node in graph.definitions.items() if graph.depends_on_state(node)}
    return Assembly(graph, tuple(changes.values()), algebraics, demography)


def add_all(assembly: Assembly, expressions: Iterable[Expression]) -> list[int]:
    """Return the nodes of further expressions, such as those that are watched."""
    nodes = [assembly.graph.add(expression) for expression in expressions]
    graph = assembly.graph
    assembly.algebraics.update({name: node for name, node in graph.definitions.items() if graph.depends_on_state(node)})
    return nodes


def _add_flow(graph: Graph, flow: Flow, changes: dict[str, int], parts: dict[str, dict[str, list[int]]]) -> None:
    each = graph.add(flow.each)
    source = None if flow.out_of is None else graph.add(flow.out_of)
    driver = None if flow.by is None else graph.add(flow.by)
    with_driver = each if driver is None else graph.apply("mul", each, driver)
    with_source = each if source is None else graph.apply("mul", each, source)
    rate = with_driver if source is None else graph.apply("mul", with_driver, source)
    if flow.out_of is not None:
        key = flow.out_of.key
        changes[key] = graph.apply("sub", changes[key], rate)
        if key in parts:
            parts[key]["losses"].append(with_driver)
    for stock, number in flow.into.items():
        count = graph.add(number)
        changes[stock.key] = graph.apply("add", changes[stock.key], graph.apply("mul", rate, count))
        if stock.key in parts:
            divides = flow.by is not None and flow.by.key == stock.key
            kind, per_cell = ("births", with_source) if divides else ("arrivals", rate)
            parts[stock.key][kind].append(graph.apply("mul", per_cell, count))


def _relaxation(graph: Graph, rate: Rate) -> int:
    gap = graph.apply("sub", graph.add(rate.toward), graph.add(rate.state))
    return graph.apply("mul", graph.add(rate.at), gap)


def _sum(graph: Graph, nodes: list[int]) -> int:
    result = graph.constant(0.0)
    for node in nodes:
        result = graph.apply("add", result, node)
    return result
