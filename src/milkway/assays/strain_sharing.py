"""Strain sharing: whether two samples are called to hold the same strain of a species, by how far reads of it cover its genome.

Reads fall on a genome at random, so that r reads of length l leave exp(-r l / g) of its g bases uncovered. Strains are compared
at places where they may differ, and only where enough of these are covered in both samples; a call may then be wrong either way.
That one place is covered is taken to say nothing of another, which is so where they lie further apart than a read is long.
"""

from dataclasses import dataclass

import numpy as np

from milkway.assays.occasion import Occasion
from milkway.core.lazy import Later

stats = Later("scipy.stats")


@dataclass(frozen=True)
class Comparison:
    """How strains are compared.

    Attributes:
        genome: bases of the species.
        read: bases of a read.
        places: at which strains may differ.
        needed: places covered in both samples, without which nothing is called.
        missed: chance that one strain in both is called two.
        mistaken: chance that two strains are called one.
    """

    genome: float
    read: float
    places: int
    needed: int
    missed: float
    mistaken: float


def covered(reads: np.ndarray, how: Comparison) -> np.ndarray:
    """Return the share of a genome that reads of the species cover.

    >>> round(float(covered(np.array([20_000.0]), Comparison(2e6, 100.0, 200, 50, 0.0, 0.0))[0]), 4)
    0.6321
    """
    return -np.expm1(-reads * how.read / how.genome)


def compared_chance(one: np.ndarray, other: np.ndarray, how: Comparison) -> np.ndarray:
    """Return (dyad,) the chance that two samples can be compared.

    Args:
        one: (dyad,) reads of the species in one sample.
        other: (dyad,) reads of it in the other.
        how: strains are compared.
    """
    return stats.binom.sf(how.needed - 1, how.places, covered(one, how) * covered(other, how))


def call_sharing(same: np.ndarray, one: np.ndarray, other: np.ndarray, how: Comparison, occasion: Occasion) -> np.ndarray:
    """Return (dyad,) 1 where the strain is called shared, 0 where strains are called different, NaN where nothing is called.

    Args:
        same: (dyad,) whether the samples truly hold the same strain.
        one: (dyad,) reads of the species in one sample.
        other: (dyad,) reads of it in the other.
        how: strains are compared.
        occasion: assay, dyads and day, which key the draws.
    """
    compared = occasion.uniform() < compared_chance(one, other, how)
    shared = occasion.uniform(draw=1) < _shared_chance(same, how)
    return np.where(compared, shared.astype(float), np.nan)


def log_likelihood(called: np.ndarray, same: np.ndarray, one: np.ndarray, other: np.ndarray, how: Comparison) -> np.ndarray:
    """Return (dyad,) the log probability of each call, or of none, given truth and reads; arguments as of `call_sharing`."""
    comparable, shared = compared_chance(one, other, how), _shared_chance(same, how)
    chance = np.where(np.isnan(called), 1 - comparable, comparable * np.where(called == 1, shared, 1 - shared))
    with np.errstate(divide="ignore"):
        return np.log(chance)


def _shared_chance(same: np.ndarray, how: Comparison) -> np.ndarray:
    return np.where(same, 1 - how.missed, how.mistaken)
