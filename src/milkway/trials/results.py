"""Endpoints by arm with their contrasts, in one world and averaged over route settings."""

from dataclasses import dataclass

import numpy as np

from milkway.analysis.estimate import average
from milkway.analysis.kinds import ArmValue
from milkway.analysis.reasons import in_some_setting
from milkway.analysis.result import Contrast, Result, analysed
from milkway.analysis.subgroups import Levels, in_levels, one_for_all
from milkway.core.brief import brief
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.trials.arms import ArmWorld


@dataclass(frozen=True)
class World:
    """A hypothesis under a setting of the disputed routes; `results` are by view and endpoint, `levels` by endpoint."""

    setting: str
    hypothesis: str
    arms: dict[str, ArmWorld]
    results: dict[str, dict[str, Result]]
    levels: dict[str, tuple[Levels, ...]]

    __repr__ = brief


def world_of(setting: str, hypothesis: str, arms: dict[str, ArmWorld], protocol: Protocol) -> World:
    """Return a world with every endpoint analysed."""
    views = next(iter(arms.values())).scores
    results = {view: _results(view, arms, protocol) for view in views}
    levels = {one.name: _levels(one, arms, protocol.reference) for one in protocol.endpoints if one.subgroups}
    return World(setting, hypothesis, arms, results, levels)


def averaged(worlds: list[World], weights: list[float]) -> dict[str, dict[str, Result]]:
    """Return the results of one hypothesis averaged over route settings; weights add up to 1."""
    first = worlds[0].results
    return {
        view: {name: _average([world.results[view][name] for world in worlds], weights) for name in endpoints}
        for view, endpoints in first.items()
    }


def averaged_levels(worlds: list[World], weights: list[float]) -> dict[str, tuple[Levels, ...]]:
    """Return the endpoints of one hypothesis in levels of covariates, averaged over route settings."""
    return {
        name: tuple(_average_levels(list(same), weights) for same in zip(*(world.levels[name] for world in worlds), strict=True))
        for name in worlds[0].levels
    }


def _results(view: str, arms: dict[str, ArmWorld], protocol: Protocol) -> dict[str, Result]:
    return {one.name: _result(one, view, arms, protocol.reference) for one in protocol.endpoints}


def _result(endpoint: Endpoint, view: str, arms: dict[str, ArmWorld], reference: str) -> Result:
    outcomes = {name: arm.scores[view][endpoint.name] for name, arm in arms.items()}
    return analysed(endpoint.score, endpoint.measures, outcomes, reference)


def _levels(endpoint: Endpoint, arms: dict[str, ArmWorld], reference: str) -> tuple[Levels, ...]:
    """Return an endpoint as the trial sees it in the levels of each covariate that it asks for."""
    return tuple(
        in_levels(
            endpoint.score,
            endpoint.leading,
            {name: (arm.scores["observed"][endpoint.name], arm.levels[one.key]) for name, arm in arms.items()},
            one.levels,
            reference,
        )
        for one in endpoint.subgroups
    )


def _average_levels(levels: list[Levels], weights: list[float]) -> Levels:
    results = tuple(_average(list(same), weights) for same in zip(*(one.results for one in levels), strict=True))
    together = zip(*(one.interactions for one in levels), strict=True)
    apart = [Contrast(same[0].arm, same[0].reference, one_for_all([one.found for one in same], weights)) for same in together]
    return Levels(levels[0].names, results, tuple(apart))


def _average(results: list[Result], weights: list[float]) -> Result:
    arms = {name: _average_arm([one.arms[name] for one in results], weights) for name in results[0].arms}
    together = zip(*(one.contrasts for one in results), strict=True)
    contrasts = [Contrast(same[0].arm, same[0].reference, average([one.found for one in same], weights)) for same in together]
    return Result(arms, tuple(contrasts))


def _average_arm(values: list[ArmValue], weights: list[float]) -> ArmValue:
    """Return the weighted mean of an arm's value; `n` is the mean of the settings' numbers, rounded."""
    known = [one.value for one in values if one.value is not None]
    n = round(float(np.dot([one.n for one in values], weights)))
    if len(known) < len(values):
        return ArmValue(None, n, note=in_some_setting([one.note for one in values]))
    return ArmValue(float(np.dot(known, weights)), n)
