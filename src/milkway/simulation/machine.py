"""A network made ready to run: its kernel, and where each midnight's quantities are found in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from milkway.compilers.interpret import evaluate
from milkway.compilers.kernel import Kernel, compile_network
from milkway.core.brief import brief
from milkway.core.expression import Expression
from milkway.core.network import Network
from milkway.core.units import parse_unit
from milkway.simulation.layout import Code

if TYPE_CHECKING:
    from milkway.cohorts.cohort import Cohort

SMALL = {"cell": 1e3, "micromole": 5e3, "mL": 100.0, "cell/mL": 1e4, "dimensionless": 0.1, "mg": 1.0, "mg/mL": 0.1}


@dataclass(frozen=True)
class Machine:
    """A compiled network; at each midnight it evaluates the episodes' hazards, the signs' levels and what is watched."""

    kernel: Kernel

    __repr__ = brief

    @property
    def network(self) -> Network:
        """Return the network that was compiled."""
        return self.kernel.network

    def code(self) -> Code:
        """Return the addresses that the stepper calls."""
        address = self.kernel.library.address
        return Code(*(address(name) for name in Code._fields))


def build(network: Network) -> Machine:
    """Return a network ready to run; compiled code is kept in the user's cache."""
    watched = [episode.hazard for episode in network.episodes]
    watched += [sign.level for sign in network.signs]
    watched += [watch.quantity for watch in network.watches]
    machine = Machine(compile_network(network, watched))
    for expression in _midnight_expressions(network):
        machine.kernel.graph.add(expression)
    return machine


def _midnight_expressions(network: Network) -> Iterator[Expression]:
    """Yield what `fixed_values` will be asked for, so that threads find it in the graph and never write there."""
    yield from (initial.amount for initial in network.initials)
    for pulse in network.pulses:
        yield from (pulse.amount, pulse.chance)
    for episode in network.episodes:
        yield from (episode.spread,) if episode.lasts is None else (episode.lasts, episode.spread)
    for rule in network.rules:
        yield from (rule.chance, rule.after, rule.lasts)
    for sign in network.signs:
        yield from (sign.threshold, sign.sharpness)


@dataclass(frozen=True)
class Dyads:
    """Who is simulated: identities, and parameters as leaves of the graph."""

    ids: np.ndarray
    leaves: dict[tuple, np.ndarray]

    __repr__ = brief

    @property
    def count(self) -> int:
        """Return how many dyads there are."""
        return len(self.ids)

    @classmethod
    def of(cls, machine: Machine, cohort: "Cohort") -> "Dyads":
        """Return the dyads of a cohort."""
        named = {("parameter", p.key): cohort.parameters[:, i] for i, p in enumerate(machine.network.parameters)}
        return cls(cohort.dyads, named)


def absolute_tolerances(network: Network, tolerance: float) -> np.ndarray:
    """Return (stock,) the error that never matters: the relative tolerance of an amount that is small for its unit.

    At the default of 1e-5 that is a hundredth of a cell and a twentieth of a micromole.
    """
    by_unit = {parse_unit(text): value for text, value in SMALL.items()}
    return tolerance * np.array([by_unit.get(stock.unit, SMALL["dimensionless"]) for stock in network.stocks])


def fixed_values(machine: Machine, expressions: Sequence[Expression], dyads: Dyads, levels: np.ndarray) -> np.ndarray:
    """Return quantities that depend on parameters and exposures only.

    Args:
        machine: whose graph knows the expressions.
        expressions: to evaluate.
        dyads: with their parameters.
        levels: (dyad, exposure) in force.

    Returns:
        (expression, dyad).
    """
    graph = machine.kernel.graph
    exposures = {("exposure", e.key): levels[:, i] for i, e in enumerate(machine.network.exposures)}
    values = evaluate(graph, [graph.add(expression) for expression in expressions], dyads.leaves | exposures)
    return np.array([np.broadcast_to(value, dyads.count) for value in values]).reshape(len(expressions), dyads.count)
