"""Graph nodes evaluated one by one with NumPy: slow, obvious, and the standard that compiled code is held to."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from milkway.compilers.graph import Graph

Values = np.ndarray | float
APPLY: dict[str, Callable[..., Values]] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "max": np.maximum,
    "min": np.minimum,
    "exp": np.exp,
    "log": np.log,
    "where": lambda a, b, then, otherwise: np.where(a > b, then, otherwise),
}


def evaluate(graph: Graph, nodes: Sequence[int], leaves: Mapping[tuple, Values]) -> list[Values]:
    """Return the values of nodes.

    Args:
        graph: the graph they are in.
        nodes: wanted.
        leaves: value of each leaf node, such as ("stock", "infant_gut__lactose") or ("day",), all of one shape or plain numbers;
            other nodes may be given too, and are then not computed.
    """
    known = evaluate_in_order(graph, needed(graph, nodes, leaves), leaves)
    return [known[node] for node in nodes]


def evaluate_in_order(graph: Graph, order: Sequence[int], leaves: Mapping[tuple, Values]) -> dict[int, Values]:
    """Return the values of nodes in an order that `needed` gave for the same kind of leaves."""
    known: dict[int, Values] = {}
    for node in order:
        operator, *arguments = graph.nodes[node]
        given = leaves.get(graph.nodes[node])
        if given is not None:
            known[node] = given
        elif operator == "number":
            known[node] = arguments[0]
        elif operator == "algebraic":
            known[node] = known[graph.definitions[arguments[0]]]
        else:
            known[node] = APPLY[operator](*(known[a] for a in arguments))
    return known


def needed(graph: Graph, nodes: Sequence[int], given: Mapping[tuple, Values]) -> list[int]:
    """Return what must be computed for the nodes, in an order that works."""
    order: list[int] = []
    seen: set[int] = set()
    stack = [(node, False) for node in nodes]
    while stack:
        node, ready = stack.pop()
        if ready:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((child, False) for child in _children(graph, node, given))
    return order


def _children(graph: Graph, node: int, given: Mapping[tuple, Values]) -> tuple[int, ...]:
    if graph.nodes[node] in given:
        return ()
    if graph.nodes[node][0] == "algebraic":
        return (graph.definitions[graph.nodes[node][1]],)
    return graph.operands(node)
