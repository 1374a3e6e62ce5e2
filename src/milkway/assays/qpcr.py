"""Quantitative PCR: gene copies on a log scale with normal error, known only to be low below a limit; the dead count too."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from milkway.assays.occasion import Occasion


@dataclass(frozen=True)
class Qpcr:
    """The method: gene copies per cell, standard deviation in log10, limit in copies per mL."""

    copies: float
    error: float
    limit: float


def amplify(cells: np.ndarray, method: Qpcr, occasion: Occasion) -> tuple[np.ndarray, np.ndarray]:
    """Return log10 copies per mL, the limit where below it, and whether it is below; both (dyad,).

    Args:
        cells: (dyad,) cell/mL.
        method: see `Qpcr`.
        occasion: assay, dyads and day, which key the draws.
    """
    seen = _log10(cells * method.copies) + method.error * occasion.normal()
    limit = np.log10(method.limit)
    return np.maximum(seen, limit), seen < limit


def log_likelihood(value: np.ndarray, below: np.ndarray, cells: np.ndarray, method: Qpcr) -> np.ndarray:
    """Return the log density of reports above the limit and the log probability of those below it; (dyad,)."""
    centre = _log10(cells * method.copies)
    return np.where(below, norm.logcdf(value, centre, method.error), norm.logpdf(value, centre, method.error))


def _log10(copies: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return np.log10(copies)
