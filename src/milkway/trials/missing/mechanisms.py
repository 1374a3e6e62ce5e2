"""Why women leave: mechanisms that make the same share of each arm leave, so that no count of leavers tells them apart."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from milkway.assays.symptoms import WORST
from milkway.core.streams import Streams
from milkway.trials.dropout import constant_hazard
from milkway.trials.missing.women import RECENT, Women

PAIN_EFFECT = 20.0  # rise of the hazard at the worst pain: chosen to be large, since no trial reported why women left


@dataclass(frozen=True)
class Mechanism:
    """A mechanism; `weight` returns (woman, day) the relative hazard of leaving at the end of each day.

    Its second argument says whether the women are those of the reference arm.
    """

    label: str
    weight: Callable[[Women, bool], np.ndarray]


def leaving(women: Women, mechanism: Mechanism, share: float, streams: Streams, *, reference: bool, repeat: int = 0) -> Women:
    """Return the women with the day on which each leaves.

    Args:
        women: of one arm.
        mechanism: why they leave.
        share: of the arm that is expected to leave before the end.
        streams: all chance.
        reference: whether this is the reference arm.
        repeat: which of several draws.
    """
    could = women.days < women.ends[:, None] - 1
    weight = np.where(could, mechanism.weight(women, reference), 0.0)
    hazard = constant_hazard(share, weight.sum(axis=1))
    patience = -np.log(streams.uniform("patience with the trial", women.dyads, repeat))
    gone = hazard * np.cumsum(weight, axis=1) > patience[:, None]
    return replace(women, leaves=np.where(gone.any(axis=1), gone.argmax(axis=1) + 1, women.ends))


def _random(women: Women, _: bool) -> np.ndarray:
    return np.ones(women.pain.shape)


def _pain(women: Women, _: bool) -> np.ndarray:
    return 1 + PAIN_EFFECT * women.pain / WORST


def _arm_and_pain(women: Women, reference: bool) -> np.ndarray:
    return _pain(women, reference) if reference else _random(women, reference)


def _unseen(women: Women, _: bool) -> np.ndarray:
    """Return weights by the worst pain of the week to come, which no diary of the trial will hold."""
    coming = np.zeros_like(women.pain)
    for ahead in range(1, RECENT + 1):
        coming[:, :-ahead] = np.maximum(coming[:, :-ahead], women.pain[:, ahead:])
    return 1 + PAIN_EFFECT * coming / WORST


MECHANISMS = {
    "random": Mechanism("completely at random", _random),
    "pain": Mechanism("with today's pain", _pain),
    "arm_and_pain": Mechanism("with today's pain in the reference arm, at random in the other", _arm_and_pain),
    "unseen": Mechanism("with the pain of the week to come, which the trial does not see", _unseen),
}
