"""The women of a trial as they are, left or not, in the form that the analyses of missing data need."""

from dataclasses import dataclass, replace

import numpy as np

from milkway.analysis.missing.women import LOAD, RATINGS, Ratings, Women, no_ratings
from milkway.analysis.record import Sample
from milkway.analysis.registry import MEASURES, SCORES
from milkway.analysis.score import Asked
from milkway.assays.symptoms import rate_pain
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Hypothesis, Protocol, RouteSetting
from milkway.protocol.read_assay import assay_of
from milkway.protocol.worlds import is_alike_in_all_worlds
from milkway.simulation.trajectory import Trajectory
from milkway.trials.baseline import asked_at_entry
from milkway.trials.endpoints import record_of
from milkway.trials.event_hazards import event_values
from milkway.trials.follow import Followed, follow_until
from milkway.trials.leaving import AtRisk, at_risk
from milkway.trials.observe import Attendance, attended, observe
from milkway.trials.route_settings import usual_setting
from milkway.trials.screen import exposed_days
from milkway.trials.stage import Setup, Stage, machine_for, recruit, simulate_arm
from milkway.trials.values import given_values


@dataclass(frozen=True)
class Arm:
    """The women of one arm, nobody having left, and what is needed to make them leave."""

    women: Women
    at_risk: AtRisk


@dataclass(frozen=True)
class Complete:
    """A trial as nobody sees it.

    Attributes:
        setting: of the disputed routes, the one with fewest of them (`disputed.usual_setting`).
        arms: names of the arm analysed and of the reference.
        pairs: the arm analysed and the reference, by hypothesis.
        asked: the endpoint whose load (`LOAD`) or ratings (`RATINGS`) are analysed, as far as the protocol has one.
    """

    setting: str
    arms: tuple[str, str]
    pairs: dict[str, tuple[Arm, Arm]]
    asked: dict[str, Endpoint]


def complete_trial(
    protocol: Protocol, table: ParameterTable, hypotheses: tuple[Hypothesis, ...], seed: int, means: Means
) -> Complete:
    """Return the reference arm and the first other arm under each hypothesis: the trial's own lives, by their own names.

    Args:
        protocol: the trial.
        table: parameters.
        hypotheses: of the protocol, those wanted.
        seed: of all chance.
        means: as for a trial; with its folder nothing is simulated a second time.
    """
    setting = usual_setting(protocol)
    stage = recruit(_setup(protocol, setting, table, seed, means), table, given_values(protocol))
    values = given_values(protocol) | event_values(stage)
    names = [arm.name for arm in protocol.arms]
    last = names.index(protocol.reference)
    first = next(name for name in names if name != protocol.reference)
    asked = asked_of(protocol)

    def arm(number: int, one: Hypothesis) -> Arm:
        if is_alike_in_all_worlds(protocol.arms[number], protocol):
            return _arm(stage, number, values, "shared", asked)
        return _arm(stage, number, values | one.sets, one.name, asked)

    pairs = {one.name: (arm(names.index(first), one), arm(last, one)) for one in hypotheses}
    return Complete(setting.name, (first, protocol.reference), pairs, asked)


def asked_of(protocol: Protocol) -> dict[str, Endpoint]:
    """Return the first endpoint of a load and the first of ratings at visits, as far as there are any."""
    of_score = {one.score: one for one in reversed(protocol.endpoints)}
    return {name: of_score[name] for name in (LOAD, RATINGS) if name in of_score}


def _setup(protocol: Protocol, setting: RouteSetting, table: ParameterTable, seed: int, means: Means) -> Setup:
    population = protocol.women
    return Setup(protocol, setting, population, machine_for(setting, table), Streams(seed), means)


def _arm(stage: Stage, arm: int, values: dict[str, float], name: str, asked: dict[str, Endpoint]) -> Arm:
    """Return the women of one arm; a dyad whose simulation failed is left out."""
    protocol, streams, plan = stage.setup.protocol, stage.setup.streams, stage.plan.of_arm(arm)
    trajectory = simulate_arm(stage, arm, values, name)
    followed = follow_until(protocol.design.ends.of(plan.enrolled), trajectory, plan.enrolled, protocol, "observed")
    attending = Attendance(plan.enrolled, np.ones_like(followed.within), ~exposed_days(trajectory, ("ceased",)))
    samples = observe(trajectory, protocol, attending, streams)
    entry = asked_at_entry(stage.cohort.covariates, plan.positions)
    women = women_of(followed, entry, _chosen(samples, asked.get(LOAD), protocol), protocol, streams)
    if RATINGS in asked:
        women = replace(women, ratings=ratings_of(asked[RATINGS], followed, protocol, streams))
    return Arm(women, at_risk(trajectory, plan.enrolled, protocol, streams))


def women_of(
    followed: Followed,
    baseline: np.ndarray,
    samples: tuple[Sample, ...],
    protocol: Protocol,
    streams: Streams,
) -> Women:
    """Return women from days since birth, counted from enrolment; they are asked for no ratings.

    Args:
        followed: as the trial sees them, nobody having left.
        baseline: (woman, covariate) what is asked at entry.
        samples: of the group of the load endpoint, in the order of visits, that of the endpoint last; may be empty.
        protocol: the trial.
        streams: all chance of ratings.
    """
    trajectory, enrolled, sound = followed.trajectory, followed.enrolled, followed.sound
    ends = protocol.design.ends.of(enrolled) - enrolled
    place = _place(trajectory, enrolled, int(ends.max(initial=1)))
    level = trajectory.level[:, :, trajectory.signs.index("breast_pain")].astype(float)
    pain = rate_pain(level, protocol.assays.diary.pain_noise, streams, trajectory.dyads, trajectory.diary_days)
    ceased = exposed_days(trajectory, ("ceased",))
    earlier, final = _loads(samples, enrolled)
    return Women(
        dyads=trajectory.dyads[sound],
        baseline=baseline[sound],
        pain=np.take_along_axis(pain, place, axis=1)[sound],
        begins=_first(np.take_along_axis(followed.mastitis.onset, place, axis=1), ends)[sound],
        ceased=_first(np.take_along_axis(ceased, place, axis=1), ends)[sound],
        ends=ends[sound],
        leaves=ends[sound] + 1,
        load=final.value[sound],
        below=final.below[sound],
        visit=final.day[sound],
        earlier=earlier.value[sound],
        earlier_visit=earlier.day[sound],
        limit=_limit(samples, protocol),
        ratings=no_ratings(int(sound.sum())),
    )


def ratings_of(endpoint: Endpoint, followed: Followed, protocol: Protocol, streams: Streams) -> Ratings:
    """Return the ratings of women at the visits of an endpoint.

    Args:
        endpoint: of ratings at visits.
        followed: as the trial sees them, nobody having left.
        protocol: the trial.
        streams: all chance of ratings.
    """
    enrolled, sound = followed.enrolled, followed.sound
    rated = SCORES[endpoint.score].read(record_of(followed, (), protocol, streams), Asked("", endpoint.visits, None))
    days = [attended(visit, enrolled, protocol) - enrolled for visit in protocol.visits if visit.name in endpoint.visits]
    in_order = sorted(days, key=lambda day: float(day.mean()) if len(day) else 0.0)
    return Ratings(rated.value[sound], np.stack(in_order, axis=1)[sound], MEASURES[endpoint.analyses[0]])


@dataclass(frozen=True)
class _Load:
    """(woman,) log10 load, whether below the limit, and day since enrolment."""

    value: np.ndarray
    below: np.ndarray
    day: np.ndarray


def _place(trajectory: Trajectory, enrolled: np.ndarray, longest: int) -> np.ndarray:
    """Return (woman, day) the place along the diary of each day since enrolment; past the end the last."""
    days = trajectory.diary_days
    columns = np.arange(longest)
    return np.minimum(enrolled[:, None] + columns - days[0], len(days) - 1)


def _first(happens: np.ndarray, ends: np.ndarray) -> np.ndarray:
    within = np.logical_and(happens, np.arange(int(happens.shape[1])) < ends[:, None])
    return np.where(within.any(axis=1), within.argmax(axis=1), np.inf)


def _chosen(samples: tuple[Sample, ...], load: Endpoint | None, protocol: Protocol) -> tuple[Sample, ...]:
    """Return the samples of the endpoint's group until its visit, by day."""
    if load is None:
        return ()
    read = assay_of(load, protocol).name
    same = sorted(
        (one for one in samples if load.group in one.counts and one.assay == read),
        key=lambda one: float(one.day.mean()) if len(one.day) else 0.0,
    )
    last = next(number for number, one in enumerate(same) if one.visit == load.visit)
    kept = {load.group}
    return tuple(
        Sample(one.assay, one.visit, one.day, {g: c for g, c in one.counts.items() if g in kept}, {}, one.strain, one.detected)
        for one in same[: last + 1]
    )


def _loads(samples: tuple[Sample, ...], enrolled: np.ndarray) -> tuple[_Load, _Load]:
    """Return the first sample and that of the endpoint; the first counts only if it is an earlier one, after enrolment."""
    nothing = _Load(np.full(len(enrolled), np.nan), np.zeros(len(enrolled), dtype=bool), np.zeros(len(enrolled)))
    if not samples:
        return nothing, nothing
    found = [_of_sample(one, enrolled) for one in samples]
    if len(found) == 1:
        return nothing, found[0]
    after = samples[0].day >= enrolled
    return _Load(np.where(after, found[0].value, np.nan), found[0].below, found[0].day), found[-1]


def _of_sample(sample: Sample, enrolled: np.ndarray) -> _Load:
    counts = next(iter(sample.counts.values()))
    return _Load(np.log10(counts.value), counts.below, (sample.day - enrolled).astype(float))


def _limit(samples: tuple[Sample, ...], protocol: Protocol) -> float:
    limits = [culture.limit for culture in protocol.assays.culture if samples and culture.name == samples[-1].assay]
    return float(np.log10(limits[0])) if limits else 0.0
