"""A short mark by which networks are told apart: two with the same terms have the same one, wherever their text stands."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from milkway.compilers.graph import Graph
from milkway.core.expression import Expression
from milkway.core.network import Network


def network_mark(network: Network) -> str:
    """Return the mark of all that a network's terms say: rate laws, stocks, units, names and switches; no value is in it."""
    graph = Graph(network.absent)
    terms = [
        (network.flows, network.rates, network.initials, network.pulses, network.episodes),
        (network.rules, network.signs, network.watches),
        [(one.key, str(one.unit)) for one in (*network.stocks, *network.parameters)],
        [(one.key, one.planned) for one in network.exposures],
    ]
    said = repr((_said(terms, graph), graph.nodes))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _said(part: object, graph: Graph) -> object:
    """Return a part of a term in plain values, expressions as nodes of a graph."""
    if isinstance(part, Expression):
        return graph.add(part)
    if isinstance(part, Mapping):
        return [(_said(key, graph), _said(value, graph)) for key, value in part.items()]
    if isinstance(part, tuple | list):
        return [_said(one, graph) for one in part]
    if is_dataclass(part):
        return type(part).__name__, [_said(getattr(part, one.name), graph) for one in fields(part)]
    return part
