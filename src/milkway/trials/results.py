"""Endpoints by arm with their contrasts, in one world and averaged over route settings."""

from dataclasses import dataclass

import numpy as np

from milkway.analysis.estimate import average
from milkway.analysis.kinds import ArmValue
from milkway.analysis.measure import Estimate
from milkway.analysis.multiplicity import METHODS
from milkway.analysis.registry import MEASURES, SCORES
from milkway.core.brief import brief
from milkway.protocol.endpoint import Endpoint, Multiplicity
from milkway.protocol.protocol import Protocol
from milkway.trials.arms import ArmWorld


@dataclass(frozen=True)
class Contrast:
    """An estimate of one arm against the reference."""

    arm: str
    reference: str
    found: Estimate


@dataclass(frozen=True)
class Result:
    """An endpoint: each arm, and every contrast; the leading one first."""

    arms: dict[str, ArmValue]
    contrasts: tuple[Contrast, ...]

    __repr__ = brief


@dataclass(frozen=True)
class World:
    """A hypothesis under a setting of the disputed routes; `results` are by view and endpoint."""

    setting: str
    hypothesis: str
    arms: dict[str, ArmWorld]
    results: dict[str, dict[str, Result]]

    __repr__ = brief


def world_of(setting: str, hypothesis: str, arms: dict[str, ArmWorld], protocol: Protocol) -> World:
    """Return a world with every endpoint analysed."""
    views = next(iter(arms.values())).scores
    results = {view: {one.name: _result(one, view, arms, protocol.reference) for one in protocol.endpoints} for view in views}
    return World(setting, hypothesis, arms, results)


def averaged(worlds: list[World], weights: list[float]) -> dict[str, dict[str, Result]]:
    """Return the results of one hypothesis averaged over route settings; weights add up to 1."""
    first = worlds[0].results
    return {
        view: {name: _average([world.results[view][name] for world in worlds], weights) for name in endpoints}
        for view, endpoints in first.items()
    }


def adjusted(results: dict[str, Result], multiplicity: Multiplicity) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    """Return p as found and adjusted of each claim of a protocol, by endpoint and arm.

    Args:
        results: of one hypothesis in one view, by endpoint; the leading contrast of each arm is a claim.
        multiplicity: of the protocol.
    """
    claims: dict[tuple[str, str], float | None] = {}
    for endpoint in multiplicity.endpoints:
        for one in results[endpoint].contrasts:
            claims.setdefault((endpoint, one.arm), one.found.p)
    found = METHODS[multiplicity.method]({"/".join(claim): p for claim, p in claims.items()})
    return {claim: (p, found["/".join(claim)]) for claim, p in claims.items()}


def _result(endpoint: Endpoint, view: str, arms: dict[str, ArmWorld], reference: str) -> Result:
    scores = {name: arm.scores[view][endpoint.name] for name, arm in arms.items()}
    values = {name: SCORES[endpoint.score].kind.arm(one) for name, one in scores.items()}
    found = [
        Contrast(name, reference, MEASURES[measure].between(one, scores[reference]))
        for name, one in scores.items()
        if name != reference
        for measure in endpoint.analyses
    ]
    return Result(values, tuple(found))


def _average(results: list[Result], weights: list[float]) -> Result:
    arms = {name: _average_arm([one.arms[name] for one in results], weights) for name in results[0].arms}
    together = zip(*(one.contrasts for one in results), strict=True)
    contrasts = [Contrast(same[0].arm, same[0].reference, average([one.found for one in same], weights)) for same in together]
    return Result(arms, tuple(contrasts))


def _average_arm(values: list[ArmValue], weights: list[float]) -> ArmValue:
    """Return the weighted mean of an arm's value; `n` is the mean of the settings' numbers, rounded."""
    known = [one.value for one in values if one.value is not None]
    value = float(np.dot(known, weights)) if len(known) == len(values) else None
    return ArmValue(value, round(float(np.dot([one.n for one in values], weights))))
