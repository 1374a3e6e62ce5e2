"""The dyads of a chunk laid out in groups of eight lanes, and what is done to all of them at once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from milkway.compilers.kernel import constants_of_the_day
from milkway.core.streams import Streams, event_code
from milkway.simulation.layout import LANES, Lanes, Rules, Work, aligned, make_work
from milkway.simulation.machine import Machine, absolute_tolerances, fixed_values
from milkway.simulation.stepper import advance_day, start_waiting, watch_groups

if TYPE_CHECKING:
    from milkway.cohorts.sample import Cohort


@dataclass(frozen=True)
class Fleet:
    """Lanes with their rules and scratch arrays; `dyads` of them are real, the rest pad the last group."""

    dyads: int
    lanes: Lanes
    rules: Rules
    work: Work
    watched: np.ndarray

    def stocks(self) -> np.ndarray:
        """Return (stock, group, lane) a view of the state that can be written to."""
        groups = self.lanes.state.shape[0]
        return self.lanes.state.reshape(groups, -1, LANES).transpose(1, 0, 2)

    def by_dyad(self, rows: np.ndarray) -> np.ndarray:
        """Return (row, dyad) a copy of rows laid out as (row, group, lane)."""
        return rows.reshape(rows.shape[0], -1)[:, : self.dyads].copy()

    def add(self, stock: int, amounts: np.ndarray) -> None:
        """Add (dyad,) amounts to a stock."""
        padded = np.zeros(self.lanes.state.shape[0] * LANES)
        padded[: self.dyads] = amounts
        self.stocks()[stock] += padded.reshape(-1, LANES)


def assemble_fleet(
    machine: Machine, cohort: "Cohort", streams: Streams, chance: bool, tolerance: float, threshold: float
) -> Fleet:
    """Return the dyads of a cohort at the start of a run.

    With chance, marked strains do not steer the steps: so a dyad takes the same steps with and without the product.
    """
    network, kernel = machine.network, machine.kernel
    dyads = len(cohort.dyads)
    groups = -(-dyads // LANES)
    integers = len(kernel.dividing)
    keys = [network.stocks[i].key for i in kernel.dividing]
    lanes = Lanes(
        state=aligned(groups, len(network.stocks) * LANES),
        constants=aligned(groups, max(1, len(kernel.constants)) * LANES),
        step=np.full((groups, LANES), 1e-3),
        failed=np.zeros((groups, LANES), dtype=np.int64),
        waited=np.zeros((groups, integers, LANES)),
        patience=np.zeros((groups, integers, LANES)),
        arrivals=np.zeros((groups, integers, LANES), dtype=np.int64),
        dyads=np.zeros((groups, LANES), dtype=np.int64),
        tries=np.zeros((groups, LANES)),
    )
    lanes.dyads.reshape(-1)[:dyads] = cohort.dyads
    lanes.failed.reshape(-1)[dyads:] = 1
    rules = Rules(
        tolerance=tolerance,
        absolute=absolute_tolerances(network),
        steering=np.array([not (chance and stock.marked) for stock in network.stocks]),
        dividing=kernel.dividing,
        events=np.array([event_code(f"cells of {key}") for key in keys], dtype=np.int64),
        threshold=threshold if chance else 0.0,
        seed=streams.seed,
    )
    start_waiting(rules, lanes)
    work = make_work(len(network.stocks), kernel.unknowns, kernel.entries, integers)
    fleet = Fleet(dyads, lanes, rules, work, aligned(groups, max(1, kernel.watched) * LANES))
    _fill_initial(fleet, machine, cohort)
    return fleet


def refresh_constants(
    fleet: Fleet, machine: Machine, parameters: np.ndarray, levels: np.ndarray, everything: bool = False
) -> None:
    """Write the constants of the day for (dyad, parameter) and (dyad, exposure) levels; those that vary, or all."""
    rows = np.arange(len(machine.kernel.constants)) if everything else np.flatnonzero(machine.kernel.varying)
    if len(rows) == 0:
        return
    groups = fleet.lanes.state.shape[0]
    values = np.zeros((len(rows), groups * LANES))
    values[:, : fleet.dyads] = constants_of_the_day(machine.kernel, rows, parameters, levels)
    values[:, fleet.dyads :] = values[:, :1]
    target = fleet.lanes.constants.reshape(groups, -1, LANES)
    target[:, rows, :] = values.reshape(len(rows), groups, LANES).transpose(1, 0, 2)


def watch(fleet: Fleet, machine: Machine, day: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (episode, dyad) hazards, (sign, dyad) levels and (watch, dyad) quantities at the midnight that begins `day`."""
    network = machine.network
    watch_groups(machine.kernel.library.address("watch"), fleet.lanes, fleet.work, day, fleet.watched)
    groups = fleet.lanes.state.shape[0]
    rows = fleet.by_dyad(fleet.watched.reshape(groups, -1, LANES).transpose(1, 0, 2))
    first, second = len(network.episodes), len(network.episodes) + len(network.signs)
    return rows[:first], rows[first:second], rows[second : machine.kernel.watched]


def advance(fleet: Fleet, machine: Machine, day: int) -> None:
    """Advance all groups from the midnight that begins `day` to the next."""
    advance_day(machine.code(), fleet.rules, fleet.lanes, fleet.work, day, (0, fleet.lanes.state.shape[0]))


def _fill_initial(fleet: Fleet, machine: Machine, cohort: "Cohort") -> None:
    network = machine.network
    index = network.stock_index()
    levels = np.tile(np.array([exposure.planned for exposure in network.exposures]), (fleet.dyads, 1))
    amounts = fixed_values(machine, [initial.amount for initial in network.initials], cohort.parameters, levels)
    for initial, amount in zip(network.initials, amounts, strict=True):
        whole = fleet.rules.threshold > 0 and initial.stock.divides
        fleet.add(
            index[initial.stock.key], np.where(amount < fleet.rules.threshold, np.round(amount), amount) if whole else amount
        )
