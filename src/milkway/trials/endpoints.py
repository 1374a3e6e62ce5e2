"""A number per woman for each endpoint: what the trial saw, or what was true (the oracle, which no trial sees)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from milkway.assays.symptoms import WORST, rate_pain
from milkway.core.streams import Streams
from milkway.trials.endpoint import Endpoint
from milkway.trials.follow import Followed
from milkway.trials.observe import Sample
from milkway.trials.protocol import Protocol
from milkway.trials.screen import ABSCESS, exposed_days


@dataclass(frozen=True)
class Score:
    """One endpoint of the women of one arm.

    Attributes:
        value: (woman,) 0 or 1, a count, days, cell/mL or a rating; NaN where it does not exist.
        time: (woman,) days under observation.
        seen: (woman,) whether an event was seen, or a load is above the limit.
    """

    value: np.ndarray
    time: np.ndarray
    seen: np.ndarray

    def known(self) -> "Score":
        """Return the women whose value exists."""
        there = np.isfinite(self.value)
        return Score(self.value[there], self.time[there], self.seen[there])


def score(endpoint: Endpoint, women: Followed, samples: tuple[Sample, ...], protocol: Protocol, streams: Streams) -> Score:
    """Return an endpoint of the women of one arm.

    Args:
        endpoint: of the protocol.
        women: followed in this view.
        samples: of the same women.
        protocol: the trial.
        streams: all chance, for ratings of pain.
    """
    time = women.within.sum(axis=1).astype(float)
    if endpoint.score in FROM_DIARY:
        value = FROM_DIARY[endpoint.score](women, protocol).astype(float)
        found = Score(value, time, value > 0)
    elif endpoint.score == "clinical_first":
        found = _first(women)
    elif endpoint.score in ("pain_max", "pain_mean"):
        found = _pain(endpoint.score, women, protocol, streams)
    else:
        found = _from_sample(endpoint, samples, protocol, women.view)
    counted = women.completed if women.view == "observed" and endpoint.population == "completers" else women.sound
    return Score(np.where(counted, found.value, np.nan), time if endpoint.score != "clinical_first" else found.time, found.seen)


def _first(women: Followed) -> Score:
    seen = women.mastitis.onset.any(axis=1)
    onset = women.trajectory.diary_days[women.mastitis.onset.argmax(axis=1)]
    days = (np.where(seen, onset, women.leaves) - women.enrolled).astype(float)
    return Score(days, days, seen)


def _recurrence(women: Followed, protocol: Protocol) -> np.ndarray:
    """Return whether a later episode starts long enough after the first, of all women randomised."""
    onset, days = women.mastitis.onset, women.trajectory.diary_days
    first = np.where(onset.any(axis=1), days[onset.argmax(axis=1)], np.iinfo(np.int32).max)
    return (onset & (days >= first[:, None] + protocol.mastitis.recurrence_gap)).any(axis=1)


def _exposed(women: Followed, keys: tuple[str, ...]) -> np.ndarray:
    return (exposed_days(women.trajectory, keys) & women.within).any(axis=1)


def _pain(kind: str, women: Followed, protocol: Protocol, streams: Streams) -> Score:
    trajectory = women.trajectory
    level = trajectory.level[:, :, trajectory.signs.index("breast_pain")].astype(float)
    if women.view == "observed":
        rating = rate_pain(level, protocol.assays.diary.pain_noise, streams, trajectory.dyads, trajectory.diary_days)
    else:
        rating = np.clip(level, 0, WORST)
    days = women.within.sum(axis=1)
    total = np.where(women.within, rating, 0.0)
    value = total.max(axis=1) if kind == "pain_max" else total.sum(axis=1) / np.maximum(days, 1)
    return Score(np.where(days > 0, value, np.nan), days.astype(float), days > 0)


def _from_sample(endpoint: Endpoint, samples: tuple[Sample, ...], protocol: Protocol, view: str) -> Score:
    chosen = next(s for s in samples if s.visit == endpoint.visit and (endpoint.group is None or endpoint.group in s.counts))
    limit = next(culture.limit for culture in protocol.assays.culture if culture.name == chosen.assay)
    if endpoint.score == "strain_detected":
        true = np.where(np.isfinite(chosen.strain), (chosen.strain >= limit).astype(float), np.nan)
        value = chosen.detected if view == "observed" else true
        return Score(value, np.zeros_like(value), value > 0)
    assert endpoint.group is not None
    if view == "observed":
        counts = chosen.counts[endpoint.group]
        return Score(counts.value, np.zeros_like(counts.value), counts.sampled & ~counts.below)
    truth = chosen.truth[endpoint.group]
    return Score(np.maximum(truth, limit), np.zeros_like(truth), truth >= limit)


FROM_DIARY: dict[str, Callable[[Followed, Protocol], np.ndarray]] = {
    "clinical_any": lambda women, _: women.mastitis.onset.any(axis=1),
    "clinical_episodes": lambda women, _: women.mastitis.onset.sum(axis=1),
    "clinical_recurrence": _recurrence,
    "mild_any": lambda women, _: women.mastitis.mild.any(axis=1),
    "abscess_any": lambda women, _: _exposed(women, ABSCESS),
    "cessation": lambda women, _: _exposed(women, ("ceased",)),
}
