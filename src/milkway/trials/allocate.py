"""Enrolment and permuted-block randomisation, keyed so that neither the seed's other uses nor the number of women change them."""

from dataclasses import dataclass

import numpy as np

from milkway.core.schedule import Schedule, steps
from milkway.core.streams import Streams
from milkway.trials.protocol import Arm, Design, Product


@dataclass(frozen=True)
class Plan:
    """Who is randomised to what, and when.

    Attributes:
        positions: (woman,) place among the candidates, in the order of randomisation.
        arm: (woman,) position among the protocol's arms.
        enrolled: (woman,) day since birth.
    """

    positions: np.ndarray
    arm: np.ndarray
    enrolled: np.ndarray

    def of_arm(self, arm: int) -> "Plan":
        """Return the women of one arm."""
        chosen = self.arm == arm
        return Plan(self.positions[chosen], self.arm[chosen], self.enrolled[chosen])


def enrolment_days(design: Design, dyads: np.ndarray, streams: Streams) -> np.ndarray:
    """Return the day on which each candidate would be enrolled, uniform over the protocol's days; (dyad,)."""
    first, last = design.enrolment
    return first + np.floor(streams.uniform("day of enrolment", dyads) * (last - first + 1)).astype(np.int64)


def randomise(eligible: np.ndarray, enrolled: np.ndarray, arms: tuple[Arm, ...], design: Design, streams: Streams) -> Plan:
    """Return the plan: the first eligible candidates, in their order, up to the size of the trial.

    Args:
        eligible: (dyad,) candidates that may be enrolled.
        enrolled: (dyad,) day of enrolment.
        arms: of the protocol.
        design: of the protocol.
        streams: all chance.
    """
    positions = np.flatnonzero(eligible)[: design.size]
    return Plan(positions, randomisation_list(arms, design.block, len(positions), streams), enrolled[positions])


def randomisation_list(arms: tuple[Arm, ...], block: int, size: int, streams: Streams) -> np.ndarray:
    """Return the arm of each place of the list; each full block holds the arms in their ratio.

    Args:
        arms: of the protocol, with their ratios.
        block: women per block, a multiple of the ratios' sum.
        size: places wanted.
        streams: all chance.
    """
    ratio = [arm.allocation for arm in arms]
    content = np.repeat(np.arange(len(arms)), np.array(ratio) * (block // sum(ratio)))
    blocks = -(-size // block)
    places = np.arange(blocks * block)
    luck = streams.uniform("place in the randomisation list", places).reshape(blocks, block)
    return content[np.argsort(luck, axis=1)].ravel()[:size]


def planned_steps(plan: Plan, arm: Arm | None, product: Product) -> Schedule:
    """Return the exposure steps of women from their enrolment; positions count along the plan.

    Without an arm only birth and enrolment are planned, as for candidates.
    """
    rows = [(woman, 0, "born", 1.0) for woman in range(len(plan.positions))]
    rows += [(woman, int(day), "enrolled", 1.0) for woman, day in enumerate(plan.enrolled)]
    for key, level in (arm.exposures if arm is not None else {}).items():
        rows += [(woman, int(day), key, level) for woman, day in enumerate(plan.enrolled)]
        rows += [(woman, product.until, key, 0.0) for woman in range(len(plan.positions))]
    return steps(rows)
