"""A whole trial: candidates, randomisation, the arms' worlds under every hypothesis and route setting, and the analysis.

An arm that takes nothing and sets nothing is simulated once per route setting and shared by the hypotheses; any other arm is
simulated once per hypothesis, with the same women and the same luck.
"""

import platform
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version

import numpy as np
import pandas as pd  # pyright: ignore[reportMissingTypeStubs]

from milkway.analysis.result import Result
from milkway.analysis.subgroups import Levels
from milkway.biology.models import COMPLETE
from milkway.cohorts.declared import model_of
from milkway.cohorts.match import check_population
from milkway.core.brief import brief
from milkway.core.model import Model
from milkway.core.streams import Streams
from milkway.ledger.own_values import yours_of
from milkway.ledger.quantities import read_quantities
from milkway.ledger.setting_values import Chosen, sets_of
from milkway.ledger.sources import Source, cite
from milkway.ledger.studies import read_studies
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.lives.side_by_side import side_by_side
from milkway.protocol.protocol import Protocol, RouteSetting
from milkway.protocol.resolve import Plain, resolve
from milkway.protocol.strata import strata_of
from milkway.protocol.worlds import is_alike_in_all_worlds
from milkway.trials.arms import ArmWorld, LevelsOf, observed_arm
from milkway.trials.baseline import asked_table, baseline_table
from milkway.trials.days_required import ShareIll, averaged_ill
from milkway.trials.event_hazards import event_values
from milkway.trials.hypothetical import with_truths
from milkway.trials.results import World, averaged, averaged_levels, world_of
from milkway.trials.settings_held import settings_of
from milkway.trials.stage import Setup, Stage, machine_for, network_of, recruit, simulate_arm
from milkway.trials.values import given_values

PACKAGES = ("milkway", "numpy", "scipy", "numba", "llvmlite", "pandas", "pydantic")


@dataclass(frozen=True)
class TrialRun:
    """Everything that a report of a trial needs.

    Attributes:
        protocol: as read.
        resolved: the protocol with every default written out, as plain tables.
        seed: of all chance.
        screening: candidates by reason, per route setting.
        baseline: covariates by arm, of the first route setting.
        asked: what every woman is asked at entry, a row per identity of a dyad, per route setting.
        worlds: one per route setting and hypothesis, with arms and analyses.
        results: averaged over route settings, by hypothesis, view and endpoint.
        hazard: of leaving the trial under the first hypothesis, per route setting and where they differ per arm (1/day).
        status: simulated dyads by outcome, all worlds together.
        kinds: parameters in use by kind of evidence.
        warnings: where parameters come from other people than the trial's.
        sources: the bibliography of the run.
        versions: of the software.
        levels: endpoints in levels of covariates, as the trial sees them and averaged, by hypothesis and endpoint.
        ill: share of women ill by days in a row that signs must last, by hypothesis and arm, averaged over route settings.
        settings: the value of each hypothesis that no data decide.
        own: keys of the parameters for which a user gave values.
        model: its mechanisms, before a route setting leaves any out.
    """

    protocol: Protocol
    resolved: Plain
    seed: int
    screening: dict[str, dict[str, int]]
    baseline: pd.DataFrame
    asked: dict[str, pd.DataFrame]
    worlds: tuple[World, ...]
    results: dict[str, dict[str, dict[str, Result]]]
    hazard: dict[str, float]
    status: dict[str, int]
    kinds: dict[str, int]
    warnings: tuple[str, ...]
    sources: tuple[Source, ...]
    versions: dict[str, str]
    settings: tuple[Chosen, ...]
    own: tuple[str, ...]
    levels: dict[str, dict[str, tuple[Levels, ...]]] = field(default_factory=dict[str, dict[str, tuple[Levels, ...]]])
    ill: dict[str, dict[str, dict[int, ShareIll]]] = field(default_factory=dict[str, dict[str, dict[int, ShareIll]]])
    model: Model = COMPLETE

    __repr__ = brief


def run_trial(protocol: Protocol, table: ParameterTable, seed: int, means: Means) -> TrialRun:
    """Simulate one trial from protocol to analysis.

    Args:
        protocol: the trial.
        table: parameters.
        seed: of all chance.
        means: solver, folder for finished chunks, and who is told of progress.

    Raises:
        RunError: too many dyads of an arm failed (`lives.live`), or too few candidates are eligible.
    """
    streams, population = Streams(seed), protocol.women
    worlds: list[World] = []
    stages: list[Stage] = []
    hazards: dict[str, float] = {}
    for setting in protocol.routes.settings:
        means.progress(f"compile {setting.name}", 0.0)
        setup = Setup(protocol, setting, population, machine_for(setting, table), streams, means)
        stage = recruit(setup, table, given_values(protocol))
        made = _worlds(stage, event_values(stage))
        hazards |= _by_label(setting.name, made[0])
        worlds += made
        stages.append(stage)
    return TrialRun(
        protocol=protocol,
        resolved=resolve(protocol),
        seed=seed,
        screening={stage.setup.setting.name: stage.screening.counts(int(stage.plan.positions[-1]) + 1) for stage in stages},
        baseline=baseline_table(stages[0].cohort.covariates, stages[0].plan, protocol.arms),
        asked={stage.setup.setting.name: asked_table(stage.cohort, stage.plan.positions) for stage in stages},
        worlds=tuple(worlds),
        results=_averages(protocol, worlds),
        hazard=hazards,
        status=_status(worlds),
        kinds=_kinds(stages, table),
        warnings=check_population(population, table, read_quantities(), read_studies()),
        sources=_sources(protocol, table),
        versions={name: version(name) for name in PACKAGES} | {"python": platform.python_version()},
        levels={name: averaged_levels(same, weights) for name, (same, weights) in _by_hypothesis(protocol, worlds).items()},
        ill=_ill(protocol, worlds),
        settings=settings_of(protocol, table),
        own=tuple(row.key for row in yours_of(table) if row.key not in sets_of(protocol.settings.plain)),
        model=model_of(table),
    )


def _worlds(stage: Stage, events: dict[str, float]) -> list[World]:
    """Return the worlds of one route setting, one per hypothesis."""
    protocol, setting = stage.setup.protocol, stage.setup.setting.name
    values = given_values(protocol) | events
    alike = [is_alike_in_all_worlds(arm, protocol) for arm in protocol.arms]
    asked: dict[tuple[int, str], dict[str, float]] = {(i, "shared"): values for i, shared in enumerate(alike) if shared}
    for one in protocol.hypotheses:
        asked |= {(i, one.name): values | one.sets for i, shared in enumerate(alike) if not shared}
    made = side_by_side([partial(_arm, stage, i, sets, name) for (i, name), sets in asked.items()], stage.setup.means.lives)
    found = dict(zip(asked, made, strict=True))

    def arms(hypothesis: str) -> dict[str, ArmWorld]:
        return {
            arm.name: found[i, "shared" if shared else hypothesis]
            for i, (arm, shared) in enumerate(zip(protocol.arms, alike, strict=True))
        }

    return [world_of(setting, one.name, arms(one.name), protocol) for one in protocol.hypotheses]


def _arm(stage: Stage, arm: int, values: dict[str, float], world: str) -> ArmWorld:
    trajectory = simulate_arm(stage, arm, values, world)
    protocol, streams = stage.setup.protocol, stage.setup.streams
    scored = observed_arm(protocol.arms[arm].name, trajectory, stage.plan.of_arm(arm).enrolled, protocol, streams)
    return replace(with_truths(scored, stage, arm, values, world), levels=_levels(stage, arm))


def _levels(stage: Stage, arm: int) -> dict[LevelsOf, np.ndarray]:
    """Return the number of each woman's level of every covariate by which an endpoint is analysed in subgroups."""
    women = stage.cohort.taking(stage.plan.of_arm(arm).positions)
    asked = [one for endpoint in stage.setup.protocol.endpoints for one in endpoint.subgroups]
    return {one.key: strata_of(women, (one.stratum,)) for one in asked}


def _by_label(setting: str, world: World) -> dict[str, float]:
    """Return the hazards of leaving under a route setting's name, and under the arm's too where arms differ."""
    hazards = {name: arm.hazard for name, arm in world.arms.items()}
    if len(set(hazards.values())) == 1:
        return {setting: next(iter(hazards.values()))}
    return {f"{setting}, {arm}": hazard for arm, hazard in hazards.items()}


def _averages(protocol: Protocol, worlds: list[World]) -> dict[str, dict[str, dict[str, Result]]]:
    return {name: averaged(same, weights) for name, (same, weights) in _by_hypothesis(protocol, worlds).items()}


def _ill(protocol: Protocol, worlds: list[World]) -> dict[str, dict[str, dict[int, ShareIll]]]:
    return {
        name: {arm.name: averaged_ill([world.arms[arm.name].ill for world in same], weights) for arm in protocol.arms}
        for name, (same, weights) in _by_hypothesis(protocol, worlds).items()
    }


def _by_hypothesis(protocol: Protocol, worlds: list[World]) -> dict[str, tuple[list[World], list[float]]]:
    """Return the worlds of each hypothesis, one per route setting, and the weights of these."""
    weights = {setting.name: setting.weight for setting in protocol.routes.settings}
    same = {one.name: [world for world in worlds if world.hypothesis == one.name] for one in protocol.hypotheses}
    return {name: (found, [weights[world.setting] for world in found]) for name, found in same.items() if found}


def _status(worlds: list[World]) -> dict[str, int]:
    """Return dyads by outcome over all simulated worlds."""
    arms = {id(arm): arm for world in worlds for arm in world.arms.values()}.values()
    counts: Counter[str] = Counter()
    for arm in arms:
        counts.update(arm.status)
    return dict(counts)


def _kinds(stages: list[Stage], table: ParameterTable) -> dict[str, int]:
    used = {parameter.key for stage in stages for parameter in stage.setup.machine.network.parameters}
    return dict(table.counted(used))


def _sources(protocol: Protocol, table: ParameterTable) -> tuple[Source, ...]:
    network = network_of(RouteSetting(name="all", weight=1.0), table)
    return cite(network, table, protocol.cited, protocol.known_sources)
