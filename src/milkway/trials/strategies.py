"""What each strategy does with a woman to whom an intercurrent event happens, in the same way in every view.

Treatment policy does nothing. While on treatment counts only days before the event. Composite counts the event as the bad
outcome. Hypothetical takes her out from the event on: what has a day of its own (a time, an episode, a rating or sample at a
visit) counts until then, and where one value sums up all her days she is left out. In the world in which the event cannot
happen this takes out nobody, and that world is the truth of a hypothetical estimand.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from milkway.analysis.outcomes import Outcomes
from milkway.analysis.record import NEVER, anew
from milkway.analysis.score import Score
from milkway.protocol.competing import competing_events
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.estimand import COMPOSITE, HYPOTHETICAL, ON_TREATMENT
from milkway.protocol.events import EVENTS, LEAVING, Event
from milkway.simulation.trajectory import Trajectory
from milkway.trials.follow import Followed
from milkway.trials.screen import exposed_days


@dataclass(frozen=True)
class Happened:
    """The first day of an event that the endpoint does not simply follow women through, `NEVER` if there is none.

    Attributes:
        stops: (woman,) of an event that ends what counts.
        leaves_out: (woman,) of an event that is supposed not to happen.
        is_bad: (woman,) of an event that is a bad outcome; only where it comes before the others.
    """

    stops: np.ndarray
    leaves_out: np.ndarray
    is_bad: np.ndarray


def happened(endpoint: Endpoint, women: Followed, last: np.ndarray) -> Happened:
    """Return when events happen to women, as far as this view sees them; `last` as for `by_strategy`."""
    return by_strategy(endpoint, lambda event, strategy: _seen(event, women, strategy), last)


def by_strategy(endpoint: Endpoint, day_of: Callable[[str, str], np.ndarray], last: np.ndarray) -> Happened:
    """Return when events happen to women, gathered by what the estimand does with them.

    Args:
        endpoint: with its estimand.
        day_of: (woman,) first day of an event under a strategy, `NEVER` if it does not happen.
        last: (woman,) last day that can change her outcome; later events do not matter.
    """

    def first(strategy: str) -> np.ndarray:
        found = [day_of(event, strategy) for event in endpoint.estimand.treated_by(strategy)]
        day = np.minimum.reduce([np.full(len(last), NEVER), *found])
        return np.where(day <= last, day, NEVER)

    stops, leaves_out, bad = first(ON_TREATMENT), first(HYPOTHETICAL), first(COMPOSITE)
    bad = np.where(bad <= np.minimum(stops, leaves_out), bad, NEVER)
    return Happened(stops, np.where(leaves_out < bad, leaves_out, NEVER), bad)


def counting(score: Score, women: Followed, events: Happened) -> Followed:
    """Return the women with only the days that count.

    While on treatment is all there is of recurrent episodes: after the event there are none, and she is not censored.
    """
    stops = np.minimum(events.stops, events.leaves_out if score.dated else NEVER)
    if (stops == NEVER).all():
        return women
    within = women.within & (women.trajectory.diary_days < stops[:, None])
    ends = events.leaves_out if score.kind.goes_on else stops
    return replace(women, within=within, leaves=np.minimum(women.leaves, ends), mastitis=women.mastitis.among(within))


def barred(endpoint: Endpoint, found: Outcomes, events: Happened, followed: np.ndarray) -> np.ndarray:
    """Return (woman,) whom an event that ends what counts kept from the event that is timed; nobody where none is named.

    While on treatment makes an event of a time a competing one: what is asked for happens before it. An event that is supposed
    not to happen takes her out before, where it comes first.

    Args:
        endpoint: with its estimand.
        found: its score, with only the days that count.
        events: of the women.
        followed: (woman,) day until which she was followed for it, counted as the events are.
    """
    if not competing_events(endpoint):
        return np.zeros(0, dtype=bool)
    return (events.stops < NEVER) & (events.stops <= np.minimum(events.leaves_out, followed)) & ~found.seen


def left_out(score: Score, events: Happened) -> np.ndarray:
    """Return (woman,) who has no value: it sums up all her days, or is that of a sample, and an event has taken some away."""
    gone = events.leaves_out < NEVER if not score.dated else np.zeros(len(events.stops), dtype=bool)
    if score.taken == "sample":
        gone = (np.minimum(events.stops, events.leaves_out)) < NEVER
    return gone


def event_day(event: str, women: Followed) -> np.ndarray:
    """Return (woman,) the first day of an event, `NEVER` where it does not happen or this view no longer sees her."""
    if event == LEAVING:
        return np.where(women.left < women.ends, women.left, NEVER)
    day = first_day(EVENTS[event], women.trajectory, women.enrolled)
    return np.where(day < women.leaves, day, NEVER)


def first_day(event: Event, trajectory: Trajectory, enrolled: np.ndarray) -> np.ndarray:
    """Return the day on which an event first happens to each woman since her enrolment, `NEVER` if it does not; (woman,).

    Args:
        event: of `EVENTS`.
        trajectory: of the women; an exposure that the model does not know never happens.
        enrolled: (woman,) day.
    """
    days = trajectory.diary_days
    happens = exposed_days(trajectory, (event.exposure,))
    happens = anew(happens, days, enrolled) if event.anew else happens & (days >= enrolled[:, None])
    return np.where(happens.any(axis=1), days[happens.argmax(axis=1)], NEVER)


def _seen(event: str, women: Followed, strategy: str) -> np.ndarray:
    """Return (woman,) the first day of an event as `event_day` does.

    But women who were simulated to the end and made to leave afterwards left in the trial's eyes alone: in truth, if leaving is
    supposed not to happen, it did not.
    """
    if strategy == HYPOTHETICAL and women.view == "oracle":
        return first_day(EVENTS[event], women.trajectory, women.enrolled)
    return event_day(event, women)
