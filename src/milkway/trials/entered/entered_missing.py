"""Methods for women who left, on a real trial's data: those that need no daily diary.

Without a diary, leaving and falling ill are modelled from arm, time and strata alone, ratings from arm, strata and the ratings
that were seen. A load is not imputed, which takes pain.
"""

from dataclasses import dataclass

import numpy as np

from milkway.analysis import kinds
from milkway.analysis.measure import Estimate
from milkway.analysis.missing.methods import QUESTIONS, Question
from milkway.analysis.missing.tipping import Tipping
from milkway.analysis.missing.women import LOAD, RATINGS, RISK, Ratings, Women, no_ratings
from milkway.analysis.registry import MEASURES, SCORES
from milkway.analysis.scores.mastitis_scores import CLINICAL_FIRST, CLINICAL_RECURRENT, EPISODE, FIRST
from milkway.core.errors import Mistake
from milkway.core.streams import Streams
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.events import CESSATION
from milkway.protocol.protocol import Protocol
from milkway.trials.entered import asking
from milkway.trials.entered.asking import visits_in_order
from milkway.trials.entered.entered_scores import visit_day
from milkway.trials.entered.entries import Entered
from milkway.trials.entered.woman_columns import COMPLETED, ENROLLED, LAST_DAY, culture_of


@dataclass(frozen=True)
class MissingMethods:
    """One arm against the reference.

    Attributes:
        arm: its name.
        found: estimates by question (`QUESTIONS`) and method.
        tips: by question, how much worse women who left the arm must have fared until the conclusion turns.
    """

    arm: str
    found: dict[str, dict[str, Estimate]]
    tips: dict[str, Tipping]


def lacking_for_missing(women: Entered, protocol: Protocol) -> list[Mistake]:
    """Return what the data lack for the methods."""
    known = {LAST_DAY: women.last_day, COMPLETED: women.completed}
    mistakes = [
        Mistake("missing", f"no column {name}", f"a column {name}, which says who left when")
        for name, column in known.items()
        if not np.isfinite(column).any()
    ]
    if not women.knows_enrolment and "birth" in _since(protocol):
        allowed = f"a column {ENROLLED}, since follow-up ends or a visit is on a day since birth"
        mistakes.append(Mistake("missing", f"no column {ENROLLED}", allowed))
    if not _asked(protocol):
        dated = f"{CLINICAL_FIRST.name}, or {CLINICAL_RECURRENT.name} with the days of onsets"
        allowed = f"an endpoint {dated}; or {LOAD} or {RATINGS}"
        mistakes.append(Mistake("missing", "no endpoint that a method for women who left answers", allowed))
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
    second, asked = arms[protocol.reference], [QUESTIONS[name] for name in _asked(protocol)]
    return tuple(_methods(name, first, second, asked, streams) for name, first in arms.items() if first is not second)


def _methods(name: str, first: Women, second: Women, asked: list[Question], streams: Streams) -> MissingMethods:
    found = {
        one.name: {method.name: method.analyse(first, second, streams) for method in one.methods if not method.needs_diary}
        for one in asked
    }
    tips = {one.name: one.tipping(first, second, streams) for one in asked if not one.needs_diary}
    return MissingMethods(name, found, tips)


def _asked(protocol: Protocol) -> dict[str, Endpoint]:
    """Return the endpoint that each question is about, as far as the protocol has one."""
    found = {RISK: _dated(protocol), LOAD: _of_kind(kinds.LOAD, protocol), RATINGS: _of_kind(kinds.NUMBERS, protocol)}
    return {name: one for name, one in found.items() if one is not None}


def _since(protocol: Protocol) -> set[str]:
    """Return from what days of follow-up and of visits count, which the methods set against the day on which she left."""
    visits = {name for one in _asked(protocol).values() for name in (*one.visits, one.visit)}
    return {protocol.design.ends.since, *(one.day.since for one in protocol.visits if one.name in visits)}


def _dated(protocol: Protocol) -> Endpoint | None:
    """Return the endpoint that says on which day a woman first fell ill."""

    def dates(one: Endpoint) -> bool:
        scored = SCORES[one.score]
        return (scored.kind is kinds.TIME and scored.first is FIRST) or (scored.each is EPISODE and asking.by_onsets(one))

    return next((one for one in protocol.endpoints if dates(one)), None)


def _of_kind(kind: kinds.Kind, protocol: Protocol) -> Endpoint | None:
    return next((one for one in protocol.endpoints if SCORES[one.score].kind is kind), None)


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
        ratings=_ratings(own, protocol),
    )


def _begins(women: Entered, protocol: Protocol) -> np.ndarray:
    """Return (woman,) the day of the first episode, infinite without one."""
    endpoint = _dated(protocol)
    if endpoint is None:
        return np.full(len(women.women), np.inf)
    entry = women.entries[endpoint.name]
    if entry.days is not None:
        return entry.days.min(axis=1, initial=np.inf, where=np.isfinite(entry.days))
    return np.where(entry.seen, entry.value, np.inf)


def _loads(women: Entered, protocol: Protocol) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Return (woman,) log10 load, whether it is below the limit, and the day of the visit; and log10 of the limit."""
    endpoint, n = _of_kind(kinds.LOAD, protocol), len(women.women)
    if endpoint is None or endpoint.visit is None:
        return np.full(n, np.nan), np.zeros(n, dtype=bool), np.zeros(n), 0.0
    entry = women.entries[endpoint.name]
    there = np.isfinite(entry.value)
    value = np.where(there, np.log10(np.where(there, entry.value, 1.0)), np.nan)
    day = visit_day(endpoint.visit, women, protocol)
    # a sample that was given was given before she left
    day = np.where(there & (women.completed != 1), np.minimum(day, women.last_day - 1), day)
    return value, there & ~entry.seen, day, float(np.log10(culture_of(endpoint, protocol).limit))


def _ratings(women: Entered, protocol: Protocol) -> Ratings:
    """Return ratings at visits; one that was given was given before she left."""
    endpoint = _of_kind(kinds.NUMBERS, protocol)
    if endpoint is None:
        return no_ratings(len(women.women))
    value = women.entries[endpoint.name].value
    days = np.stack([visit_day(name, women, protocol) for name in visits_in_order(endpoint, protocol)], axis=1)
    return Ratings(value, np.where(np.isfinite(value), 0, days), MEASURES[endpoint.analyses[0]])


def _baseline(women: Entered, own: np.ndarray) -> np.ndarray:
    """Return (woman, class) whether she is in each class of each stratum but its first."""
    columns = [one[own] == kind for one in women.strata.values() for kind in sorted(set(one))[1:]]
    return np.column_stack(columns).astype(float) if columns else np.zeros((int(own.sum()), 0))
