"""What each route matters for: the same dyads in the mean field, each route shut in turn, side by side in one run.

With chance a shut route would change the steps of every population that feels it, and with them its luck: differences of single
dyads would be noise.
"""

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
from milkway.scenarios.selection import Keep
from milkway.scenarios.watched_quantities import summary, summary_days
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Trajectory

TOLD = ("milestones", "mastitis")


def routes_open(scenario: Scenario, model: Model) -> tuple[str, ...]:
    """Return the routes of a model that a scenario does not shut."""
    return tuple(one.name for one in model.processes if one.off and one.name not in scenario.off)


def shut_each(run: ScenarioRun, table: ParameterTable, progress: Callable[[str, float], None]) -> dict[str, dict]:
    """Return what a summary says of milestones and mastitis in the mean field: with all routes open (""), and with each shut.

    Args:
        run: whose dyads and scenario they are.
        table: that it was run with.
        progress: told the stage and the dyad-days done in it.

    Raises:
        RunError: too many dyads failed (`lives.live`).
    """
    model, scenario, dyads = mechanisms(run.scenario, table), run.scenario, len(run.cohort.dyads)
    network, ways = run.network, ("", *routes_open(scenario, model))
    cohort = run.cohort.taking(np.tile(np.arange(dyads), len(ways)))
    usual = whole_plan(read_population(POPULATION), cohort, network, plan(scenario, len(cohort.dyads)), DECIDED)
    shut = steps((dyads * way + dyad, START, f"{ways[way]}__off", 1.0) for way in range(1, len(ways)) for dyad in range(dyads))
    means, kept = Means(Solver(chance=False), progress=progress), Keep(summary_days(run))
    found = live(
        Ready(run.machine, cohort, usual.plus(shut)),
        record_of(network, scenario, dyads, kept),
        Streams(run.seed),
        means,
        "each route off",
    )
    told = {}
    for way, name in enumerate(ways):
        part = _part(found, slice(dyads * way, dyads * (way + 1)))
        whole = summary(replace(run, mean_field=True, trajectory=part, keep=kept))
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
