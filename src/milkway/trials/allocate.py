"""Randomisation: permuted blocks in strata, or of whole centres; other uses of the seed and more women change nothing."""

from dataclasses import dataclass

import numpy as np

from milkway.cohorts.cohort import Cohort
from milkway.core.streams import Streams
from milkway.protocol.design import Centres, Design
from milkway.protocol.strata import strata_of
from milkway.protocol.treatment import Arm


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


def assign(women: Cohort, arms: tuple[Arm, ...], design: Design, streams: Streams, repeat: int = 0) -> np.ndarray:
    """Return the arm of each woman, as a position among the arms; (woman,).

    Args:
        women: eligible ones with their covariates, in the order in which they are randomised.
        arms: of the protocol.
        design: of the protocol.
        streams: all chance.
        repeat: which of independent randomisations of the same women; 0 is that of the trial.
    """
    if design.centres is not None:
        of_centre = centre_arms(arms, design.centres, streams, repeat)
        return of_centre[centre_of(design.centres, women.dyads, streams)]
    stratum = strata_of(women, design.strata)
    assigned = np.empty(len(stratum), dtype=np.int64)
    for code in np.unique(stratum).tolist():
        inside = np.flatnonzero(stratum == code)
        assigned[inside] = randomisation_list(arms, design.block, len(inside), streams, (code, repeat))
    return assigned


def randomisation_list(
    arms: tuple[Arm, ...], block: int, size: int, streams: Streams, which: tuple[int, int] = (0, 0)
) -> np.ndarray:
    """Return the arm of each place of the list; each full block holds the arms in their ratio.

    Args:
        arms: of the protocol, with their ratios.
        block: women per block, a multiple of the ratios' sum.
        size: places wanted.
        streams: all chance.
        which: stratum, and repeat of the randomisation.
    """
    content = np.tile(_ratio(arms), block // len(_ratio(arms)))
    blocks = -(-size // block)
    stratum, repeat = which
    luck = streams.uniform("place in the randomisation list", np.arange(blocks * block), stratum, repeat)
    return np.sort(content)[np.argsort(luck.reshape(blocks, block), axis=1)].ravel()[:size]


def centre_of(centres: Centres, dyads: np.ndarray, streams: Streams) -> np.ndarray:
    """Return the centre of each woman, which is hers in every randomisation; (dyad,)."""
    return np.floor(streams.uniform("centre", dyads) * centres.number).astype(np.int64)


def centre_arms(arms: tuple[Arm, ...], centres: Centres, streams: Streams, repeat: int = 0) -> np.ndarray:
    """Return the arm of each centre; the arms have centres in their ratio, as nearly as their number allows."""
    content = np.resize(_ratio(arms), centres.number)
    luck = streams.uniform("place of a centre in the randomisation list", np.arange(centres.number), 0, repeat)
    return content[np.argsort(luck)]


def centre_factor(centres: Centres, dyads: np.ndarray, streams: Streams) -> np.ndarray:
    """Return by how much each woman's centre multiplies the parameter that differs between centres; (dyad,)."""
    spread = centres.spread.sd if centres.spread is not None else 0.0
    return np.exp(spread * streams.normal("difference between centres", centre_of(centres, dyads, streams)))


def _ratio(arms: tuple[Arm, ...]) -> np.ndarray:
    """Return the arms of the smallest block."""
    return np.repeat(np.arange(len(arms)), [arm.allocation for arm in arms])
