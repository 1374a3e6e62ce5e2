"""What is not free moves several results together: common factors of what the emulator misses.

In every simulated set all that is not free is drawn from its prior. Candidates that screening left out enter the emulator as
straight lines; what all other rows do is in what it misses. Both move results together, so that results of one study are not
independent witnesses. The leading factors of their covariance (principal factors, with the variance left to each result as
Tipping and Bishop 1999 estimate it) are unknown numbers of the inference; the rest of the variance is each result's own error.
"""

import numpy as np

from milkway.inference.emulator import LEAST_ERROR, Emulator

MOST = 8  # factors
OWN = 0.1  # least share of the variance that is a result's own
FAR = 1e3  # error of a result that too few sets gave


def factors(emulator: Emulator, free: int, others: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Return (set, factor) what each simulated set shows of the factors (Thomson's regression scores).

    Args:
        emulator: over all candidates, free ones first.
        free: number of free parameters.
        others: (set, candidate) coordinates of the candidates that are not free.
        noise: (set, result) standard errors by the finite number of dyads.
    """
    loadings, own = common(emulator, free)
    away = others @ _lines(emulator, free) + emulator.missed
    known = np.isfinite(away)
    trust = np.where(known, 1 / (own**2 + np.nan_to_num(noise) ** 2), 0.0)
    inner = np.einsum("fr,sr,gr->sfg", loadings, trust, loadings) + np.eye(len(loadings))
    told = (trust * np.where(known, away, 0.0)) @ loadings.T
    return np.linalg.solve(inner, told[..., None])[..., 0]


def common(emulator: Emulator, free: int) -> tuple[np.ndarray, np.ndarray]:
    """Return (factor, result) loadings and the (result,) error that is each result's own.

    A factor counts if its eigenvalue is beyond the largest that independent results would show with so many sets (Marchenko
    and Pastur 1967). There is always one, which may be zero.

    Args:
        emulator: over all candidates, free ones first.
        free: number of free parameters.
    """
    error = np.minimum(emulator.error, FAR)
    lines = _lines(emulator, free)
    missed = np.nan_to_num(emulator.missed)
    size = np.maximum(np.sqrt((missed**2).sum(axis=0)), 1e-12)
    covariance = lines.T @ lines + (missed / size).T @ (missed / size) * np.outer(error, error)
    total = np.sqrt((lines**2).sum(axis=0) + error**2)
    together = covariance / np.outer(total, total)
    np.fill_diagonal(together, 1.0)
    found, axes = np.linalg.eigh(together)
    edge = (1 + np.sqrt(len(total) / max(len(missed), 1))) ** 2
    count = min(int((found > edge).sum()), MOST)
    left = found[: len(found) - count].mean()
    loadings = axes[:, len(found) - count :].T * np.sqrt(found[len(found) - count :] - left)[:, None]
    own = np.maximum(1 - (loadings**2).sum(axis=0), OWN)
    loadings = loadings if count else np.zeros((1, len(total)))
    return loadings * total, np.maximum(total * np.sqrt(own), LEAST_ERROR)


def _lines(emulator: Emulator, free: int) -> np.ndarray:
    """Return (candidate, result) slopes of the candidates that are not free."""
    return emulator.weights[1 + free : 1 + len(emulator.centre)] / emulator.scale[free:, None]
