"""What each route matters for: the same dyads with the same luck, each route shut in turn, side by side in one run."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from milkway.cohorts.population_file import read_population
from milkway.core.model import Model
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.live import live
from milkway.lives.means import Means
from milkway.lives.ready import Ready, whole_plan
from milkway.scenarios.plan import DECIDED, plan
from milkway.scenarios.prepare import POPULATION, mechanisms
from milkway.scenarios.run_scenario import ScenarioRun, record_of
from milkway.scenarios.scenario import Scenario
from milkway.scenarios.scenario_words import START
from milkway.scenarios.watched_quantities import summary
from milkway.simulation.kept_machine import machine_of
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Trajectory

TOLD = ("milestones", "mastitis")


def routes_open(scenario: Scenario, model: Model) -> tuple[str, ...]:
    """Return the routes of a model that a scenario does not shut."""
    return tuple(one.name for one in model.processes if one.off and one.name not in scenario.off)


def shut_each(run: ScenarioRun, table: ParameterTable, progress: Callable[[str, float], None]) -> dict[str, dict]:
    """Return, for each route that is open in a run, what its summary would say of milestones and mastitis with the route shut.

    Args:
        run: with the route open.
        table: that it was run with.
        progress: told the stage and the dyad-days done in it.

    Raises:
        RunError: too many dyads failed (`lives.live`).
    """
    model, scenario, dyads = mechanisms(run.scenario, table), run.scenario, len(run.cohort.dyads)
    machine, routes = machine_of(model, table.keys()), routes_open(scenario, model)
    network = machine.network
    cohort = run.cohort.taking(np.tile(np.arange(dyads), len(routes)))
    usual = whole_plan(read_population(POPULATION), cohort, network, plan(scenario, len(cohort.dyads)), DECIDED)
    shut = steps((dyads * way + dyad, START, f"{name}__off", 1.0) for way, name in enumerate(routes) for dyad in range(dyads))
    means = Means(Solver(chance=not run.mean_field), progress=progress)
    lives = Ready(machine, cohort, usual.plus(shut))
    found = live(lives, record_of(network, scenario, dyads, run.keep), Streams(run.seed), means, "each route off")
    told = {}
    for way, name in enumerate(routes):
        own = replace(
            run,
            scenario=replace(scenario, off=(*scenario.off, name)),
            network=network,
            trajectory=_part(found, slice(dyads * way, dyads * (way + 1))),
        )
        whole = summary(own)
        told[name] = {key: whole[key] for key in TOLD}
    return told


def _part(found: Trajectory, who: slice) -> Trajectory:
    """Return some of the dyads."""
    return replace(
        found,
        dyads=found.dyads[who],
        amounts=found.amounts[who],
        level=found.level[who],
        bothered=found.bothered[who],
        reported=found.reported[who],
        realised=found.realised[who],
        status=found.status[who],
    )
