"""What a protocol asks of a real trial's data beside the columns of its endpoints: entry, events, centres, who completed."""

from collections.abc import Iterable

import numpy as np

from milkway.analysis.kinds import COUNT, RECURRENCE, SHARE
from milkway.analysis.registry import ANALYSES, SCORES
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.estimand import HYPOTHETICAL, ON_TREATMENT, POLICY
from milkway.protocol.events import EVENTS, LEAVING
from milkway.protocol.protocol import Protocol


def acted_on(endpoint: Endpoint) -> tuple[str, ...]:
    """Return the intercurrent events that an endpoint's estimand does something about."""
    return tuple(event for event, strategy in endpoint.estimand.intercurrent.items() if strategy != POLICY)


def events_asked(protocol: Protocol) -> tuple[str, ...]:
    """Return the events whose day is asked for; that of leaving is a woman's last day."""
    asked = {event for endpoint in protocol.endpoints for event in acted_on(endpoint)}
    return tuple(event for event in EVENTS if event in asked and event != LEAVING)


def asks_for_completion(protocol: Protocol) -> bool:
    """Return whether an endpoint depends on who completed the trial."""
    return any(one.population == "completers" or LEAVING in acted_on(one) for one in protocol.endpoints)


def asks_for_last_day(protocol: Protocol) -> bool:
    """Return whether an endpoint depends on the day on which a woman was seen last."""
    return any(LEAVING in acted_on(one) or by_onsets(one) for one in protocol.endpoints)


def asks_for_enrolment(protocol: Protocol) -> bool:
    """Return whether events are set against a day that counts from birth, so that each woman's day of enrolment matters."""
    days = {visit.name: visit.day for visit in protocol.visits}

    def ends(one: Endpoint) -> Iterable[str]:
        yield protocol.design.ends.since
        yield from (days[name].since for name in (*one.visits, *(name for name in (one.baseline, one.visit) if name)))

    return any(acted_on(one) and "birth" in ends(one) for one in protocol.endpoints)


def asks_for_centre(protocol: Protocol) -> bool:
    """Return whether whole centres are compared."""
    return any(ANALYSES[measure].by_centre for one in protocol.endpoints for measure in one.analyses)


def by_onsets(endpoint: Endpoint) -> bool:
    """Return whether an endpoint needs the day of each episode: those that recur, and counts that an event cuts short."""
    cut = any(strategy in (ON_TREATMENT, HYPOTHETICAL) for strategy in endpoint.estimand.intercurrent.values())
    kind = SCORES[endpoint.score].kind
    return kind is RECURRENCE or (kind is COUNT and cut)


def by_first_day(endpoint: Endpoint) -> bool:
    """Return whether a share needs the day on which it first happened: one that only days before an event count for."""
    scored = SCORES[endpoint.score]
    return scored.kind is SHARE and not scored.at_visit and ON_TREATMENT in endpoint.estimand.intercurrent.values()


def visits_in_order(endpoint: Endpoint, protocol: Protocol) -> tuple[str, ...]:
    """Return the visits at which an endpoint is rated, in the order of time, of the woman who is enrolled first.

    A change from baseline is of two.
    """
    asked = endpoint.visits if endpoint.baseline is None else (endpoint.baseline, endpoint.visit)
    first = np.array([protocol.design.enrolment[0]])
    chosen = [visit for visit in protocol.visits if visit.name in asked]
    return tuple(visit.name for visit in sorted(chosen, key=lambda visit: int(visit.day.of(first)[0])))
