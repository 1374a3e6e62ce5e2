"""Run a scenario on dyads of the general population, or on the median dyad."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from milkway.cohorts.cohort import Cohort
from milkway.core.brief import brief
from milkway.core.network import Network
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.live import live
from milkway.lives.means import Means
from milkway.lives.ready import Ready
from milkway.scenarios.prepare import prepare
from milkway.scenarios.scenario import Scenario
from milkway.scenarios.scenario_words import START
from milkway.scenarios.selection import EVERYTHING, Keep, all_keys
from milkway.simulation.machine import Machine
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record, Trajectory

MILESTONES = (1, 3, 7, 14, 30, 60, 90, 120, 180, 270, 365, 545, 730)


@dataclass(frozen=True)
class ScenarioRun:
    """What was run, on whom, and what came of it."""

    scenario: Scenario
    machine: Machine
    cohort: Cohort
    trajectory: Trajectory
    seed: int
    mean_field: bool
    keep: Keep

    __repr__ = brief

    @property
    def network(self) -> Network:
        """Return the network that was run."""
        return self.machine.network


def run_scenario(
    scenario: Scenario,
    machine: Machine,
    table: ParameterTable,
    *,
    dyads: int,
    seed: int,
    mean_field: bool,
    progress: Callable[[str, float], None],
    keep: Keep = EVERYTHING,
    tallies: bool = False,
    solver: Solver = Solver(),
) -> ScenarioRun:
    """Return the trajectories of a scenario.

    Args:
        scenario: what is done.
        machine: of its `mechanisms`.
        table: values of the parameters.
        dyads: how many; one is the median dyad.
        seed: of all chance.
        mean_field: whether chance is switched off.
        progress: told the stage and the dyad-days done in it.
        keep: the days that are recorded; every stock is, so that a summary can be made.
        tallies: whether what moves is tallied.
        solver: how the equations are advanced; chance in it is as `mean_field` says.

    Raises:
        RunError: too many dyads failed (`lives.live`).
    """
    network, means = machine.network, Means(replace(solver, chance=not mean_field), progress=progress)
    ready = prepare(scenario, table, dyads, seed, network)
    dressed = Ready(machine, ready.cohort, ready.schedule)
    trajectory = live(
        dressed, replace(record_of(network, scenario, dyads, keep), tallies=tallies), Streams(seed), means, "simulating"
    )
    return ScenarioRun(scenario, machine, ready.cohort, trajectory, seed, mean_field, keep)


def work(scenario: Scenario, dyads: int) -> float:
    """Return the dyad-days of a run."""
    return float(dyads * (scenario.days - START))


def milestones(days: int) -> tuple[int, ...]:
    """Return the days of a summary, the last day among them.

    >>> milestones(20)
    (1, 3, 7, 14, 20)
    """
    return (*(day for day in MILESTONES if day < days), days)


def record_of(network: Network, scenario: Scenario, dyads: int, keep: Keep) -> Record:
    """Return what is kept: the days asked for; else every day of one dyad, and of many the weeks and milestones."""
    end = scenario.days
    usual = set(range(START, end + 1)) if dyads == 1 else {*range(START, end + 1, 7), 0, *milestones(end)}
    kept = ("ceased", "maternal_antibiotic", "infant_antibiotic", "taking_product")
    return Record(START, end, keep.days or tuple(sorted(usual)), all_keys(network), kept)
