"""Planning regret: what a plan made without a trial would have had, given what the trial printed.

A published trial is planned from a forecast that knows no study of its cluster: the middle of its reference arm, the drop-out
that other trials print, and a formula's women for 80 % power at the usual ratio. Then the printed arm and drop-out say which
power that many women would have had, and how many were wasted or missing. The effect is the ratio that was planned for, not the
printed one: what is judged is the plan. The naive rival plans every trial; Milkway only where a fit has left the trial's cluster
out, since the tables as they are know it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from milkway.analysis.laws import score_interval
from milkway.analysis.registry import SCORES
from milkway.inference.shipped_folds import share_forecast
from milkway.planning.formula_size import WORDS, Compared, analysed_of, power_by_formula, women_by_formula
from milkway.planning.naive_plan import assumed, dropouts, naive_dropout, naive_level
from milkway.planning.plan_b import NO_RATIO, NO_RIVAL
from milkway.planning.planned_truth import DEFAULT_RATIO, fewer_is_better
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol import Protocol
from milkway.protocol.protocol_file import shipped_protocols
from milkway.protocol.worlds import takes_product

TARGET = 0.8
NAIVE, MILKWAY = "naive rival", "Milkway"
NO_FOLD = "no fit has left the trial's cluster out"
PLACEBO = {"hurtado2017": "hurtado2017.women_with_mastitis_placebo"}  # results that are reference arms


@dataclass(frozen=True)
class PrintedTrial:
    """A published trial: its reference arm as printed, women with the endpoint of those analysed, and who left, if read."""

    protocol: Protocol
    endpoint: Endpoint
    events: int
    women: int
    left: tuple[int, int] | None


@dataclass(frozen=True)
class Plan:
    """A plan of a published trial, and what it would have been worth.

    Attributes:
        study: of the trial.
        endpoint: that is planned for.
        planner: who forecast the reference arm.
        level: of the reference arm, as planned for.
        printed: as the trial printed it.
        lost: drop-out as planned for, and as printed; both none where the trial's was not read.
        women: planned, for 80 % power.
        needed: for it, given what was printed; with the 95 % interval of the printed arm.
        power: that the planned women would have had, with the same interval.
        why_not: why there is no plan; the numbers are NaN then.
    """

    study: str
    endpoint: str
    planner: str
    level: float
    printed: float
    lost: tuple[float, float]
    women: float
    needed: tuple[float, float, float]
    power: tuple[float, float, float]
    why_not: str = ""

    @property
    def too_many(self) -> float:
        """Return how many women were wasted, or below zero how many were missing."""
        return self.women - self.needed[0]


def levels_from_folds() -> Mapping[str, np.ndarray]:
    """Return draws of the reference arm by study, each from the fit that left its cluster out; nothing without folds."""
    found = {study: share_forecast(name) for study, name in PLACEBO.items()}
    return {study: draws for study, draws in found.items() if draws is not None}


@cache
def planned_trials() -> tuple[PrintedTrial, ...]:
    """Return the protocols that ship whose reference arm was printed as women of women, each by its first such endpoint."""
    found = (_printed(read_known_protocol(name)) for name in shipped_protocols())
    return tuple(one for one in found if one is not None)


def regrets(folds: Mapping[str, np.ndarray]) -> tuple[Plan, ...]:
    """Return the plans of every published trial by the naive rival, and by Milkway.

    Args:
        folds: draws of the reference arm by study, from a fit without the study's cluster.
    """
    return tuple(plan for trial in planned_trials() for plan in (_by_rival(trial), _by_milkway(trial, folds)))


def plan_of(trial: PrintedTrial, planner: str, level: float) -> Plan:
    """Return what the plan of a trial with a level of the reference arm would have been worth.

    Args:
        trial: as printed.
        planner: who forecast the level.
        level: of the reference arm.
    """
    if not fewer_is_better(trial.endpoint):
        return _without(trial, planner, NO_RATIO)
    kind, arm = SCORES[trial.endpoint.score].kind, trial.protocol.arms[takes_product(trial.protocol) or 0].name
    lost = (0.0, 0.0)
    if trial.left is not None:
        lost = naive_dropout(trial.protocol.study).median, trial.left[0] / trial.left[1]

    def arms(share: float, leaving: float) -> Compared:
        return Compared(kind, share, DEFAULT_RATIO, analysed_of(trial.protocol, arm, (leaving, leaving)))

    women, printed = women_by_formula(arms(level, lost[0]), TARGET), trial.events / trial.women
    true = [arms(share, lost[1]) for share in (printed, *score_interval(trial.events, trial.women))]
    return Plan(
        study=trial.protocol.study,
        endpoint=trial.endpoint.name,
        planner=planner,
        level=level,
        printed=printed,
        lost=lost,
        women=women,
        needed=_with_bounds([women_by_formula(one, TARGET) for one in true]),
        power=_with_bounds([power_by_formula(one, women) for one in true]),
    )


def _with_bounds(found: list[float]) -> tuple[float, float, float]:
    """Return a number and its bounds, in order, from it and those at either end of the printed interval."""
    return found[0], min(found[1:]), max(found[1:])


def _by_rival(trial: PrintedTrial) -> Plan:
    found = naive_level(trial.protocol, trial.endpoint)
    return _without(trial, NAIVE, NO_RIVAL) if found is None else plan_of(trial, NAIVE, found.median)


def _by_milkway(trial: PrintedTrial, folds: Mapping[str, np.ndarray]) -> Plan:
    draws = folds.get(trial.protocol.study)
    return _without(trial, MILKWAY, NO_FOLD) if draws is None else plan_of(trial, MILKWAY, assumed(draws).median)


def _without(trial: PrintedTrial, planner: str, why: str) -> Plan:
    none, printed = (math.nan, math.nan, math.nan), trial.events / trial.women
    named = (trial.protocol.study, trial.endpoint.name, planner, math.nan, printed, (math.nan, math.nan), math.nan)
    return Plan(*named, needed=none, power=none, why_not=why)


def _printed(protocol: Protocol) -> PrintedTrial | None:
    left = {one.study: one.left for one in dropouts()}.get(protocol.study)
    for endpoint in protocol.endpoints:
        kind = SCORES[endpoint.score].kind
        arm = None if endpoint.published is None else endpoint.published.arms.get(protocol.reference)
        if arm is None or arm.n is None or kind not in WORDS or not kind.of_women:
            continue
        events = arm.count if arm.count is not None else round((arm.value or 0.0) * arm.n)
        return PrintedTrial(protocol, endpoint, events, arm.n, left)
    return None
