"""Why and when the women of a pool leave the trial, drawn after the simulation; each reason makes the same share leave.

Each woman leaves several times over, on another day each time: this is cheap to draw, and a pool in which each had left once
would hold fewer women to analyse than it need.
"""

import numpy as np

from milkway.assays.symptoms import WORST
from milkway.core.streams import Streams
from milkway.simulation.trajectory import Trajectory
from milkway.trials.follow import follow
from milkway.trials.missing.mechanisms import MECHANISMS, Mechanism, leaving
from milkway.trials.missing.simulated import women_of
from milkway.trials.missing.women import Women
from milkway.trials.protocol import Dropout, Protocol

NOBODY = "nobody"
ATTRITION = {NOBODY: "nobody leaves"} | {name: MECHANISMS[name].label for name in ("random", "pain", "arm_and_pain")}
PLANNED = "protocol"
REPEATS = 5  # draws of who leaves, of each woman


def planned_attrition(protocol: Protocol) -> str:
    """Return the attrition that a protocol plans for: nobody, completely at random, or with pain as much as it says."""
    if protocol.dropout.share == 0:
        return NOBODY
    return PLANNED if protocol.dropout.pain_effect else "random"


def attritions(protocol: Protocol) -> tuple[str, ...]:
    """Return the reasons for leaving that a protocol is studied under, the planned one first."""
    planned = planned_attrition(protocol)
    if planned == NOBODY:
        return (NOBODY,)
    return (planned, *(name for name in ATTRITION if name != planned))


def label_of(attrition: str) -> str:
    """Return an attrition in words."""
    return "with pain, as the protocol says" if attrition == PLANNED else ATTRITION[attrition]


def leaving_days(
    attrition: str, trajectory: Trajectory, enrolled: np.ndarray, protocol: Protocol, streams: Streams, reference: bool
) -> np.ndarray:
    """Return the day since birth on which each woman leaves, the end of follow-up for who stays; (repeat, woman).

    A woman's patience is the same in every arm, so that women leave alike where arms are alike.

    Args:
        attrition: a reason for leaving.
        trajectory: of the women, nobody having left.
        enrolled: (woman,) day.
        protocol: with the share that leaves before the end.
        streams: all chance.
        reference: whether this is the reference arm.
    """
    ends, share = protocol.design.ends, protocol.dropout.share
    if attrition == NOBODY:
        return np.full((1, len(enrolled)), ends)
    followed = follow(trajectory, enrolled, protocol, "observed")
    women = women_of(followed, np.zeros((len(enrolled), 0)), (), protocol, streams)
    reason, days = _mechanism(attrition, protocol.dropout), np.full((REPEATS, len(enrolled)), ends)
    for repeat in range(REPEATS):
        gone = leaving(women, reason, share, streams, reference=reference, repeat=repeat)
        days[repeat, followed.sound] = np.minimum(enrolled[followed.sound] + gone.leaves, ends)
    return days


def _mechanism(attrition: str, dropout: Dropout) -> Mechanism:
    if attrition != PLANNED:
        return MECHANISMS[attrition]

    def weight(women: Women, _: bool) -> np.ndarray:
        return 1 + dropout.pain_effect * women.pain / WORST

    return Mechanism(label_of(PLANNED), weight)
