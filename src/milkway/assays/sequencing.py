"""Sequencing of 16S genes: shares of reads are Dirichlet-multinomial around gene copies plus contamination; no absolute scale."""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv, gammaln
from scipy.stats import binom

from milkway.assays.occasion import Occasion


@dataclass(frozen=True)
class Sequencing:
    """The method.

    Attributes:
        reads: per sample.
        concentration: of the Dirichlet; small is noisy.
        copies: (taxon,) gene copies per cell.
        contamination: (taxon,) gene copies per mL that reagents bring in.
    """

    reads: int
    concentration: float
    copies: np.ndarray
    contamination: np.ndarray


def sequence(cells: np.ndarray, method: Sequencing, occasion: Occasion) -> np.ndarray:
    """Return reads per taxon.

    Args:
        cells: (dyad, taxon) cell/mL.
        method: see `Sequencing`.
        occasion: assay, dyads and day, which key the draws.

    Returns:
        (dyad, taxon) reads that add up to `method.reads`; all zero where there is no gene at all.
    """
    alpha = method.concentration * expected_shares(cells, method)
    taxa = alpha.shape[1]
    uniform = np.stack([occasion.uniform(draw=taxon) for taxon in range(taxa)], axis=1)
    gamma = np.where(alpha > 0, gammaincinv(np.where(alpha > 0, alpha, 1.0), uniform), 0.0)
    left, reads = np.where(alpha.sum(axis=1) > 0, method.reads, 0), np.zeros_like(alpha)
    rest = gamma[:, ::-1].cumsum(axis=1)[:, ::-1]
    for taxon in range(taxa):
        share = np.divide(gamma[:, taxon], rest[:, taxon], out=np.zeros(len(gamma)), where=rest[:, taxon] > 0)
        draw = occasion.uniform(draw=taxa + taxon)
        reads[:, taxon] = np.where(left > 0, binom.ppf(draw, left, np.clip(share, 0.0, 1.0)), 0)
        left = left - reads[:, taxon]
    return reads


def expected_shares(cells: np.ndarray, method: Sequencing) -> np.ndarray:
    """Return the expected share of reads per taxon; (dyad, taxon)."""
    genes = cells * method.copies + method.contamination
    total = genes.sum(axis=1, keepdims=True)
    return np.divide(genes, total, out=np.zeros_like(genes), where=total > 0)


def log_likelihood(reads: np.ndarray, cells: np.ndarray, method: Sequencing) -> np.ndarray:
    """Return the log probability of reads given true loads; (dyad,)."""
    alpha = method.concentration * expected_shares(cells, method)
    n, total = reads.sum(axis=1), alpha.sum(axis=1)
    whole = gammaln(n + 1) + gammaln(total) - gammaln(n + total)
    some = alpha > 0
    safe = np.where(some, alpha, 1.0)
    parts = np.where(some, gammaln(reads + safe) - gammaln(safe) - gammaln(reads + 1), np.where(reads > 0, -np.inf, 0.0))
    return whole + parts.sum(axis=1)
