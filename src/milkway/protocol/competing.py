"""Events that compete with the one that an endpoint times: those before which alone it counts, while on treatment."""

from milkway.analysis.kinds import TIME
from milkway.analysis.registry import SCORES
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.estimand import ON_TREATMENT
from milkway.protocol.events import EVENTS


def competing_events(endpoint: Endpoint) -> tuple[str, ...]:
    """Return the events that compete with a time; none where no time is asked for."""
    return endpoint.estimand.treated_by(ON_TREATMENT) if SCORES[endpoint.score].kind is TIME else ()


def said_of_competing(endpoint: Endpoint) -> str:
    """Return what a reader must know of shares of women where an event competes; nothing where none does."""
    labels = [EVENTS[event].label for event in competing_events(endpoint)]
    if not labels:
        return ""
    return (
        f"After {' or '.join(labels)} the event no longer counts: shares are cumulative incidences (Aalen and Johansen). One less"
        " the Kaplan-Meier estimate is no share of women here, since it takes them as if the event could still come to them."
    )
