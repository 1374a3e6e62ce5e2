"""A real trial analysed: every endpoint of the protocol, its claims adjusted for each other, and who was counted where."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from milkway.analysis.estimate import absent
from milkway.analysis.kinds import ArmValue
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.result import Contrast, Result, adjusted, analysed
from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.trials.entered.entered_missing import MissingMethods, missing_methods
from milkway.trials.entered.entered_scores import Scored, score_entered
from milkway.trials.entered.entries import Entered
from milkway.trials.entered.onset_between import DATINGS, dated, women_between
from milkway.trials.strategies import NEVER

UNSTATED = "reason not stated"
Claims = dict[tuple[str, str], tuple[float | None, float | None]]


@dataclass(frozen=True)
class Flow:
    """The women of one arm, as CONSORT counts them.

    Attributes:
        randomised: women of the arm.
        completed: of them; None where the data do not say.
        left: women by the reason for leaving; None where the data do not say.
        events: women with each intercurrent event that was entered.
    """

    randomised: int
    completed: int | None
    left: dict[str, int] | None
    events: dict[str, int]


@dataclass(frozen=True)
class AnalysedTrial:
    """A trial's results.

    Attributes:
        protocol: as read.
        women: as entered.
        scores: of each arm, by endpoint.
        results: by endpoint.
        claims: p as found and adjusted, by endpoint and arm; nothing where the protocol adjusts nothing.
        flow: by arm.
        missing: other methods for women who left, by arm; nothing where they were not asked for.
        between: results by endpoint and by another dating of events that are only known to lie between two days; nothing where
            each has its day.
    """

    protocol: Protocol
    women: Entered
    scores: dict[str, dict[str, Outcomes]]
    results: dict[str, Result]
    claims: Claims
    flow: dict[str, Flow]
    missing: tuple[MissingMethods, ...] = ()
    between: dict[str, dict[str, Result]] = field(default_factory=dict[str, dict[str, Result]])

    __repr__ = brief


def analyse_entered(protocol: Protocol, women: Entered, streams: Streams | None = None) -> AnalysedTrial:
    """Return every analysis that a protocol states, of the women of a real trial.

    Args:
        protocol: of the trial.
        women: as entered.
        streams: all chance of imputation, where women who left are analysed by other methods too.
    """
    arms = {arm.name: women.in_arm(arm.name) for arm in protocol.arms}
    scored = {one.name: _scored(one, women, protocol) for one in protocol.endpoints}
    results = {one.name: _result(one, scored[one.name], protocol.reference) for one in protocol.endpoints}
    claims = adjusted(results, shared.adjusting, shared.endpoints) if (shared := protocol.multiplicity) is not None else {}
    scores = {endpoint: {name: one.score for name, one in found.items()} for endpoint, found in scored.items()}
    missing = missing_methods(women, protocol, streams) if streams is not None else ()
    flow = {name: flow_of(one) for name, one in arms.items()}
    between = {one.name: found for one in protocol.endpoints if (found := _between(one, women, protocol))}
    return AnalysedTrial(protocol, women, scores, results, claims, flow, missing, between)


def flow_of(women: Entered) -> Flow:
    """Return the women of an arm, counted.

    Args:
        women: of the arm.
    """
    known = bool(len(women.women)) and bool(np.isfinite(women.completed).all())
    left = women.completed == 0
    reasons = Counter(str(reason) or UNSTATED for reason in women.reason[left])
    return Flow(
        randomised=len(women.women),
        completed=int((women.completed == 1).sum()) if known else None,
        left=dict(reasons.most_common()) if known else None,
        events={event: int((women.day_of(event) < NEVER).sum()) for event in women.events},
    )


def _scored(endpoint: Endpoint, women: Entered, protocol: Protocol) -> dict[str, Scored]:
    """Return an endpoint of the women of each arm."""
    numbers = np.unique(women.centre, return_inverse=True)[1] if len(women.centre) else women.centre.astype(np.int64)
    names = [arm.name for arm in protocol.arms]
    centres = {name: numbers[women.arm == name] if len(numbers) else numbers for name in names}
    return {name: score_entered(endpoint, women.in_arm(name), centres[name], protocol) for name in names}


def _between(endpoint: Endpoint, women: Entered, protocol: Protocol) -> dict[str, Result]:
    """Return an endpoint's analyses with each other dating of its events; nothing where the day of each is known."""
    if not women_between(endpoint, women):
        return {}
    return {
        name: _result(endpoint, _scored(endpoint, dated(endpoint, women, name), protocol), protocol.reference) for name in DATINGS
    }


def _result(endpoint: Endpoint, scored: Mapping[str, Scored], reference: str) -> Result:
    """Return an endpoint's analyses; where the data of an arm cannot answer, its contrasts say why in place of a number."""
    found = analysed(endpoint.score, endpoint.measures, {name: one.score for name, one in scored.items()}, reference)
    reasons = {name: one.unanswered or scored[reference].unanswered for name, one in scored.items()}
    contrasts = [
        Contrast(one.arm, one.reference, absent(one.found.measure, one.found.n, reasons[one.arm])) if reasons[one.arm] else one
        for one in found.contrasts
    ]
    arms = {
        name: ArmValue(None, value.n, note=why) if (why := scored[name].unanswered) else value
        for name, value in found.arms.items()
    }
    return Result(arms, tuple(contrasts))
