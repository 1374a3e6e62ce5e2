"""A network made ready to run: its kernel, and where each midnight's quantities are found in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from milkway.compilers.interpret import evaluate
from milkway.compilers.kernel import Kernel, compile_network
from milkway.core.expression import Expression
from milkway.core.model import Network
from milkway.core.units import parse_unit
from milkway.simulation.layout import Code

NEGLIGIBLE = {"cell": 0.1, "micromole": 1e-4, "mL": 1e-2, "cell/mL": 1.0, "dimensionless": 1e-5, "mg": 1e-4, "mg/mL": 1e-5}


@dataclass(frozen=True)
class Machine:
    """A compiled network; at each midnight it evaluates the episodes' hazards, the signs' levels and what is watched."""

    kernel: Kernel

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
    return Machine(compile_network(network, watched))


def absolute_tolerances(network: Network) -> np.ndarray:
    """Return (stock,) the error that never matters: a tenth of a cell, a ten-thousandth of a micromole, and so on."""
    by_unit = {parse_unit(text): value for text, value in NEGLIGIBLE.items()}
    return np.array([by_unit.get(stock.unit, 1e-5) for stock in network.stocks])


def fixed_values(
    machine: Machine, expressions: Sequence[Expression], parameters: np.ndarray, exposures: np.ndarray
) -> np.ndarray:
    """Return quantities that depend on parameters and exposures only.

    Args:
        machine: whose graph knows the symbols.
        expressions: to evaluate.
        parameters: (dyad, parameter).
        exposures: (dyad, exposure).

    Returns:
        (expression, dyad).
    """
    network, graph = machine.network, machine.kernel.graph
    leaves: dict[tuple, np.ndarray] = {("parameter", p.key): parameters[:, i] for i, p in enumerate(network.parameters)}
    leaves |= {("exposure", e.key): exposures[:, i] for i, e in enumerate(network.exposures)}
    values = evaluate(graph, [graph.add(expression) for expression in expressions], leaves)
    return np.array([np.broadcast_to(value, len(parameters)) for value in values]).reshape(len(expressions), len(parameters))
