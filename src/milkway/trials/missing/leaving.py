"""When women leave who were simulated to the end: drawn afterwards, so that the same women may leave for many reasons.

What a trial sees of a woman until she leaves does not depend on her leaving. What is true of her afterwards is here what would
have been had she stayed and gone on as allotted.
"""

from dataclasses import dataclass, replace

import numpy as np

from milkway.analysis.missing.women import Women
from milkway.assays.symptoms import rate_pain
from milkway.core.streams import Streams
from milkway.protocol.mechanisms import MECHANISMS, Mechanism
from milkway.protocol.protocol import Protocol
from milkway.simulation.trajectory import Trajectory
from milkway.trials.dropout import constant_hazard

PAIN_EFFECT = 20.0  # rise of the hazard at the worst pain: chosen to be large, since no trial reported why women left


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


def planned_attrition(protocol: Protocol, arm: str) -> Attrition:
    """Return how women leave an arm as the protocol says."""
    dropout, reference = protocol.dropout, arm == protocol.reference
    share = dropout.in_arm(arm, reference=reference).share
    return Attrition(MECHANISMS[dropout.mechanism], share, dropout.pain_effect, reference)


def supposed_attrition(mechanism: str, protocol: Protocol, arm: str) -> Attrition:
    """Return how as many women as the protocol says would leave an arm for another reason, a name in `MECHANISMS`."""
    planned = planned_attrition(protocol, arm)
    return replace(planned, mechanism=MECHANISMS[mechanism], pain_effect=PAIN_EFFECT)


def leaving(women: Women, attrition: Attrition, streams: Streams, repeat: int = 0) -> Women:
    """Return the women with the day on which each leaves.

    Args:
        women: of one arm.
        attrition: how they leave; the share is expected to have left by the end.
        streams: all chance.
        repeat: which of several draws.
    """
    could = women.days < women.ends[:, None] - 1
    weight = np.where(could, attrition.weight(women.pain), 0.0)
    hazard = constant_hazard(attrition.share, weight.sum(axis=1))
    gone = hazard * np.cumsum(weight, axis=1) > _patience(women.dyads, streams, repeat)[:, None]
    return replace(women, leaves=np.where(gone.any(axis=1), gone.argmax(axis=1) + 1, women.ends))


def leaving_days(
    attrition: Attrition, trajectory: Trajectory, enrolled: np.ndarray, protocol: Protocol, streams: Streams, repeat: int = 0
) -> np.ndarray:
    """Return the day since birth on which each woman leaves, the end of follow-up for who stays; (woman,).

    A woman's patience is the same in every arm, so that women leave alike where arms are alike. `follow_until` takes the days.

    Args:
        attrition: how they leave; the share is expected to have left by the protocol's day for it.
        trajectory: of the women of one arm, nobody having left.
        enrolled: (woman,) day.
        protocol: the trial.
        streams: all chance.
        repeat: which of several draws.
    """
    days, ends, sound = trajectory.diary_days, protocol.design.ends.of(enrolled), trajectory.status == 0
    if attrition.share == 0:
        return ends
    level = trajectory.level[:, :, trajectory.signs.index("breast_pain")].astype(float)
    pain = rate_pain(level, protocol.assays.diary.pain_noise, streams, trajectory.dyads, days)
    could = (days >= enrolled[:, None]) & (days < ends[:, None] - 1) & sound[:, None]
    weight = np.where(could, attrition.weight(pain), 0.0)
    until = (weight * (days < protocol.dropout.by.of(enrolled)[:, None] - 1)).sum(axis=1)
    hazard = constant_hazard(attrition.share, until[sound])
    gone = hazard * np.cumsum(weight, axis=1) > _patience(trajectory.dyads, streams, repeat)[:, None]
    return np.where(gone.any(axis=1), days[gone.argmax(axis=1)] + 1, ends)


def _patience(dyads: np.ndarray, streams: Streams, repeat: int) -> np.ndarray:
    return -np.log(streams.uniform("patience with the trial", dyads, repeat))
