"""What mechanisms of the catalogue say at numbers that are given one by one, so that the answer is known by hand."""

from functools import cache

from milkway.biology.models import COMPLETE
from milkway.compilers.graph import Graph
from milkway.compilers.interpret import evaluate, needed
from milkway.core.expression import Expression
from milkway.core.network import Network, expand
from milkway.ledger.tables import read_parameters

NOTHING = ("stock", "exposure", "day")


@cache
def network() -> Network:
    return expand(COMPLETE, read_parameters().keys())


def worth(expression: Expression, at: dict[str, float]) -> float:
    """Return the value where stocks, exposures and the day that are not given are 0, and every parameter needed is given.

    A name without index gives all parameters of that name; the name of a derived quantity gives it in place of its definition.
    """
    graph = Graph()
    node = graph.add(expression)
    given = {("algebraic", name): value for name, value in at.items() if name in graph.definitions}
    for wanted in needed(graph, [node], given):
        kind, *rest = graph.nodes[wanted]
        name = str(rest[0]) if rest else kind
        if kind == "parameter":
            given[kind, name] = at[name] if name in at else at[name.partition("[")[0]]
        elif kind in NOTHING:
            given[graph.nodes[wanted]] = at.get(name, 0.0)
    return float(evaluate(graph, [node], given)[0])


def moved(process: str, stock: str, at: dict[str, float], of: Network | None = None) -> float:
    """Return what the flows of a process add to a stock a day, less what they take; of the complete model or of another one."""
    gained = 0.0
    for flow in (flow for name, flow in (of or network()).flows if name == process):
        made = [count for into, count in flow.into.items() if into.key == stock]
        lost = flow.out_of is not None and flow.out_of.key == stock
        if made or lost:
            gained += worth(flow.rate(), at) * (sum(worth(count, at) for count in made) - lost)
    return gained


def aimed(process: str, state: str, at: dict[str, float], of: Network | None = None) -> tuple[float, float]:
    """Return the target of a state and the speed at which a process moves it there, in the complete model or in another one."""
    (one,) = (rate for name, rate in (of or network()).rates if name == process and rate.state.key == state)
    return worth(one.toward, at), worth(one.at, at)


def hazard(name: str, at: dict[str, float]) -> float:
    """Return the hazard of an episode a day."""
    (one,) = (episode for episode in network().episodes if episode.name == name)
    return worth(one.hazard, at)


def given(name: str, at: dict[str, float]) -> float:
    """Return what a pulse gives."""
    (one,) = (pulse for pulse in network().pulses if pulse.name == name)
    return worth(one.amount, at)


def began(stock: str, at: dict[str, float], of: Network | None = None) -> float:
    """Return what there is of a stock at the start, in the complete model or in another one."""
    (one,) = (initial for initial in (of or network()).initials if initial.stock.key == stock)
    return worth(one.amount, at)
