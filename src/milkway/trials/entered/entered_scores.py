"""The score of an endpoint from what was entered, its estimand's strategies applied as in a virtual trial's observed view."""

from dataclasses import dataclass

import numpy as np

from milkway.analysis.kinds import CHANGE, COUNT, NUMBER, NUMBERS, SHARE, TIME
from milkway.analysis.outcomes import Outcomes, whole
from milkway.analysis.registry import SCORES
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.trials.entered.asking import acted_on, visits_in_order
from milkway.trials.entered.entries import Entered, Entry
from milkway.trials.strategies import NEVER, barred, by_strategy, left_out

SUMS = "while on treatment needs what is known of each of her days, of which the data hold only one number"
UNDATED = "the day on which it happened is needed to tell whether it came before the event, and was not entered"


@dataclass(frozen=True)
class Scored:
    """The women of an arm, or why the data cannot answer what the estimand asks."""

    score: Outcomes
    unanswered: str = ""


def score_entered(endpoint: Endpoint, women: Entered, centre: np.ndarray, protocol: Protocol) -> Scored:
    """Return an endpoint of the women of one arm, intercurrent events treated as its estimand says.

    Args:
        endpoint: of the protocol.
        women: of the arm.
        centre: (woman,) number of her centre, or nothing.
        protocol: the trial.
    """
    entry, scored = women.entries[endpoint.name], SCORES[endpoint.score]
    events = by_strategy(endpoint, lambda event, _: women.day_of(event), _last(endpoint, women, protocol))
    stops = np.minimum(events.stops, events.leaves_out if scored.dated else NEVER)
    found = Outcomes(entry.value, entry.time, entry.seen)
    unanswered = _unanswered(endpoint, entry, stops)
    if (stops < NEVER).any() and not unanswered:
        visits = [visit_day(name, women, protocol) for name in visits_in_order(endpoint, protocol)]
        found = _until(endpoint, entry, stops, events.leaves_out, np.array(visits).T)
    if (events.is_bad < NEVER).any() and scored.kind.with_bad is not None:
        found = scored.kind.with_bad(found, np.where(events.is_bad < NEVER, events.is_bad, np.inf), endpoint.better)
    kept = (women.completed == 1) if endpoint.population == "completers" else np.ones(len(stops), dtype=bool)
    kept = (kept & ~left_out(scored, events)) | (events.is_bad < NEVER)
    columns, first = kept.reshape(-1, *(1,) * (found.value.ndim - 1)), barred(endpoint, found, events, entry.time)
    return Scored(Outcomes(np.where(columns, found.value, np.nan), found.time, found.seen, centre, first), unanswered)


def visit_day(name: str, women: Entered, protocol: Protocol) -> np.ndarray:
    """Return (woman,) the day of a visit since her enrolment; one on the last day of follow-up is that before it."""
    visit = next(visit for visit in protocol.visits if visit.name == name)
    return np.minimum(visit.day.of(women.enrolled), protocol.design.ends.of(women.enrolled) - 1) - women.enrolled


def _last(endpoint: Endpoint, women: Entered, protocol: Protocol) -> np.ndarray:
    """Return (woman,) the last day on which something can change her outcome."""
    if not acted_on(endpoint):
        return np.zeros(len(women.women))
    last = protocol.design.ends.of(women.enrolled) - women.enrolled - 1
    scored = SCORES[endpoint.score]
    if scored.at_visit:
        visit = next(visit.day for visit in protocol.visits if visit.name == endpoint.visit)
        last = np.minimum(last, visit.of(women.enrolled) - women.enrolled - (scored.taken == "eve"))
    return last


def _unanswered(endpoint: Endpoint, entry: Entry, stops: np.ndarray) -> str:
    """Return why days after an event cannot be left out, where there are such days; "" where they can."""
    cut, scored = stops < NEVER, SCORES[endpoint.score]
    if scored.kind is NUMBER and not scored.at_visit and cut.any():
        return SUMS
    daily = scored.kind in (COUNT, SHARE) and not scored.at_visit
    return UNDATED if daily and entry.days is None and (cut & (entry.value > 0)).any() else ""


def _until(endpoint: Endpoint, entry: Entry, stops: np.ndarray, leaves_out: np.ndarray, visits: np.ndarray) -> Outcomes:
    """Return the score with only the days that count; those after an event that is supposed not to happen are not seen.

    Args:
        endpoint: with its estimand.
        entry: of the women.
        stops: (woman,) day from which nothing counts.
        leaves_out: (woman,) day of an event that is supposed not to happen.
        visits: (woman, visit) day of each visit at which she is rated.
    """
    scored = SCORES[endpoint.score]
    value, seen, time = entry.value, entry.seen, np.minimum(entry.time, stops)
    if scored.kind is TIME:
        seen, value = seen & (value < stops), np.minimum(value, stops)
        return Outcomes(value, value, seen)
    if scored.kind.goes_on:
        day = np.arange(int(value.shape[1]))
        value = np.where((day >= stops[:, None]) & np.isfinite(value), 0.0, value)
        return Outcomes(np.where(day >= leaves_out[:, None], np.nan, value), time, seen)
    if scored.kind is NUMBERS or (scored.kind is CHANGE and scored.taken != "sample"):
        rated = np.where(visits >= stops[:, None], np.nan, value)
        return Outcomes(whole(rated) if scored.kind is CHANGE else rated, time, seen)
    if scored.taken == "eve":
        return Outcomes(np.where(stops < NEVER, np.nan, value), time, seen)
    if entry.days is not None:
        counted = (entry.days < stops[:, None]).sum(axis=1).astype(float)
        counted = counted if scored.kind is COUNT else np.minimum(counted, 1.0)
        value = np.where(np.isfinite(value), counted, np.nan)
        return Outcomes(value, time, value > 0)
    return Outcomes(value, time, seen)
