"""Plate counts: colonies on a plate are Poisson around a count that errs log-normally, and low counts are only known to be low.

A ten-fold dilution is plated that gives at most `COUNTABLE` colonies, as on a bench. A count below the limit is reported
as below it: never as zero, and never as the logarithm of zero.
"""

from typing import TYPE_CHECKING

import numpy as np

from milkway.assays.counts import Counts
from milkway.assays.method import Method, Settings, Strain
from milkway.core.lazy import Later

if TYPE_CHECKING:
    from milkway.assays.occasion import Occasion

stats = Later("scipy.stats")

COUNTABLE = 300.0
GRID = np.linspace(-6.0, 6.0, 601)


def plate(cells: np.ndarray, settings: Settings, occasion: "Occasion") -> Counts:
    """Return plate counts of a sample of each dyad.

    Args:
        cells: (dyad,) cell/mL, NaN where no sample was taken.
        settings: of the laboratory.
        occasion: assay, dyads and day, which key the draws.
    """
    sampled = np.isfinite(cells)
    seen = np.where(sampled, cells, 0.0) * settings.error ** occasion.normal()
    dilution = _dilution(seen * settings.volume)
    expected = seen * settings.volume * dilution
    colonies = stats.poisson.ppf(occasion.uniform(draw=1), expected)
    colonies = np.where(expected > 0, colonies, 0.0)
    value = colonies / (settings.volume * dilution)
    below = sampled & (value < settings.limit)
    return Counts(sampled, colonies, dilution, np.where(sampled, np.where(below, settings.limit, value), np.nan), below)


def log_likelihood(counts: Counts, cells: np.ndarray, settings: Settings) -> np.ndarray:
    """Return the log probability of each report given the true load; zero where there was no sample.

    Args:
        counts: what was reported.
        cells: (dyad,) true cell/mL.
        settings: of the laboratory.
    """
    weight = stats.norm.pdf(GRID) / stats.norm.pdf(GRID).sum()
    seen = np.asarray(cells, dtype=float)[:, None] * settings.error**GRID
    dilution = _dilution(seen * settings.volume)
    expected = seen * settings.volume * dilution
    exact = stats.poisson.pmf(counts.colonies[:, None], expected) * np.isclose(dilution, counts.dilution[:, None])
    low = stats.poisson.cdf(np.ceil(settings.limit * settings.volume * dilution) - 1, expected)
    chance = np.where(counts.below[:, None], low, exact) @ weight
    with np.errstate(divide="ignore"):
        return np.where(counts.sampled, np.log(chance), 0.0)


def type_colonies(counts: Counts, share: np.ndarray, picked: int, occasion: "Occasion") -> np.ndarray:
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


def _find(counts: Counts, strain: Strain, settings: Settings, occasion: "Occasion") -> np.ndarray:
    return type_colonies(counts, strain.share, settings.colonies, occasion)


PLATE_COUNT = Method("culture", "plate count", "CFU/mL", "Strain among typed colonies", plate, log_likelihood, _find)
