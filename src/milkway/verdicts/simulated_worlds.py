"""Simulate the worlds that are compared: the same dyads with the same luck, differing only in what a world states."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from milkway.core.errors import InputError, Mistake
from milkway.core.network import Network
from milkway.core.schedule import Schedule, steps
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives import means as lives
from milkway.lives.live import live
from milkway.lives.ready import Ready
from milkway.protocol.protocol import Hypothesis
from milkway.scenarios.plan import settings
from milkway.scenarios.prepare import mechanisms, prepare
from milkway.scenarios.scenario import Scenario
from milkway.scenarios.scenario_words import START, scenario_of
from milkway.simulation.kept_machine import machine_of
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record, Trajectory
from milkway.verdicts.compared_quantities import DAYS, STOCKS
from milkway.verdicts.draws import Draws, drawn
from milkway.verdicts.questions import World


@dataclass(frozen=True)
class Means:
    """With whom and with what worlds are simulated: values, draws, seed, hypotheses by name, and who is told of progress."""

    table: ParameterTable
    draws: Draws
    seed: int
    hypotheses: Mapping[str, Hypothesis]
    progress: Callable[[str, float], None]

    @property
    def dyads(self) -> int:
        """Return how many dyads there are."""
        return len(self.draws.number)


def simulate_world(world: World, means: Means) -> Trajectory:
    """Return the trajectories of a world.

    Raises:
        InputError: the world names what the model does not have.
        RunError: too many dyads failed (`lives.live`).
    """
    means.progress(world.label, 0.0)
    women, how = _ready(world, means), lives.Means(Solver(), progress=means.progress)
    return live(women, _record(women.machine.network, world.days), Streams(means.seed), how, world.label)


def work(world: World, dyads: int) -> float:
    """Return the dyad-days of a world."""
    return float(dyads * (world.days - START))


def _ready(world: World, means: Means) -> Ready:
    scenario, table = _scenario(world), means.table
    machine = machine_of(mechanisms(scenario, table), table.keys())
    network = machine.network
    ready = prepare(scenario, table, means.dyads, means.seed, network)
    cohort = drawn(ready.cohort, network, table, means.draws, Streams(means.seed))
    cohort = cohort.setting(network, {**settings(scenario), **world.sets, **_effects(world, means)})
    return Ready(machine, cohort, ready.schedule.plus(_held(world, network, means.dyads)))


def _scenario(world: World) -> Scenario:
    model = "complete" + (f" without {','.join(world.without)}" if world.without else "")
    routes = ",".join(world.routes) or "off"
    return scenario_of(
        birth=world.birth, feeding=world.feeding, probiotic=world.probiotic, days=world.days, model=model, routes=routes
    )


def _effects(world: World, means: Means) -> Mapping[str, float]:
    if not world.hypothesis:
        return {}
    if world.hypothesis not in means.hypotheses:
        raise InputError(f"world {world.name}", [Mistake("hypothesis", world.hypothesis, ", ".join(means.hypotheses))])
    return means.hypotheses[world.hypothesis].sets


def _held(world: World, network: Network, dyads: int) -> Schedule:
    known = network.exposure_index
    mistakes = [Mistake("exposure", key, ", ".join(known)) for key in world.exposures if key not in known]
    if mistakes:
        raise InputError(f"world {world.name}", mistakes)
    return steps((dyad, START, key, level) for dyad in range(dyads) for key, level in world.exposures.items())


def _record(network: Network, days: int) -> Record:
    there = {*(stock.key for stock in network.stocks), *(watch.name for watch in network.watches)}
    kept = tuple(key for key in STOCKS if key in there)
    return Record(START, days, tuple(day for day in DAYS if day <= days), kept)
