"""Sequencing of stool: reads of guilds whose cells are patchy and are recovered in different measure; no absolute scale."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import binom

from milkway.assays.occasion import Occasion


@dataclass(frozen=True)
class Sequencing:
    """The method.

    Attributes:
        reads: per sample.
        patchiness: standard deviation of the natural log of a guild's density in what is sampled, each guild and sample apart.
        recovery: (guild,) reads per cell, in any common unit.
    """

    reads: int
    patchiness: float
    recovery: np.ndarray


def sequence(cells: np.ndarray, method: Sequencing, occasion: Occasion) -> np.ndarray:
    """Return reads per guild.

    Args:
        cells: (dyad, guild) cell/mL, or cells of the whole gut.
        method: see `Sequencing`.
        occasion: assay, dyads and day, which key the draws.

    Returns:
        (dyad, guild) reads that add up to `method.reads`; all zero where there is no cell at all.
    """
    guilds = cells.shape[1]
    patches = np.exp(method.patchiness * np.stack([occasion.normal(draw=guild) for guild in range(guilds)], axis=1))
    sampled = cells * patches * method.recovery
    left, reads = np.where(sampled.sum(axis=1) > 0, method.reads, 0), np.zeros_like(sampled)
    rest = sampled[:, ::-1].cumsum(axis=1)[:, ::-1]
    for guild in range(guilds):
        share = np.divide(sampled[:, guild], rest[:, guild], out=np.zeros(len(sampled)), where=rest[:, guild] > 0)
        draw = occasion.uniform(draw=guilds + guild)
        reads[:, guild] = np.where(left > 0, binom.ppf(draw, left, np.clip(share, 0.0, 1.0)), 0)
        left = left - reads[:, guild]
    return reads


def sequenced_shares(cells: np.ndarray, method: Sequencing, occasion: Occasion) -> np.ndarray:
    """Return (dyad, guild) shares of the reads of `sequence`, NaN where there is no cell at all."""
    reads = sequence(cells, method, occasion)
    total = reads.sum(axis=1, keepdims=True)
    return np.divide(reads, total, out=np.full_like(reads, np.nan), where=total > 0)
