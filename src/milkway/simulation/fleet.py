"""The dyads of a chunk laid out in groups of eight lanes, and what is done to all of them at once."""

from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief
from milkway.core.network import Network
from milkway.core.streams import Streams, event_code
from milkway.simulation.few_cells import start_waiting
from milkway.simulation.layout import LANES, Lanes, Rules, Tally, Work, aligned, make_work
from milkway.simulation.machine import Dyads, Machine, absolute_tolerances, fixed_values
from milkway.simulation.prepared_tally import make_tally
from milkway.simulation.solver import Solver
from milkway.simulation.stepper import advance_day, follow_exposures, watch_groups

FIRST_STEP = 1e-3


@dataclass(frozen=True)
class Fleet:
    """Lanes with their rules and scratch arrays; `dyads` of them are real, the rest pad the last group."""

    dyads: int
    lanes: Lanes
    rules: Rules
    work: Work
    watched: np.ndarray
    tally: Tally | None = None

    __repr__ = brief

    @property
    def groups(self) -> int:
        """Return the number of groups without the guests'."""
        return self.lanes.state.shape[0] - 1

    def stocks(self) -> np.ndarray:
        """Return (stock, group, lane) a view of the state that can be written to."""
        return self.lanes.state[: self.groups].reshape(self.groups, -1, LANES).transpose(1, 0, 2)

    def by_dyad(self, rows: np.ndarray) -> np.ndarray:
        """Return (row, dyad) a copy of rows laid out as (row, group, lane)."""
        groups, lanes = rows.shape[1:]
        return rows.reshape(rows.shape[0], groups * lanes)[:, : self.dyads].copy()

    def add(self, stock: int, amounts: np.ndarray) -> None:
        """Add (dyad,) amounts to a stock."""
        self.stocks()[stock] += _padded(amounts[None], self.groups, 0.0)[0]

    def note_given(self, row: int, amounts: np.ndarray) -> None:
        """Add (dyad,) amounts that a pulse gave to a row of the tally."""
        assert self.tally is not None, "a fleet that tallies"
        self.tally.moved[: self.groups, row] += _padded(amounts[None], self.groups, 0.0)[0]

    def take_moved(self) -> np.ndarray:
        """Return (row, dyad) what moved since it was last taken; behind the rows of flows and pulses, what the solver added."""
        assert self.tally is not None, "a fleet that tallies"
        moved = self.tally.moved[: self.groups]
        taken = self.by_dyad(moved.transpose(1, 0, 2))
        moved[:] = 0.0
        return taken

    def write(self, target: np.ndarray, rows: np.ndarray) -> None:
        """Write (row, dyad) values to the first rows of a (group, row * lane) array; padding repeats the first dyad."""
        places = target[: self.groups].reshape(self.groups, -1, LANES)
        places[:, : len(rows)] = _padded(rows, self.groups, None).transpose(1, 0, 2)


def _padded(rows: np.ndarray, groups: int, filler: float | None) -> np.ndarray:
    """Return (row, dyad) values as (row, group, lane)."""
    result = np.empty((len(rows), groups * LANES))
    result[:, : rows.shape[1]] = rows
    result[:, rows.shape[1] :] = rows[:, :1] if filler is None else filler
    return result.reshape(len(rows), groups, LANES)


def assemble_fleet(machine: Machine, dyads: Dyads, streams: Streams, solver: Solver, *, tallies: bool = False) -> Fleet:
    """Return the dyads at the start of a run, which tally what moves where that is asked for.

    With chance, marked strains do not steer the steps: so a dyad takes the same steps with and without the product.
    """
    network, kernel = machine.network, machine.kernel
    rules = _rules(machine, streams, solver)
    lanes = _lanes(machine, dyads)
    start_waiting(rules, lanes)
    more = len(kernel.moves) + _marked(network)
    work = make_work(len(network.stocks), kernel.unknowns, kernel.entries, len(kernel.dividing), more)
    tally = make_tally(machine, rules, lanes.state.shape[0], work.stages.shape[1] // LANES) if tallies else None
    fleet = Fleet(dyads.count, lanes, rules, work, aligned(lanes.state.shape[0], max(1, kernel.watched) * LANES), tally)
    if tally is not None:
        fleet.write(tally.constants, machine.tallies.fixed.of(dyads.leaves.__getitem__, dyads.count))
    fleet.write(lanes.constants, kernel.fixed.of(dyads.leaves.__getitem__, dyads.count))
    _fill_initial(fleet, machine, dyads)
    return fleet


def _rules(machine: Machine, streams: Streams, solver: Solver) -> Rules:
    network, dividing = machine.network, machine.kernel.dividing
    return Rules(
        tolerance=solver.tolerance,
        absolute=absolute_tolerances(network, solver.tolerance),
        steering=np.array([not (stock.follows or (solver.chance and stock.marked)) for stock in network.stocks]),
        dividing=dividing,
        moves=machine.kernel.moves[:, 1].copy(),
        first_move=np.searchsorted(machine.kernel.moves[:, 0], np.arange(len(dividing) + 1)),
        events=np.array([event_code(f"cells of {network.stocks[i].key}") for i in dividing], dtype=np.int64),
        marked=_marked(network),
        threshold=solver.threshold if solver.chance else 0.0,
        longest=solver.longest_step if solver.chance else 1.0,
        seed=streams.seed,
    )


def _marked(network: Network) -> int:
    return sum(stock.divides and stock.marked for stock in network.stocks)


def _lanes(machine: Machine, dyads: Dyads) -> Lanes:
    groups, integers, network = -(-dyads.count // LANES) + 1, len(machine.kernel.dividing), machine.network
    lanes = Lanes(
        state=aligned(groups, len(network.stocks) * LANES),
        constants=aligned(groups, max(1, machine.kernel.constants) * LANES),
        exposures=aligned(groups, max(1, len(network.exposures)) * LANES),
        step=np.full((groups, LANES), FIRST_STEP),
        failed=np.zeros((groups, LANES), dtype=np.int64),
        waited=np.zeros((groups, integers, LANES)),
        patience=np.zeros((groups, integers, LANES)),
        arrivals=np.zeros((groups, integers, LANES), dtype=np.int64),
        dyads=np.zeros((groups, LANES), dtype=np.int64),
        tries=np.zeros((groups, LANES)),
        elapsed=np.zeros((groups, LANES)),
        tries_today=np.zeros((groups, LANES)),
        cell=np.full((groups, LANES), -1),
        within=np.zeros((groups, LANES), dtype=np.int64),
    )
    lanes.dyads.reshape(-1)[: dyads.count] = dyads.ids
    lanes.failed.reshape(-1)[dyads.count :] = 1
    return lanes


def expose(fleet: Fleet, machine: Machine, levels: np.ndarray) -> None:
    """Put (dyad, exposure) levels in force."""
    fleet.write(fleet.lanes.exposures, levels.T)
    follow_exposures(machine.code.midnight, fleet.lanes.constants, fleet.lanes, fleet.work, len(machine.kernel.fixed.wanted))
    if fleet.tally is not None:
        midnight, fixed = machine.tallies.library.address("midnight"), len(machine.tallies.fixed.wanted)
        follow_exposures(midnight, fleet.tally.constants, fleet.lanes, fleet.work, fixed)


def watch(fleet: Fleet, machine: Machine, day: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (episode, dyad) hazards, (sign, dyad) levels and (watch, dyad) quantities at the midnight that begins `day`."""
    network = machine.network
    watch_groups(machine.code.watch, fleet.lanes, fleet.work, day, fleet.watched)
    rows = fleet.by_dyad(fleet.watched[: fleet.groups].reshape(fleet.groups, -1, LANES).transpose(1, 0, 2))
    first, second = len(network.episodes), len(network.episodes) + len(network.signs)
    return rows[:first], rows[first:second], rows[second : machine.kernel.watched]


def advance(fleet: Fleet, machine: Machine, day: int, *, hurried: bool = False) -> None:
    """Advance all groups from the midnight that begins `day` to the next, in steps of up to a day where they are hurried."""
    rules = fleet.rules._replace(longest=1.0) if hurried else fleet.rules
    advance_day(machine.code, rules, fleet.lanes, fleet.work, day, fleet.tally)


def _fill_initial(fleet: Fleet, machine: Machine, dyads: Dyads) -> None:
    network, threshold = machine.network, fleet.rules.threshold
    index = network.stock_index
    levels = np.tile(np.array([exposure.planned for exposure in network.exposures]), (fleet.dyads, 1))
    amounts = fixed_values(machine, machine.midnight.initials, dyads, levels)
    for initial, amount in zip(network.initials, amounts, strict=True):
        whole = initial.stock.divides & (amount < threshold)
        fleet.add(index[initial.stock.key], np.where(whole, np.round(amount), amount))
