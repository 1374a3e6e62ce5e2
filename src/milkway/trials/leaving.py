"""When women leave a trial: an event of its observation, drawn after they have lived, which changes nothing that is true of them.

At each midnight after that of her enrolment a woman leaves with a chance of her own, keyed by her and the midnight, so that the
same women leave on the same days in a trial, in a pool from which trials are drawn, and in the study of missing data. What a
trial sees of her until then does not depend on it; afterwards she goes on as allotted. Who stops the product has another event
for it, discontinuation.
"""

from dataclasses import dataclass, replace

import numpy as np

from milkway.assays.symptoms import rate_pain
from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.protocol.mechanisms import MECHANISMS, Mechanism
from milkway.protocol.protocol import Protocol
from milkway.simulation.trajectory import Trajectory
from milkway.trials.dropout import constant_hazard, planned_days

PAIN_EFFECT = 20.0  # rise of the hazard at the worst pain: chosen to be large, since no trial reported why women left
LUCK = "start of withdrawal withdrawn"  # the name under which leaving was drawn when it was simulated: the same days


@dataclass(frozen=True)
class Attrition:
    """How the women of one arm leave.

    Attributes:
        mechanism: what leaving depends on.
        share: of the arm that is expected to leave.
        pain_effect: relative rise of the hazard at the worst pain, where the mechanism minds it.
        reference: whether it is the reference arm.
    """

    mechanism: Mechanism
    share: float
    pain_effect: float
    reference: bool

    def weight(self, pain: np.ndarray) -> np.ndarray:
        """Return the relative hazard of leaving at the end of each day; (woman, day)."""
        return self.mechanism.weight(pain, self.pain_effect, reference=self.reference)


@dataclass(frozen=True)
class AtRisk:
    """Women of one arm who may leave.

    Attributes:
        dyads: (woman,) identity, which keys her luck.
        enrolled: (woman,) day.
        ends: (woman,) last day of follow-up.
        by: (woman,) day by which the stated share has left.
        days: (day,) days since birth.
        pain: (woman, day) as she rates it.
        planned: (row,) midnights at which a woman may leave by then, over the days on which the design enrols.
        sound: (woman,) simulated without failure; who was not cannot leave.
    """

    dyads: np.ndarray
    enrolled: np.ndarray
    ends: np.ndarray
    by: np.ndarray
    days: np.ndarray
    pain: np.ndarray
    planned: np.ndarray
    sound: np.ndarray

    __repr__ = brief

    def before(self, day: np.ndarray) -> np.ndarray:
        """Return (woman, day) the days at whose end a woman may leave, the last midnight being before a day of her own."""
        return (self.days >= self.enrolled[:, None]) & (self.days < day[:, None] - 1) & self.sound[:, None]


def planned_attrition(protocol: Protocol, arm: str) -> Attrition:
    """Return how women leave an arm as the protocol says."""
    dropout, reference = protocol.dropout, arm == protocol.reference
    share = dropout.in_arm(arm, reference=reference).share
    return Attrition(MECHANISMS[dropout.mechanism], share, dropout.pain_effect, reference)


def supposed_attrition(mechanism: str, protocol: Protocol, arm: str) -> Attrition:
    """Return how as many women as the protocol says would leave an arm for another reason, a name in `MECHANISMS`."""
    planned = planned_attrition(protocol, arm)
    return replace(planned, mechanism=MECHANISMS[mechanism], pain_effect=PAIN_EFFECT)


def at_risk(trajectory: Trajectory, enrolled: np.ndarray, protocol: Protocol, streams: Streams) -> AtRisk:
    """Return the women of one arm who may leave.

    Args:
        trajectory: of the women.
        enrolled: (woman,) day.
        protocol: the trial.
        streams: all chance, for ratings of pain.
    """
    level = trajectory.level[:, :, trajectory.signs.index("breast_pain")].astype(float)
    return AtRisk(
        dyads=trajectory.dyads,
        enrolled=enrolled,
        ends=protocol.design.ends.of(enrolled),
        by=protocol.dropout.by.of(enrolled),
        days=trajectory.diary_days,
        pain=rate_pain(level, protocol.assays.diary.pain_noise, streams, trajectory.dyads, trajectory.diary_days),
        planned=planned_days(protocol.dropout, protocol.design),
        sound=trajectory.status == 0,
    )


def leaving_hazard(how: Attrition, women: AtRisk) -> float:
    """Return the hazard of leaving without pain, 1/day, at which the share has left by the stated day.

    Where pain does not matter it follows from the design alone, so that it is the same for few and for many women.
    """
    if not how.mechanism.minds_pain(reference=how.reference):
        return constant_hazard(how.share, women.planned)
    weight = np.where(women.before(women.by), how.weight(women.pain), 0.0).sum(axis=1)
    return constant_hazard(how.share, weight[women.sound])


def leaving_days(how: Attrition, women: AtRisk, streams: Streams, repeat: int = 0) -> np.ndarray:
    """Return the day since birth on which each woman leaves, the end of follow-up for who stays; (woman,).

    Args:
        how: they leave.
        women: of one arm.
        streams: all chance.
        repeat: which of several draws; 0 is that of the trial.
    """
    if how.share == 0:
        return women.ends
    midnights = np.broadcast_to(women.days + 1, women.pain.shape)
    dyads = np.repeat(women.dyads, len(women.days))
    luck = streams.uniform(LUCK, dyads, midnights.ravel(), repeat).reshape(midnights.shape)
    gone = women.before(women.ends) & (luck < -np.expm1(-leaving_hazard(how, women) * how.weight(women.pain)))
    return np.where(gone.any(axis=1), women.days[gone.argmax(axis=1)] + 1, women.ends)
