"""The women of a trial in both of its arms: the same women with the same luck, so that a difference is the product's alone.

No trial can see this; it is how risks are learned from few women. What a trial of its size would print is drawn from the risks.
Nobody leaves here: a protocol whose drop-out does not depend on pain loses women at random, which the trial's sampling does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from milkway.analysis.kinds import SHARE
from milkway.analysis.registry import SCORES
from milkway.cohorts.population_file import read_population
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.protocol.design import last_day
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Hypothesis, Protocol, RouteSetting, resized
from milkway.simulation.machine import Machine, build
from milkway.simulation.solver import Solver
from milkway.trials.allocate import Plan
from milkway.trials.arms import observed_arm
from milkway.trials.stage import Setup, Stage, network_of, recruit, simulate_arm
from milkway.trials.values import given_values

NULL = "null"


@dataclass(frozen=True)
class Counted:
    """Women with an endpoint in both arms.

    Attributes:
        women: whose value is known in both.
        share: of all simulated women whose value is known in both.
        control: women with the event in the reference arm.
        product: women with the event in the product arm.
        changed: women with the event in one arm only.
    """

    women: int
    share: float
    control: int
    product: int
    changed: int


def predicted_endpoints(protocol: Protocol) -> tuple[Endpoint, ...]:
    """Return the endpoints that are shares of the women who complete the trial."""
    return tuple(one for one in protocol.endpoints if SCORES[one.score].kind is SHARE and one.population == "completers")


def counterparts(
    protocol: Protocol,
    machines: Mapping[str, Machine],
    table: ParameterTable,
    women: int,
    seed: int,
    progress: Callable[[str, float], None],
) -> dict[tuple[str, str, str], Counted]:
    """Return what happens to so many women in both arms.

    Args:
        protocol: of the trial, with two arms.
        machines: by route setting, compiled.
        table: parameters.
        women: simulated, for each route setting.
        seed: of all chance.
        progress: told the stage and dyad-days done.

    Returns:
        By route setting, hypothesis and endpoint.
    """
    assert protocol.dropout.pain_effect == 0
    small, found = resized(protocol, women), {}
    for setting in protocol.routes.settings:
        means = Means(Solver(), None, progress)
        setup = Setup(small, setting, read_population(protocol.population), machines[setting.name], Streams(seed), means)
        stage = recruit(setup, table, given_values(protocol))
        control = _events(stage, protocol.reference, {})
        for hypothesis in protocol.hypotheses:
            events = _under(stage, hypothesis)
            found |= {(setting.name, hypothesis.name, name): _counted(control[name], events[name]) for name in control}
    return found


def machines_of(protocol: Protocol, table: ParameterTable) -> dict[str, Machine]:
    """Return the compiled model of each route setting."""
    return {setting.name: _machine(setting, table) for setting in protocol.routes.settings}


def work(protocol: Protocol, women: int) -> float:
    """Return about how many dyad-days `counterparts` takes."""
    design = protocol.design
    days = (
        design.enrolment[1] + (1 + len(protocol.hypotheses)) * last_day(design) - (2 + len(protocol.hypotheses)) * protocol.begins
    )
    return float(len(protocol.routes.settings) * women * days)


def _machine(setting: RouteSetting, table: ParameterTable) -> Machine:
    return build(network_of(setting, table))


def _under(stage: Stage, hypothesis: Hypothesis) -> dict[str, np.ndarray]:
    product = next(arm.name for arm in stage.setup.protocol.arms if arm.name != stage.setup.protocol.reference)
    return _events(stage, product, hypothesis.sets)


def _events(stage: Stage, arm: str, effects: Mapping[str, float]) -> dict[str, np.ndarray]:
    """Return by endpoint (woman,) 1, 0 or NaN of all women in one arm."""
    protocol = stage.setup.protocol
    number = [one.name for one in protocol.arms].index(arm)
    plan = Plan(stage.plan.positions, np.full(len(stage.plan.positions), number), stage.plan.enrolled)
    everybody = replace(stage, plan=plan)
    trajectory = simulate_arm(everybody, number, given_values(protocol) | dict(effects), "counterparts")
    world = observed_arm(arm, trajectory, plan.enrolled, protocol, stage.setup.streams)
    return {one.name: world.scores["observed"][one.name].value for one in predicted_endpoints(protocol)}


def _counted(control: np.ndarray, product: np.ndarray) -> Counted:
    known = np.isfinite(control) & np.isfinite(product)
    first, second = control[known] > 0, product[known] > 0
    changed = int((first != second).sum())
    return Counted(int(known.sum()), float(known.mean()), int(first.sum()), int(second.sum()), changed)
