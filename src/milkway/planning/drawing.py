"""Trials drawn from a pool: women with replacement, allotted as the protocol says.

A trial of fewer women is the beginning of a larger one of the same replicate, and a replicate has the same women under every
hypothesis, so that curves are smooth and differences between hypotheses are those of the same trials.
"""

from dataclasses import dataclass

import numpy as np

from milkway.core.streams import Streams
from milkway.trials.allocate import randomisation_list
from milkway.trials.protocol import Arm


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


def draw_trials(women: int, arms: tuple[Arm, ...], block: int, n: int, reps: int, streams: Streams) -> Draws:
    """Return trials of `n` women.

    Args:
        women: in the pool.
        arms: of the protocol, with their ratios.
        block: women per permuted block.
        n: women in each trial.
        reps: trials.
        streams: all chance; women are keyed by place and replicate.
    """
    places, replicates = np.tile(np.arange(n), reps), np.repeat(np.arange(reps), n)
    luck = streams.uniform("woman of a trial drawn from the pool", places, replicates)
    chosen = np.minimum((luck * women).astype(np.int64), women - 1).reshape(reps, n)
    return Draws(chosen, _allotted(arms, block, n, reps, streams))


def _allotted(arms: tuple[Arm, ...], block: int, n: int, reps: int, streams: Streams) -> np.ndarray:
    """Return (replicate, place) arms: one long list of whole blocks, cut into trials."""
    whole = -(-n // block) * block
    return randomisation_list(arms, block, whole * reps, streams).reshape(reps, whole)[:, :n]
