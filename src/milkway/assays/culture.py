"""Plate counts: colonies on a plate are Poisson around a count that errs log-normally, and low counts are only known to be low.

A ten-fold dilution is plated that gives at most `COUNTABLE` colonies, as on a bench. A count below the limit is reported
as below it: never as zero, and never as the logarithm of zero.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm, poisson

from milkway.assays.counts import Counts
from milkway.assays.occasion import Occasion

COUNTABLE = 300.0
GRID = np.linspace(-6.0, 6.0, 601)


@dataclass(frozen=True)
class Plating:
    """How a sample is plated: mL on the plate, limit in cell/mL, geometric standard deviation of the error."""

    plated: float
    limit: float
    error: float


def plate(cells: np.ndarray, plating: Plating, occasion: Occasion) -> Counts:
    """Return plate counts of a sample of each dyad.

    Args:
        cells: (dyad,) cell/mL, NaN where no sample was taken.
        plating: the method.
        occasion: assay, dyads and day, which key the draws.
    """
    sampled = np.isfinite(cells)
    seen = np.where(sampled, cells, 0.0) * plating.error ** occasion.normal()
    dilution = _dilution(seen * plating.plated)
    expected = seen * plating.plated * dilution
    colonies = poisson.ppf(occasion.uniform(draw=1), expected)
    colonies = np.where(expected > 0, colonies, 0.0)
    value = colonies / (plating.plated * dilution)
    below = sampled & (value < plating.limit)
    return Counts(sampled, colonies, dilution, np.where(sampled, np.where(below, plating.limit, value), np.nan), below)


def log_likelihood(counts: Counts, cells: np.ndarray, plating: Plating) -> np.ndarray:
    """Return the log probability of each report given the true load; zero where there was no sample.

    Args:
        counts: what was reported.
        cells: (dyad,) true cell/mL.
        plating: the method.
    """
    weight = norm.pdf(GRID) / norm.pdf(GRID).sum()
    seen = np.asarray(cells, dtype=float)[:, None] * plating.error**GRID
    dilution = _dilution(seen * plating.plated)
    expected = seen * plating.plated * dilution
    exact = poisson.pmf(counts.colonies[:, None], expected) * np.isclose(dilution, counts.dilution[:, None])
    low = poisson.cdf(np.ceil(plating.limit * plating.plated * dilution) - 1, expected)
    chance = np.where(counts.below[:, None], low, exact) @ weight
    with np.errstate(divide="ignore"):
        return np.where(counts.sampled, np.log(chance), 0.0)


def type_colonies(counts: Counts, share: np.ndarray, picked: int, occasion: Occasion) -> np.ndarray:
    """Return whether the strain is among the picked colonies; (dyad,) 1 or 0, NaN without a sample.

    Args:
        counts: of the plate from which colonies are picked.
        share: (dyad,) the strain's share of the cells that grow there.
        picked: colonies picked, or all if there are fewer.
        occasion: assay, dyads and day, which key the draws.
    """
    draw = occasion.uniform(draw=2)
    found = draw < detection_chance(counts.colonies, share, picked)
    return np.where(counts.sampled, found.astype(float), np.nan)


def detection_chance(colonies: np.ndarray, share: np.ndarray, picked: int) -> np.ndarray:
    """Return the probability that at least one picked colony is of the strain: 1 - (1 - share)^picked.

    >>> detection_chance(np.array([5.0]), np.array([0.5]), 2)
    array([0.75])
    """
    return 1.0 - (1.0 - np.clip(share, 0.0, 1.0)) ** np.minimum(colonies, picked)


def _dilution(undiluted: np.ndarray) -> np.ndarray:
    """Return the weakest ten-fold dilution with a countable plate."""
    steps = np.ceil(np.log10(np.maximum(undiluted, 1.0) / COUNTABLE))
    return 10.0 ** -np.maximum(steps, 0.0)
