"""Quantitative PCR: gene copies on a log scale with normal error, known only to be low below a limit.

Loads are told in cell/mL, the copies of a cell divided out. It counts dead cells too: those beside living ones, and those of a
killed product, as the protocol declares them, since the model follows living cells only.
"""

import math
from typing import TYPE_CHECKING

import numpy as np

from milkway.assays.counts import Counts
from milkway.assays.method import Method, Settings, Strain
from milkway.core.lazy import Later

if TYPE_CHECKING:
    from milkway.assays.occasion import Occasion

stats = Later("scipy.stats")


def amplify(cells: np.ndarray, settings: Settings, occasion: "Occasion") -> Counts:
    """Return what is reported of a sample of each dyad; there are no colonies.

    Args:
        cells: (dyad,) cell/mL, NaN where no sample was taken.
        settings: of the laboratory.
        occasion: assay, dyads and day, which key the draws.
    """
    return _reported(cells, occasion.normal(), settings)


def log_likelihood(counts: Counts, cells: np.ndarray, settings: Settings) -> np.ndarray:
    """Return the log density, of log10 cell/mL, of reports above the limit and the log probability of those below it; (dyad,)."""
    centre, error, value = _log10(cells), math.log10(settings.error), np.log10(counts.value)
    told = np.where(counts.below, stats.norm.logcdf(value, centre, error), stats.norm.logpdf(value, centre, error))
    return np.where(counts.sampled, told, 0.0)


def _find(counts: Counts, strain: Strain, settings: Settings, occasion: "Occasion") -> np.ndarray:
    """Return whether primers of the strain's own find it above the limit."""
    own = _reported(np.where(counts.sampled, strain.cells, np.nan), occasion.normal(draw=2), settings)
    return np.where(counts.sampled, (~own.below).astype(float), np.nan)


def _reported(cells: np.ndarray, luck: np.ndarray, settings: Settings) -> Counts:
    sampled = np.isfinite(cells)
    seen = 10 ** (_log10(np.where(sampled, cells, 0.0)) + math.log10(settings.error) * luck)
    below = sampled & (seen < settings.limit)
    value = np.where(sampled, np.where(below, settings.limit, seen), np.nan)
    return Counts(sampled, np.zeros(len(cells)), np.ones(len(cells)), value, below)


def _log10(cells: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return np.log10(cells)


QUANTITATIVE_PCR = Method(
    "qpcr",
    "quantitative PCR",
    "cells/mL",
    "Strain by primers of its own",
    amplify,
    log_likelihood,
    _find,
    counts_dead=True,
)
