"""A network made ready to run: its kernel, and where each midnight's quantities are found in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from milkway.compilers.fixed_quantities import Quantities
from milkway.compilers.kernel import Kernel, compile_network
from milkway.compilers.tallies import TallyKernel, compile_tallies
from milkway.core.brief import brief
from milkway.core.expression import Expression
from milkway.core.model import Model
from milkway.core.network import Network
from milkway.core.units import parse_unit
from milkway.simulation.layout import Code

if TYPE_CHECKING:
    from milkway.cohorts.cohort import Cohort

SMALL = {"cell": 1e3, "micromole": 5e3, "mL": 100.0, "cell/mL": 1e4, "dimensionless": 0.1, "mg": 1.0, "mg/mL": 0.1}

_TALLYING = Lock()


class Midnight(NamedTuple):
    """What a midnight asks of parameters and exposures alone.

    Attributes:
        initials: amounts.
        signs: threshold and sharpness of each in turn.
        pulses: of each, amount and chance.
        episodes: of each, how long it lasts unless it lasts for ever, and the spread of that.
        rules: of each, chance, delay and how long.
    """

    initials: Quantities
    signs: Quantities
    pulses: tuple[Quantities, ...]
    episodes: tuple[Quantities, ...]
    rules: tuple[Quantities, ...]


class Asked(NamedTuple):
    """What a machine is made of: the model, the parameters that have a row, and sites whose cells are labelled."""

    model: Model
    known: frozenset[str]
    inside: frozenset[str]


@dataclass(frozen=True)
class Machine:
    """A compiled network; at each midnight it evaluates the episodes' hazards, the signs' levels and what is watched.

    Attributes:
        kernel: its code.
        midnight: what it asks of parameters and exposures alone.
        asked: from which another process makes the same; None where it was built by hand.
    """

    kernel: Kernel
    midnight: Midnight
    asked: Asked | None = None

    __repr__ = brief

    @property
    def network(self) -> Network:
        """Return the network that was compiled."""
        return self.kernel.network

    @cached_property
    def code(self) -> Code:
        """Return the addresses that the stepper calls."""
        address = self.kernel.library.address
        return Code(*(address(name) for name in Code._fields))

    @property
    def tallies(self) -> TallyKernel:
        """Return the code that tallies what moves, made when it is first asked for: once, though several threads ask."""
        with _TALLYING:
            return self._tallies

    @cached_property
    def _tallies(self) -> TallyKernel:
        return compile_tallies(self.network)

    @cached_property
    def gates(self) -> np.ndarray:
        """Return (pulse,) positions of the exposures that let pulses through."""
        return np.array([self.network.exposure_index[pulse.exposure.key] for pulse in self.network.pulses], dtype=np.int64)


def build(network: Network) -> Machine:
    """Return a network ready to run; compiled code is kept in the user's cache."""
    watched = [episode.hazard for episode in network.episodes]
    watched += [sign.level for sign in network.signs]
    watched += [watch.quantity for watch in network.watches]
    kernel = compile_network(network, watched, _asked_at_midnight(network))
    left = iter(kernel.planned)
    pulses, episodes, rules = (tuple(islice(left, len(terms))) for terms in (network.pulses, network.episodes, network.rules))
    return Machine(kernel, Midnight(next(left), next(left), pulses, episodes, rules))


def _asked_at_midnight(network: Network) -> Iterator[list[Expression]]:
    """Yield the groups of `Midnight`; those of which there may be several come first."""
    for pulse in network.pulses:
        yield [pulse.amount, pulse.chance]
    for episode in network.episodes:
        yield [episode.spread] if episode.lasts is None else [episode.lasts, episode.spread]
    for rule in network.rules:
        yield [rule.chance, rule.after, rule.lasts]
    yield [initial.amount for initial in network.initials]
    yield [one for sign in network.signs for one in (sign.threshold, sign.sharpness)]


@dataclass(frozen=True)
class Dyads:
    """Who is simulated: identities, and parameters as leaves; what follows from parameters alone is kept in `known`."""

    ids: np.ndarray
    leaves: dict[tuple, np.ndarray]
    known: dict[Quantities, np.ndarray] = field(default_factory=dict[Quantities, np.ndarray])

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


def fixed_values(machine: Machine, asked: Quantities, dyads: Dyads, levels: np.ndarray) -> np.ndarray:
    """Return quantities of a machine that depend on parameters and exposures only.

    Args:
        machine: whose they are.
        asked: the quantities.
        dyads: with their parameters.
        levels: (dyad, exposure) in force.

    Returns:
        (quantity, dyad), which is not to be written to.
    """
    if not asked.exposures:
        found = dyads.known.get(asked)
        if found is None:
            found = dyads.known[asked] = asked.of(dyads.leaves.__getitem__, dyads.count)
        return found
    index = machine.network.exposure_index

    def leaf(step: tuple) -> np.ndarray:
        return levels[:, index[step[1]]] if step[0] == "exposure" else dyads.leaves[step]

    return asked.of(leaf, dyads.count)
