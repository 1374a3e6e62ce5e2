"""Methods for women who left, on a real trial's data: those that need no daily diary, for the risk of mastitis and a load.

Without a diary, leaving and falling ill are modelled from arm, time and strata alone. A load is not imputed, which takes pain.
"""

from dataclasses import dataclass

import numpy as np

from milkway.analysis import kinds
from milkway.analysis.measure import Estimate
from milkway.analysis.missing import tipping
from milkway.analysis.missing.methods import analyse
from milkway.analysis.missing.tipping import Tipping
from milkway.analysis.missing.women import LOAD, RISK, Women
from milkway.analysis.registry import SCORES
from milkway.analysis.scores.mastitis_scores import CLINICAL_FIRST, CLINICAL_RECURRENT, EPISODE, FIRST
from milkway.core.errors import Mistake
from milkway.core.streams import Streams
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.events import CESSATION
from milkway.protocol.protocol import Protocol
from milkway.trials.entered import asking
from milkway.trials.entered.entered_scores import visit_day
from milkway.trials.entered.entries import Entered
from milkway.trials.entered.woman_columns import COMPLETED, ENROLLED, LAST_DAY, limit_of

METHODS = {
    RISK: ("completers", "censoring", "weighting", "imputation", "jump_to_reference"),
    LOAD: ("completers", "weighting"),
}


@dataclass(frozen=True)
class MissingMethods:
    """One arm against the reference.

    Attributes:
        arm: its name.
        found: estimates by `RISK` (of a first clinical mastitis by the end) or `LOAD` (mean log10 load), and by method.
        tips: how much worse women who left the arm must have fared, in log odds of an episode, until the conclusion turns.
    """

    arm: str
    found: dict[str, dict[str, Estimate]]
    tips: Tipping


def lacking_for_missing(women: Entered, protocol: Protocol) -> list[Mistake]:
    """Return what the data lack for the methods."""
    known = {LAST_DAY: women.last_day, COMPLETED: women.completed}
    mistakes = [
        Mistake("missing", f"no column {name}", f"a column {name}, which says who left when")
        for name, column in known.items()
        if not np.isfinite(column).any()
    ]
    if protocol.design.ends.since == "birth" and not women.knows_enrolment:
        allowed = f"a column {ENROLLED}, since follow-up ends on a day since birth"
        mistakes.append(Mistake("missing", f"no column {ENROLLED}", allowed))
    if _dated(protocol) is None:
        allowed = f"an endpoint {CLINICAL_FIRST.name}, or {CLINICAL_RECURRENT.name} with the days of onsets"
        mistakes.append(Mistake("missing", "no endpoint that dates the first clinical mastitis", allowed))
    if protocol.design.centres is not None:
        mistakes.append(Mistake("missing", "whole centres", "women randomised, since no method here accounts for centres"))
    return mistakes


def missing_methods(women: Entered, protocol: Protocol, streams: Streams) -> tuple[MissingMethods, ...]:
    """Return every method for each arm against the reference.

    Args:
        women: of the trial, with all that `lacking_for_missing` asks for.
        protocol: of the trial.
        streams: all chance of imputation.
    """
    arms = {arm.name: _incomplete(women, arm.name, protocol) for arm in protocol.arms}
    second = arms[protocol.reference]
    return tuple(_methods(name, first, second, _load(protocol), streams) for name, first in arms.items() if first is not second)


def _methods(name: str, first: Women, second: Women, load: Endpoint | None, streams: Streams) -> MissingMethods:
    endpoints = (RISK,) if load is None else (RISK, LOAD)
    found = {one: {method: analyse(one, method, first, second, streams) for method in METHODS[one]} for one in endpoints}
    return MissingMethods(name, found, tipping.risk(first, second, streams))


def _dated(protocol: Protocol) -> Endpoint | None:
    """Return the endpoint that says on which day a woman first fell ill."""

    def dates(one: Endpoint) -> bool:
        scored = SCORES[one.score]
        return (scored.kind is kinds.TIME and scored.first is FIRST) or (scored.each is EPISODE and asking.by_onsets(one))

    return next((one for one in protocol.endpoints if dates(one)), None)


def _load(protocol: Protocol) -> Endpoint | None:
    return next((one for one in protocol.endpoints if SCORES[one.score].kind is kinds.LOAD), None)


def _incomplete(women: Entered, arm: str, protocol: Protocol) -> Women:
    """Return the women of an arm as the methods see them, without a diary; one of whom nothing is known is left out."""
    kept = (women.arm == arm) & np.isfinite(women.last_day)
    own = women.taking(kept)
    ends = protocol.design.ends.of(own.enrolled) - own.enrolled
    stays = own.completed == 1
    value, below, visit, limit = _loads(own, protocol)
    nothing = np.full(len(ends), np.nan)
    return Women(
        dyads=np.flatnonzero(kept),
        baseline=_baseline(women, kept),
        pain=np.zeros((len(ends), int(ends.max(initial=1))), dtype=np.int64),
        begins=_begins(own, protocol),
        ceased=np.nan_to_num(own.events.get(CESSATION, nothing), nan=np.inf),
        ends=ends,
        leaves=np.where(stays | (own.last_day >= ends), ends + 1, own.last_day),
        load=value,
        below=below,
        visit=visit,
        earlier=nothing,
        earlier_visit=np.zeros(len(ends)),
        limit=limit,
    )


def _begins(women: Entered, protocol: Protocol) -> np.ndarray:
    """Return (woman,) the day of the first episode, infinite without one."""
    endpoint = _dated(protocol)
    assert endpoint is not None
    entry = women.entries[endpoint.name]
    if entry.days is not None:
        return entry.days.min(axis=1, initial=np.inf, where=np.isfinite(entry.days))
    return np.where(entry.seen, entry.value, np.inf)


def _loads(women: Entered, protocol: Protocol) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Return (woman,) log10 load, whether it is below the limit, and the day of the visit; and log10 of the limit."""
    endpoint, n = _load(protocol), len(women.women)
    if endpoint is None or endpoint.visit is None:
        return np.full(n, np.nan), np.zeros(n, dtype=bool), np.zeros(n), 0.0
    entry = women.entries[endpoint.name]
    there = np.isfinite(entry.value)
    value = np.where(there, np.log10(np.where(there, entry.value, 1.0)), np.nan)
    return value, there & ~entry.seen, visit_day(endpoint.visit, women, protocol), float(np.log10(limit_of(endpoint, protocol)))


def _baseline(women: Entered, own: np.ndarray) -> np.ndarray:
    """Return (woman, class) whether she is in each class of each stratum but its first."""
    columns = [one[own] == kind for one in women.strata.values() for kind in sorted(set(one))[1:]]
    return np.column_stack(columns).astype(float) if columns else np.zeros((int(own.sum()), 0))
