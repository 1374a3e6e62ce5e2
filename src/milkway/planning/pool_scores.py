"""An endpoint of every woman of a pool under every arm, as a trial sees it and as it is."""

from dataclasses import dataclass

import numpy as np

from milkway.analysis.measure import Measure
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.record import Sample
from milkway.cohorts.cohort import Cohort
from milkway.core.brief import brief
from milkway.planning.attrition import REPEATS, leaving_often
from milkway.planning.pool import Pool
from milkway.protocol.design import Design
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.treatment import Arm
from milkway.protocol.worlds import Events, supposed
from milkway.simulation.trajectory import Trajectory
from milkway.trials.endpoints import score
from milkway.trials.follow import VIEWS, Followed, follow_until
from milkway.trials.observe import Attendance, observe
from milkway.trials.screen import exposed_days


@dataclass(frozen=True)
class Viewed:
    """The women of one arm in one world, followed in one view, and sampled."""

    followed: Followed
    samples: tuple[Sample, ...]


@dataclass(frozen=True)
class Seen:
    """The women of one arm in one world: as a trial sees them, each time they leave; as they are; and without some events."""

    observed: tuple[Viewed, ...]
    oracle: Viewed
    supposed: dict[Events, Viewed]

    def views(self, view: str, endpoint: Endpoint) -> tuple[Viewed, ...]:
        """Return the women in a view, for an endpoint's truth in the world that it supposes."""
        return self.observed if view == "observed" else (self.supposed.get(supposed(endpoint), self.oracle),)


@dataclass(frozen=True)
class Visible:
    """A pool under one reason for leaving.

    Attributes:
        pool: of women.
        attrition: why women leave.
        arms: by hypothesis and arm.
    """

    pool: Pool
    attrition: str
    arms: dict[str, dict[str, Seen]]

    __repr__ = brief


@dataclass(frozen=True)
class Scored:
    """One endpoint of a pool.

    Attributes:
        endpoint: of the protocol.
        measure: the analysis.
        attrition: why women leave.
        arms: of the protocol.
        design: of the protocol, by which women are allotted.
        women: those observed, in the order of the observed scores, with their covariates.
        reference: name of the reference arm.
        scores: by view ("observed", "oracle"), hypothesis and arm; the same women in all, observed several times over.
    """

    endpoint: Endpoint
    measure: Measure
    attrition: str
    arms: tuple[Arm, ...]
    design: Design
    women: Cohort
    reference: str
    scores: dict[str, dict[str, dict[str, Outcomes]]]

    __repr__ = brief

    def pair(self, view: str, hypothesis: str, arm: str) -> tuple[Outcomes, Outcomes]:
        """Return the scores of an arm and of the reference."""
        found = self.scores[view][hypothesis]
        return found[arm], found[self.reference]

    def others(self) -> tuple[str, ...]:
        """Return the arms that are compared with the reference."""
        return tuple(arm.name for arm in self.arms if arm.name != self.reference)


def visible_under(pool: Pool, attrition: str) -> Visible:
    """Return the pool with the day on which each woman leaves, and with her samples; women in equal worlds are seen once."""
    seen: dict[int, Seen] = {}
    for hypothesis, by_arm in pool.worlds.items():
        for arm, trajectory in by_arm.items():
            if id(trajectory) not in seen:
                seen[id(trajectory)] = _seen(pool, attrition, hypothesis, arm)
    arms = {name: {arm: seen[id(found)] for arm, found in by_arm.items()} for name, by_arm in pool.worlds.items()}
    return Visible(pool, attrition, arms)


def scored(visible: Visible, endpoint: Endpoint) -> Scored:
    """Return an endpoint of all women, and its leading analysis.

    Args:
        visible: the pool under a reason for leaving.
        endpoint: of the protocol.
    """
    protocol, streams = visible.pool.protocol, visible.pool.stage.setup.streams
    made: dict[tuple[int, str], Outcomes] = {}

    def of(seen: Seen, view: str) -> Outcomes:
        if (id(seen), view) not in made:
            viewed = seen.views(view, endpoint)
            made[id(seen), view] = _joined([score(endpoint, one.followed, one.samples, protocol, streams) for one in viewed])
        return made[id(seen), view]

    scores = {
        view: {name: {arm: of(seen, view) for arm, seen in by_arm.items()} for name, by_arm in visible.arms.items()}
        for view in VIEWS
    }
    names = (protocol.arms, protocol.design, _observed(visible), protocol.reference)
    return Scored(endpoint, endpoint.leading, visible.attrition, *names, scores)


def _observed(visible: Visible) -> Cohort:
    """Return the women as often as they leave, without parameters, which no allocation looks at."""
    stage = visible.pool.stage
    women = stage.cohort.taking(stage.plan.positions)
    times = len(next(iter(next(iter(visible.arms.values())).values())).observed)
    return Cohort(women.dyads, women.covariates, women.parameters[:, :0]).taking(np.tile(np.arange(len(women.dyads)), times))


def _seen(pool: Pool, attrition: str, hypothesis: str, arm: str) -> Seen:
    protocol, streams, enrolled = pool.protocol, pool.stage.setup.streams, pool.stage.plan.enrolled

    def seen(trajectory: Trajectory, leaves: np.ndarray, view: str) -> Viewed:
        followed = follow_until(leaves, trajectory, enrolled, protocol, view)
        present = (trajectory.diary_days < leaves[:, None]) & followed.sound[:, None]
        milk = ~exposed_days(trajectory, ("ceased",))
        return Viewed(followed, observe(trajectory, protocol, Attendance(enrolled, present, milk), streams))

    def true(trajectory: Trajectory) -> Viewed:
        return seen(trajectory, leaving_often(attrition, arm, trajectory, enrolled, protocol, streams, 1)[0], "oracle")

    factual = pool.worlds[hypothesis][arm]
    times = leaving_often(attrition, arm, factual, enrolled, protocol, streams, REPEATS)
    without = {events: true(worlds[hypothesis][arm]) for events, worlds in pool.supposed.items()}
    return Seen(tuple(seen(factual, leaves, "observed") for leaves in times), true(factual), without)


def _joined(scores: list[Outcomes]) -> Outcomes:
    """Return the women of all in turn; those with fewer occasions have none later."""
    values = [one.value for one in scores]
    if values[0].ndim > 1:
        most = max(value.shape[1] for value in values)
        values = [np.pad(value, ((0, 0), (0, most - value.shape[1])), constant_values=np.nan) for value in values]
    parts = (values, [one.time for one in scores], [one.seen for one in scores])
    return Outcomes(*map(np.concatenate, parts), barred=np.concatenate([one.barred for one in scores]))
