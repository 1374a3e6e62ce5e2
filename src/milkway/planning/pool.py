"""The pool: many eligible women, each simulated under every arm and hypothesis, from whom trials are drawn.

A pool is a stage whose every woman is in every arm: what an arm does to her is a comparison with herself. The arms that do not
take the product are simulated once and shared by the hypotheses. As in a trial, when women leave is drawn afterwards, and the
truth of a hypothetical estimand is of the same women in the world without the event.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from milkway.cohorts.sample import Medians, as_tabled
from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.lives.side_by_side import side_by_side
from milkway.protocol.protocol import Protocol, RouteSetting
from milkway.protocol.worlds import Events, is_alike_in_all_worlds, worlds_asked
from milkway.simulation.trajectory import Trajectory
from milkway.trials.allocate import Plan
from milkway.trials.event_hazards import event_values
from milkway.trials.hypothetical import without
from milkway.trials.stage import Setup, Stage, machine_for, recruit, simulate_arm
from milkway.trials.values import given_values

Effects = Mapping[str, float]
Worlds = dict[str, dict[str, Trajectory]]


@dataclass(frozen=True)
class Pool:
    """Women under every arm.

    Attributes:
        stage: of one route setting, with its women.
        effects: of the product, by hypothesis.
        worlds: trajectories of the same women, by hypothesis and arm.
        supposed: the same in the worlds without some events, as far as an endpoint asks for them.
    """

    stage: Stage
    effects: dict[str, dict[str, float]]
    worlds: Worlds
    supposed: dict[Events, Worlds]

    __repr__ = brief

    @property
    def protocol(self) -> Protocol:
        """Return the protocol, its size that of the pool."""
        return self.stage.setup.protocol

    @property
    def women(self) -> int:
        """Return how many women there are."""
        return len(self.stage.plan.positions)


def gather(
    protocol: Protocol,
    setting: RouteSetting,
    table: ParameterTable,
    streams: Streams,
    means: Means,
    medians: Medians = as_tabled,
) -> Stage:
    """Return the women of a pool, eligible and enrolled as in the trial.

    Args:
        protocol: the trial, its size that of the pool.
        setting: of the disputed routes.
        table: parameters.
        streams: all chance.
        means: as for a trial.
        medians: of a row of the table, for each woman.
    """
    population, machine = protocol.women, machine_for(setting, table)
    setup = Setup(protocol, setting, population, machine, streams, means)
    stage = recruit(setup, table, given_values(protocol), medians)
    return replace(stage, cohort=stage.cohort.setting(machine.network, event_values(stage)))


def fill(stage: Stage, effects: Mapping[str, Effects]) -> Pool:
    """Return the pool of a stage: every woman under every arm.

    Args:
        stage: with its women.
        effects: parameters that the product sets, by hypothesis; none under no effect.

    Raises:
        RunError: too many failed in a world (`lives.live`).
    """
    asked = [*worlds_asked(stage.setup.protocol), ()]
    *supposed, factual = side_by_side([partial(_worlds, stage, effects, events) for events in asked], stage.setup.means.lives)
    return Pool(stage, {name: dict(sets) for name, sets in effects.items()}, factual, dict(zip(asked, supposed, strict=False)))


def _worlds(stage: Stage, effects: Mapping[str, Effects], events: Events) -> Worlds:
    protocol = stage.setup.protocol
    arms = protocol.arms
    alike = [is_alike_in_all_worlds(arm, protocol) for arm in arms]
    asked: dict[tuple[int, str], Effects] = {(number, "shared"): {} for number, shared in enumerate(alike) if shared}
    for name, sets in effects.items():
        asked |= {(number, name): sets for number, shared in enumerate(alike) if not shared}
    made = side_by_side(
        [partial(under, stage, number, sets, name, events) for (number, name), sets in asked.items()], stage.setup.means.lives
    )
    found = dict(zip(asked, made, strict=True))
    return {
        name: {arm.name: found[number, "shared" if alike[number] else name] for number, arm in enumerate(arms)}
        for name in effects
    }


def under(stage: Stage, arm: int, effects: Effects, name: str, events: Events = ()) -> Trajectory:
    """Return all women of a stage under one arm.

    Args:
        stage: with its women.
        arm: position among the protocol's arms.
        effects: of the product in this world.
        name: of the world; with the effects it names the folder of finished chunks, so that none is simulated twice.
        events: that do not happen.

    Raises:
        RunError: too many failed (`lives.live`).
    """
    protocol, plan = stage.setup.protocol, stage.plan
    everyone = replace(without(stage, events), plan=replace(plan, arm=np.full(len(plan.positions), arm)))
    marked = "_".join(f"{value:.6g}" for value in effects.values())
    named = " ".join(part for part in (name, marked, str(len(plan.positions)), *(("without", *events) if events else ())) if part)
    return simulate_arm(everyone, arm, given_values(protocol) | dict(effects), named)


def part_of(stage: Stage, women: int) -> Stage:
    """Return the stage with its first women only."""
    plan = stage.plan
    return replace(stage, plan=Plan(plan.positions[:women], plan.arm[:women], plan.enrolled[:women]))
