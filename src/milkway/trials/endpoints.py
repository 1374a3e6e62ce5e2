"""The outcomes of an endpoint in one arm: its score read of what the trial saw, or of what was true (which no trial sees)."""

from functools import cache

import numpy as np

from milkway.analysis.kinds import Way
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.record import Record, Rules, Sample
from milkway.analysis.registry import SCORES
from milkway.analysis.score import Asked, Score
from milkway.assays.symptoms import rate_pain
from milkway.core.pain_scale import WORST
from milkway.core.streams import Streams
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.trials.allocate import centre_of
from milkway.trials.follow import Followed
from milkway.trials.observe import attended
from milkway.trials.screen import exposed_days
from milkway.trials.strategies import NEVER, Happened, barred, counting, happened, left_out


def score(endpoint: Endpoint, women: Followed, samples: tuple[Sample, ...], protocol: Protocol, streams: Streams) -> Outcomes:
    """Return an endpoint of the women of one arm, intercurrent events treated as its estimand says.

    Args:
        endpoint: of the protocol.
        women: followed in this view.
        samples: of the same women.
        protocol: the trial.
        streams: all chance, for ratings of pain.
    """
    scored = SCORES[endpoint.score]
    asked = Asked(endpoint.visit or "", endpoint.visits, endpoint.group, endpoint.assay or "", endpoint.baseline or "")
    events = happened(endpoint, women, _last(scored, asked, women, protocol))
    found = scored.read(record_of(counting(scored, women, events), samples, protocol, streams), asked)
    kept = (women.completed if women.view == "observed" and endpoint.population == "completers" else women.sound).copy()
    kept = (kept & ~left_out(scored, events)) | (women.sound & (events.is_bad < NEVER))
    if (events.is_bad < NEVER).any():
        found = _with_bad(scored, found, _days_to_bad(women, events), endpoint.better)
    columns, first = kept.reshape(-1, *(1,) * (found.value.ndim - 1)), barred(endpoint, found, events, women.leaves)
    return Outcomes(np.where(columns, found.value, np.nan), found.time, found.seen, _centre(women, protocol, streams), first)


def record_of(women: Followed, samples: tuple[Sample, ...], protocol: Protocol, streams: Streams) -> Record:
    """Return what is known of the women of one arm in one view, for scores to be read from.

    Args:
        women: followed in this view.
        samples: of the same women.
        protocol: the trial.
        streams: all chance, for ratings of pain.
    """
    trajectory, seen = women.trajectory, women.view == "observed"
    return Record(
        observed=seen,
        days=trajectory.diary_days,
        enrolled=women.enrolled,
        leaves=women.leaves,
        within=women.within,
        mastitis=women.mastitis,
        signs=trajectory.signs,
        present=trajectory.reported if seen else trajectory.bothered,
        exposed=lambda keys: exposed_days(trajectory, keys),
        pain=cache(lambda: rated_pain(women, protocol, streams)),
        samples=samples,
        visits={visit.name: visit.day.of(women.enrolled) for visit in protocol.visits},
        attended={visit.name: attended(visit, women.enrolled, protocol) for visit in protocol.visits},
        rules=rules_of(protocol),
    )


def rated_pain(women: Followed, protocol: Protocol, streams: Streams) -> np.ndarray:
    """Return (woman, day) breast pain, 0-10, as she rates it, or for the oracle as it is."""
    trajectory = women.trajectory
    level = trajectory.level[:, :, trajectory.signs.index("breast_pain")].astype(float)
    if women.view != "observed":
        return np.clip(level, 0, WORST)
    return rate_pain(level, protocol.assays.diary.pain_noise, streams, trajectory.dyads, trajectory.diary_days)


def rules_of(protocol: Protocol) -> Rules:
    """Return what a protocol lays down of what is recorded."""
    limits = {culture.name: culture.limit for culture in protocol.assays.culture}
    return Rules(protocol.mastitis.local, protocol.mastitis.recurrence_gap, protocol.design.when_ill, limits)


def _centre(women: Followed, protocol: Protocol, streams: Streams) -> np.ndarray:
    centres, dyads = protocol.design.centres, women.trajectory.dyads
    return np.zeros(0, dtype=np.int64) if centres is None else centre_of(centres, dyads, streams)


def _last(scored: Score, asked: Asked, women: Followed, protocol: Protocol) -> np.ndarray:
    """Return (woman,) the last day on which something can change her outcome."""
    last = women.ends - 1
    if not scored.at_visit:
        return last
    visit = next(visit.day for visit in protocol.visits if visit.name == asked.visit)
    return np.minimum(last, visit.of(women.enrolled) - (scored.taken == "eve"))


def _days_to_bad(women: Followed, events: Happened) -> np.ndarray:
    """Return (woman,) days from enrolment to an event that is a bad outcome, infinite without one."""
    return np.where(events.is_bad < NEVER, (events.is_bad - women.enrolled).astype(float), np.inf)


def _with_bad(scored: Score, found: Outcomes, bad: np.ndarray, better: Way) -> Outcomes:
    return scored.kind.with_bad(found, bad, better) if scored.kind.with_bad is not None else found
