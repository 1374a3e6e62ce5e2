"""Who of a pool a design randomises, and of how many women who were screened: those who fail before count too."""

import math
from dataclasses import dataclass, replace

import numpy as np

from milkway.planning.dyad_error import GROUPS
from milkway.planning.pool import Pool
from milkway.planning.pool_scores import Scored
from milkway.planning.usual_designs import left_by
from milkway.protocol.protocol import Protocol
from milkway.protocol.variant import Among, RunIn, Variant
from milkway.trials.courses import BREASTS
from milkway.trials.sampled_cells import concentration


@dataclass(frozen=True)
class Recruited:
    """Who is randomised.

    Attributes:
        women: (woman,) whether a woman of the pool is.
        share: of all women screened.
        error: standard error of the share, from the women who were screened for the pool.
        group: (chosen,) of those who are, the group in which a dyad is left out: the same in every design.
    """

    women: np.ndarray
    share: float
    error: float
    group: np.ndarray


def recruited(pool: Pool, variant: Variant, before: Protocol) -> Recruited:
    """Return whom a design randomises.

    Args:
        pool: of eligible women, enrolled as late as the design enrols them.
        variant: what it asks of them, and its run-in.
        before: the protocol without the run-in, whose women leave at its own pace.
    """
    chosen = np.ones(pool.women, dtype=bool)
    for one in variant.among:
        chosen &= _holds(pool, one)
    stays = 1.0
    if variant.run_in is not None:
        chosen &= _takes(pool, variant.run_in)
        stays = 1 - left_by(before, before.dropout.share, variant.run_in.days)
    screened = int(pool.stage.plan.positions[-1]) + 1
    share = chosen.sum() / screened
    group = pool.stage.cohort.dyads[pool.stage.plan.positions] % GROUPS
    return Recruited(chosen, float(share) * stays, stays * math.sqrt(share * (1 - share) / screened), group[chosen])


def only(found: Scored, women: np.ndarray) -> Scored:
    """Return an endpoint of some women of the pool, each as often as she was observed."""
    scores = {
        view: {
            name: {arm: one.taking(np.tile(women, len(one.value) // len(women))) for arm, one in by_arm.items()}
            for name, by_arm in by_name.items()
        }
        for view, by_name in found.scores.items()
    }
    often = np.tile(women, len(found.women.dyads) // len(women))
    return replace(found, women=found.women.taking(np.flatnonzero(often)), scores=scores)


def _holds(pool: Pool, asked: Among) -> np.ndarray:
    """Return (woman,) whether she has what is asked; milk is sampled in the reference arm before anybody is given anything."""
    if asked.covariate is not None:
        return pool.stage.cohort.covariate(asked.covariate)[pool.stage.plan.positions] >= asked.at_least
    trajectory = next(iter(pool.worlds.values()))[pool.protocol.reference]
    day = pool.protocol.design.enrolment[0]
    with np.errstate(invalid="ignore"):
        return concentration(trajectory, BREASTS, (str(asked.taxon),), day) >= asked.at_least


def _takes(pool: Pool, run_in: RunIn) -> np.ndarray:
    """Return (woman,) whether she takes enough capsules in the days of the run-in, each with her own chance."""
    column = pool.stage.setup.machine.network.parameter_index["adherence"]
    cohort = pool.stage.cohort.taking(pool.stage.plan.positions)
    chance, streams = cohort.parameters[:, column], pool.stage.setup.streams
    taken = [streams.uniform("capsule of the run-in", cohort.dyads, day) < chance for day in range(run_in.days)]
    return np.mean(taken, axis=0) >= run_in.taking
