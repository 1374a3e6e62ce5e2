"""Trials drawn from a pool: women with replacement, allotted as the protocol says.

A trial of fewer women is the beginning of a larger one of the same replicate, and a replicate has the same women under every
hypothesis, so that curves are smooth and differences between hypotheses are those of the same trials.
"""

from dataclasses import dataclass

import numpy as np

from milkway.cohorts.cohort import Cohort
from milkway.core.streams import Streams
from milkway.protocol.design import Design
from milkway.protocol.treatment import Arm
from milkway.trials.allocate import assign


@dataclass(frozen=True)
class Draws:
    """Trials.

    Attributes:
        woman: (replicate, place) position in the pool.
        arm: (replicate, place) position among the arms.
    """

    woman: np.ndarray
    arm: np.ndarray

    def of_arm(self, replicate: int, arm: int, n: int) -> np.ndarray:
        """Return the women of one arm of one trial of so many women."""
        return self.woman[replicate, :n][self.arm[replicate, :n] == arm]


def draw_trials(women: Cohort, arms: tuple[Arm, ...], design: Design, n: int, reps: int, streams: Streams) -> Draws:
    """Return trials of `n` women.

    Args:
        women: of the pool, with the covariates by which they may be stratified.
        arms: of the protocol, with their ratios.
        design: of the protocol.
        n: women in each trial.
        reps: trials.
        streams: all chance; women are keyed by place and replicate.
    """
    places, replicates = np.tile(np.arange(n), reps), np.repeat(np.arange(reps), n)
    luck = streams.uniform("woman of a trial drawn from the pool", places, replicates)
    size = len(women.dyads)
    chosen = np.minimum((luck * size).astype(np.int64), size - 1).reshape(reps, n)
    allotted = [assign(women.taking(trial), arms, design, streams, rep) for rep, trial in enumerate(chosen)]
    return Draws(chosen, np.stack(allotted))
