"""One arm in one world: its women followed, sampled and scored."""

from dataclasses import dataclass, field, replace

import numpy as np

from milkway.analysis.outcomes import Outcomes
from milkway.analysis.record import Sample
from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.protocol.events import EVENTS
from milkway.protocol.protocol import Protocol
from milkway.simulation.trajectory import STATUS, Trajectory
from milkway.trials.courses import Point, courses
from milkway.trials.days_required import ShareIll, ill_by_days
from milkway.trials.endpoints import score
from milkway.trials.follow import VIEWS, Followed, follow_until
from milkway.trials.leaving import at_risk, leaving_days, leaving_hazard, planned_attrition
from milkway.trials.observe import Attendance, observe
from milkway.trials.screen import exposed_days
from milkway.trials.strategies import NEVER, event_day
from milkway.trials.trial_data import Recorded, recorded

LevelsOf = tuple[str, tuple[float, ...]]  # a covariate and its cuts


@dataclass(frozen=True)
class ArmWorld:
    """An arm's women.

    Attributes:
        name: of the arm.
        dyads: (woman,) identity.
        enrolled: (woman,) day.
        flow: women by what became of them.
        status: dyads by outcome of the simulation.
        failed: identity of the dyads whose simulation failed.
        scores: by view ("observed", "oracle") and endpoint.
        samples: what the laboratory reported.
        courses: composition and loads over time.
        recorded: what the trial's data base holds of each woman beside the samples.
        events: women who have each intercurrent event, by view.
        hazard: of leaving the trial, 1/day, without pain.
        ill: share of women ill as the trial sees them, by days in a row that signs must last.
        levels: (woman,) number of her level of each covariate by which a protocol asks for subgroups.
    """

    name: str
    dyads: np.ndarray
    enrolled: np.ndarray
    flow: dict[str, int]
    status: dict[str, int]
    failed: np.ndarray
    scores: dict[str, dict[str, Outcomes]]
    samples: tuple[Sample, ...]
    courses: tuple[Point, ...]
    recorded: Recorded
    events: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    hazard: float = 0.0
    ill: dict[int, ShareIll] = field(default_factory=dict[int, ShareIll])
    levels: dict[LevelsOf, np.ndarray] = field(default_factory=dict[LevelsOf, np.ndarray])

    __repr__ = brief


def observed_arm(name: str, trajectory: Trajectory, enrolled: np.ndarray, protocol: Protocol, streams: Streams) -> ArmWorld:
    """Return an arm from its trajectory, its women leaving as the protocol says; arguments as for `score_arm`."""
    how, women = planned_attrition(protocol, name), at_risk(trajectory, enrolled, protocol, streams)
    scored = score_arm(name, trajectory, (enrolled, leaving_days(how, women, streams)), protocol, streams)
    return replace(scored, hazard=leaving_hazard(how, women))


def score_arm(
    name: str, trajectory: Trajectory, between: tuple[np.ndarray, np.ndarray], protocol: Protocol, streams: Streams
) -> ArmWorld:
    """Return an arm from its trajectory.

    Args:
        name: of the arm.
        trajectory: of its women.
        between: (woman,) day of enrolment, and day of leaving, the end of follow-up for who stays.
        protocol: the trial.
        streams: all chance of the assays.
    """
    enrolled, leaves = between
    views = {view: follow_until(leaves, trajectory, enrolled, protocol, view) for view in VIEWS}
    milk = ~exposed_days(trajectory, ("ceased",))
    samples = observe(trajectory, protocol, Attendance(enrolled, _present(views["observed"]), milk), streams)
    scores = {
        view: {one.name: score(one, women, samples, protocol, streams) for one in protocol.endpoints}
        for view, women in views.items()
    }
    status = {label: int((trajectory.status == code).sum()) for code, label in enumerate(STATUS)}
    seen = courses(trajectory, protocol, milk)
    failed = trajectory.dyads[trajectory.status != 0]
    held = recorded(views["observed"], protocol, streams)
    events = {view: _events(women) for view, women in views.items()}
    ill = ill_by_days(views["observed"], protocol)
    flow = _flow(views, milk)
    return ArmWorld(name, trajectory.dyads, enrolled, flow, status, failed, scores, samples, seen, held, events, ill=ill)


def _present(women: Followed) -> np.ndarray:
    """Return (woman, day) whether a woman is still in the trial and was simulated without failure."""
    days = women.trajectory.diary_days
    return (days < women.leaves[:, None]) & women.sound[:, None]


def _events(women: Followed) -> dict[str, int]:
    """Return the women simulated without failure who have each intercurrent event, as far as this view sees them."""
    return {event: int(((event_day(event, women) < NEVER) & women.sound).sum()) for event in EVENTS}


def _flow(views: dict[str, Followed], milk: np.ndarray) -> dict[str, int]:
    women = views["observed"]
    return {
        "randomised": len(women.enrolled),
        "withdrew": int((~women.completed & women.sound).sum()),
        "failed": int((~women.sound).sum()),
        "completed": int(women.completed.sum()),
        "stopped breastfeeding": int((~milk[:, -1] & women.sound).sum()),
        "completed, still breastfeeding": int((milk[:, -1] & women.completed).sum()),
    }
