"""A number per woman for each endpoint: what the trial saw, or what was true (the oracle, which no trial sees)."""

from collections.abc import Callable

import numpy as np

from milkway.analysis.outcomes import Outcomes
from milkway.analysis.score_kinds import ON_A_DAY, SAMPLED, SHARES
from milkway.assays.pain_scale import WORST
from milkway.assays.symptoms import rate_pain
from milkway.core.streams import Streams
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.trials.allocate import centre_of
from milkway.trials.follow import Followed
from milkway.trials.observe import Sample, attended, on_day
from milkway.trials.screen import ABSCESS, exposed_days
from milkway.trials.strategies import NEVER, Happened, counting, happened, left_out


def score(endpoint: Endpoint, women: Followed, samples: tuple[Sample, ...], protocol: Protocol, streams: Streams) -> Outcomes:
    """Return an endpoint of the women of one arm, intercurrent events treated as its estimand says.

    Args:
        endpoint: of the protocol.
        women: followed in this view.
        samples: of the same women.
        protocol: the trial.
        streams: all chance, for ratings of pain.
    """
    events = happened(endpoint, women, _last(endpoint, women, protocol))
    found = _found(endpoint, counting(endpoint, women, events), samples, protocol, streams)
    kept = (women.completed if women.view == "observed" and endpoint.population == "completers" else women.sound).copy()
    kept = (kept & ~left_out(endpoint, events)) | (women.sound & (events.is_bad < NEVER))
    if (events.is_bad < NEVER).any():
        found = _with_bad(endpoint, found, women, events)
    columns = kept.reshape(-1, *(1,) * (found.value.ndim - 1))
    return Outcomes(np.where(columns, found.value, np.nan), found.time, found.seen, _centre(women, protocol, streams))


def _centre(women: Followed, protocol: Protocol, streams: Streams) -> np.ndarray:
    centres, dyads = protocol.design.centres, women.trajectory.dyads
    return np.zeros(0, dtype=np.int64) if centres is None else centre_of(centres, dyads, streams)


def _last(endpoint: Endpoint, women: Followed, protocol: Protocol) -> np.ndarray:
    """Return (woman,) the last day on which something can change her outcome."""
    last = women.ends - 1
    if endpoint.score in (*SAMPLED, *ON_A_DAY):
        visit = next(visit.day for visit in protocol.visits if visit.name == endpoint.visit)
        last = np.minimum(last, visit.of(women.enrolled) - (endpoint.score in ON_A_DAY))
    return last


def _with_bad(endpoint: Endpoint, found: Outcomes, women: Followed, events: Happened) -> Outcomes:
    """Return the score with an event counted as the bad outcome: of a share, or the time to it."""
    bad = events.is_bad < NEVER
    if endpoint.score in SHARES:
        value = np.where(bad, float(endpoint.better == "lower"), found.value)
        return Outcomes(value, found.time, value > 0)
    days = (events.is_bad - women.enrolled).astype(float)
    first = bad & (days <= found.value)
    value = np.where(first, days, found.value)
    return Outcomes(value, value, found.seen | first)


def _found(endpoint: Endpoint, women: Followed, samples: tuple[Sample, ...], protocol: Protocol, streams: Streams) -> Outcomes:
    """Return the score of every woman on the days that count."""
    time = women.within.sum(axis=1).astype(float)
    if endpoint.score in FROM_DIARY:
        value = FROM_DIARY[endpoint.score](women, protocol).astype(float)
        return Outcomes(value, time, value > 0)
    if endpoint.score in TIMES:
        return _first(TIMES[endpoint.score](women), women)
    if endpoint.score == "clinical_recurrent":
        return Outcomes(_since_enrolment(women), time, women.mastitis.onset.any(axis=1))
    if endpoint.score in ON_A_DAY:
        value = _free_on(endpoint, women, protocol)
        return Outcomes(value, time, value > 0)
    if endpoint.score in ("pain_max", "pain_mean", "pain_visits"):
        return _pain(endpoint, women, protocol, streams)
    found = _from_sample(endpoint, samples, protocol, women.view)
    return Outcomes(found.value, time, found.seen)


def rated_pain(women: Followed, protocol: Protocol, streams: Streams) -> np.ndarray:
    """Return (woman, day) breast pain, 0-10, as she rates it, or for the oracle as it is."""
    trajectory = women.trajectory
    level = trajectory.level[:, :, trajectory.signs.index("breast_pain")].astype(float)
    if women.view != "observed":
        return np.clip(level, 0, WORST)
    return rate_pain(level, protocol.assays.diary.pain_noise, streams, trajectory.dyads, trajectory.diary_days)


def _first(happens: np.ndarray, women: Followed) -> Outcomes:
    """Return days from enrolment to the first day (woman, day) on which something happens."""
    seen = happens.any(axis=1)
    day = women.trajectory.diary_days[happens.argmax(axis=1)]
    days = (np.where(seen, day, women.leaves) - women.enrolled).astype(float)
    return Outcomes(days, days, seen)


def _since_enrolment(women: Followed) -> np.ndarray:
    """Return episodes that begin on each day since enrolment; (woman, day), NaN once she is no longer followed."""
    days = women.trajectory.diary_days
    followed = (women.leaves - women.enrolled).astype(int)
    columns = np.arange(int(followed.max(initial=1)))
    place = np.clip(women.enrolled[:, None] + columns - days[0], 0, len(days) - 1)
    onset = np.take_along_axis(women.mastitis.onset, place, axis=1).astype(float)
    return np.where(columns < followed[:, None], onset, np.nan)


def _recurrence(women: Followed, protocol: Protocol) -> np.ndarray:
    """Return whether a later episode starts long enough after the first, of all women randomised.

    Where women are enrolled because they are ill, the first is the episode of their diagnosis, the day before enrolment.
    """
    onset, days = women.mastitis.onset, women.trajectory.diary_days
    if protocol.design.at == "diagnosis":
        first = women.enrolled - 1
    else:
        first = np.where(onset.any(axis=1), days[onset.argmax(axis=1)], np.iinfo(np.int32).max)
    return (onset & (days >= first[:, None] + protocol.mastitis.recurrence_gap)).any(axis=1)


def _exposed(women: Followed, keys: tuple[str, ...]) -> np.ndarray:
    return (exposed_days(women.trajectory, keys) & women.within).any(axis=1)


def _reported(women: Followed, sign: str) -> np.ndarray:
    """Return (woman, day) whether a sign was reported, or for the oracle was truly there, while she was followed."""
    trajectory = women.trajectory
    signs = trajectory.reported if women.view == "observed" else trajectory.bothered
    return signs[:, :, trajectory.signs.index(sign)] & women.within


def _free_on(endpoint: Endpoint, women: Followed, protocol: Protocol) -> np.ndarray:
    """Return 1 where no breast pain, or no local sign, is reported for the last day before a visit; NaN where not followed."""
    signs = ("breast_pain",) if endpoint.score == "pain_free" else protocol.mastitis.local
    visit = next(visit.day for visit in protocol.visits if visit.name == endpoint.visit)
    before = visit.of(women.enrolled) - 1
    troubled = np.any([on_day(_reported(women, sign), women.trajectory, before) for sign in signs], axis=0)
    return np.where(on_day(women.within, women.trajectory, before), (~troubled).astype(float), np.nan)


def _pain(endpoint: Endpoint, women: Followed, protocol: Protocol, streams: Streams) -> Outcomes:
    trajectory, rating = women.trajectory, rated_pain(women, protocol, streams)
    days = women.within.sum(axis=1)
    if endpoint.score == "pain_visits":
        rated, on = np.where(women.within, rating, np.nan), visit_days(endpoint, protocol, women.enrolled)
        value = np.stack([on_day(rated, trajectory, day) for day in on], axis=1)
        return Outcomes(value, days.astype(float), days > 0)
    total = np.where(women.within, rating, 0.0)
    value = total.max(axis=1) if endpoint.score == "pain_max" else total.sum(axis=1) / np.maximum(days, 1)
    return Outcomes(np.where(days > 0, value, np.nan), days.astype(float), days > 0)


def visit_days(endpoint: Endpoint, protocol: Protocol, enrolled: np.ndarray) -> list[np.ndarray]:
    """Return (woman,) the day of the diary for each visit of an endpoint, in the order of time."""
    days = [attended(visit, enrolled, protocol) for visit in protocol.visits if visit.name in endpoint.visits]
    return sorted(days, key=lambda day: float(day.mean()) if len(day) else 0.0)


def _from_sample(endpoint: Endpoint, samples: tuple[Sample, ...], protocol: Protocol, view: str) -> Outcomes:
    chosen = next(s for s in samples if s.visit == endpoint.visit and (endpoint.group is None or endpoint.group in s.counts))
    limit = next(culture.limit for culture in protocol.assays.culture if culture.name == chosen.assay)
    if endpoint.score == "strain_detected":
        true = np.where(np.isfinite(chosen.strain), (chosen.strain >= limit).astype(float), np.nan)
        value = chosen.detected if view == "observed" else true
        return Outcomes(value, np.zeros_like(value), value > 0)
    assert endpoint.group is not None
    if view == "observed":
        counts = chosen.counts[endpoint.group]
        return Outcomes(counts.value, np.zeros_like(counts.value), counts.sampled & ~counts.below)
    truth = chosen.truth[endpoint.group]
    return Outcomes(np.maximum(truth, limit), np.zeros_like(truth), truth >= limit)


FROM_DIARY: dict[str, Callable[[Followed, Protocol], np.ndarray]] = {
    "clinical_any": lambda women, _: women.mastitis.onset.any(axis=1),
    "clinical_episodes": lambda women, _: women.mastitis.onset.sum(axis=1),
    "clinical_recurrence": _recurrence,
    "mild_any": lambda women, _: women.mastitis.mild.any(axis=1),
    "abscess_any": lambda women, _: _exposed(women, ABSCESS),
    "adverse_any": lambda women, _: _exposed(women, ABSCESS) | _reported(women, "fever").any(axis=1),
    "cessation": lambda women, _: _exposed(women, ("ceased",)),
}
TIMES: dict[str, Callable[[Followed], np.ndarray]] = {
    "clinical_first": lambda women: women.mastitis.onset,
    "abscess_first": lambda women: exposed_days(women.trajectory, ABSCESS) & women.within,
    "duration_breastfeeding": lambda women: exposed_days(women.trajectory, ("ceased",)) & women.within,
}
