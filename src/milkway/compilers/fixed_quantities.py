"""Quantities of parameters and exposures alone, copied out of a graph: computed with NumPy, and kept, without it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from milkway.compilers.graph import Graph
from milkway.compilers.interpret import APPLY, Values, needed
from milkway.core.brief import brief


@dataclass(frozen=True, eq=False)
class Quantities:
    """Steps of a computation in order.

    Attributes:
        steps: a number, a leaf as ("parameter", key) or ("exposure", key), or an operator and the places of its arguments.
        wanted: (quantity,) places along the steps.
        exposures: keys of the exposures among the leaves.
    """

    steps: tuple[tuple, ...]
    wanted: tuple[int, ...]
    exposures: tuple[str, ...]

    __repr__ = brief

    def of(self, leaf: Callable[[tuple], Values], dyads: int) -> np.ndarray:
        """Return the values, (quantity, dyad).

        Args:
            leaf: gives the value of a leaf, a number or (dyad,).
            dyads: how many.
        """
        known: list[Values] = []
        for step in self.steps:
            operator, *arguments = step
            if operator == "number":
                known.append(arguments[0])
            elif operator in APPLY:
                known.append(APPLY[operator](*(known[a] for a in arguments)))
            else:
                known.append(leaf(step))
        return np.array([np.broadcast_to(known[place], dyads) for place in self.wanted]).reshape(len(self.wanted), dyads)


def copied(graph: Graph, nodes: Sequence[int]) -> Quantities:
    """Return nodes of a graph that depend on no stock and not on the day."""
    nothing: Mapping[tuple, Values] = {}
    order = needed(graph, nodes, nothing)
    place = {node: i for i, node in enumerate(order)}
    steps = [_step(graph, node, place) for node in order]
    exposures = tuple(step[1] for step in steps if step[0] == "exposure")
    return Quantities(tuple(steps), tuple(place[node] for node in nodes), exposures)


def _step(graph: Graph, node: int, place: Mapping[int, int]) -> tuple:
    operands = graph.operands(node)
    return (graph.nodes[node][0], *(place[one] for one in operands)) if operands else graph.nodes[node]
