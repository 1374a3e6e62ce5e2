"""The world in which an intercurrent event had not happened: the truth of a hypothetical estimand, which only a simulation knows.

The same women with the same luck are simulated once more, the hazard or chance of the event zero. Draws are keyed by what they
decide, so a woman to whom it would not have happened lives the same days again. Only what an endpoint asks for is simulated.
"""

from dataclasses import replace

from milkway.protocol.events import EVENTS
from milkway.protocol.worlds import Events, supposed, worlds_asked
from milkway.trials.arms import ArmWorld, observed_arm
from milkway.trials.stage import Stage, simulate_arm


def without(stage: Stage, events: Events) -> Stage:
    """Return the same women in the world in which events do not happen."""
    known = stage.setup.machine.network.parameter_index
    return replace(stage, without=tuple(EVENTS[event].switch for event in events if EVENTS[event].switch in known))


def with_truths(arm: ArmWorld, stage: Stage, number: int, values: dict[str, float], world: str) -> ArmWorld:
    """Return an arm with the truth of every hypothetical estimand in place of the oracle of the factual world.

    Args:
        arm: scored in the factual world.
        stage: with its women.
        number: position of the arm among the protocol's.
        values: parameters of the factual world.
        world: its name.
    """
    protocol, oracle = stage.setup.protocol, dict(arm.scores["oracle"])
    for events in worlds_asked(protocol):
        trajectory = simulate_arm(without(stage, events), number, values, f"{world} without {' '.join(events)}")
        truth = observed_arm(arm.name, trajectory, arm.enrolled, protocol, stage.setup.streams).scores["oracle"]
        oracle |= {one.name: truth[one.name] for one in protocol.endpoints if supposed(one) == events}
    return replace(arm, scores=arm.scores | {"oracle": oracle})
