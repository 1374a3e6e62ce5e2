"""Why the women of a pool leave the trial; each reason makes the same share of an arm leave.

The first draw is that of the trial whose women they are (`trials.leaving`). Each woman leaves several times over, on another day
each time: this is cheap to draw, and a pool in which each had left once would hold fewer women to analyse than it need.
"""

import numpy as np

from milkway.core.streams import Streams
from milkway.protocol.mechanisms import MECHANISMS
from milkway.protocol.protocol import Protocol
from milkway.simulation.trajectory import Trajectory
from milkway.trials.leaving import at_risk, leaving_days, planned_attrition, supposed_attrition

NOBODY = "nobody"
ATTRITION = {NOBODY: "nobody leaves"} | {name: MECHANISMS[name].label for name in ("random", "pain", "arm_and_pain")}
PLANNED = "protocol"
REPEATS = 5  # draws of who leaves, of each woman


def planned(protocol: Protocol) -> str:
    """Return the attrition that a protocol plans for: nobody, completely at random, or otherwise as it says."""
    dropout = protocol.dropout
    if not any((dropout.share, *dropout.shares.values())):
        return NOBODY
    return "random" if dropout.mechanism == "random" and not dropout.shares else PLANNED


def attritions(protocol: Protocol) -> tuple[str, ...]:
    """Return the reasons for leaving that a protocol is studied under, the planned one first."""
    first = planned(protocol)
    if first == NOBODY:
        return (NOBODY,)
    return (first, *(name for name in ATTRITION if name != first))


def label_of(attrition: str) -> str:
    """Return an attrition in words."""
    return "as the protocol says" if attrition == PLANNED else ATTRITION[attrition]


def leaving_often(
    attrition: str, arm: str, trajectory: Trajectory, enrolled: np.ndarray, protocol: Protocol, streams: Streams, repeats: int
) -> np.ndarray:
    """Return the day since birth on which each woman leaves, the end of follow-up for who stays; (repeat, woman).

    Args:
        attrition: a reason for leaving.
        arm: name of the arm.
        trajectory: of its women.
        enrolled: (woman,) day.
        protocol: with the share that leaves.
        streams: all chance.
        repeats: how often each woman leaves.
    """
    if attrition == NOBODY:
        return protocol.design.ends.of(enrolled)[None]
    how = planned_attrition(protocol, arm) if attrition == PLANNED else supposed_attrition(attrition, protocol, arm)
    women = at_risk(trajectory, enrolled, protocol, streams)
    return np.stack([leaving_days(how, women, streams, repeat) for repeat in range(repeats)])
