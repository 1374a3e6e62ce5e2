"""Emulators: a quadratic of the free parameters for each simulated result, with its own error measured by leaving sets out.

Simulated results are put on a scale without bounds (log odds of shares, logs of ratios and rates), where a ridge regression on
the coordinates, their squares and products predicts them. Its error is that of prediction of sets that it has not seen, less
what the finite number of simulated dyads adds to it, so that it falls as sets are added but never below the lack of fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief

RIDGES = 10.0 ** np.arange(-3.0, 4.0)
CURVATURES = (0.0, 0.1, 0.3, 1.0)  # weights of squares and products beside the coordinates: few sets bear few of them
LEAST_ERROR = 0.02  # on the scale of log odds and logs: an emulator is never taken to be better than this


@dataclass(frozen=True)
class Emulator:
    """Quadratics of centred coordinates, one for each result.

    Attributes:
        names: of the results.
        centre: (parameter,) subtracted from coordinates.
        scale: (parameter,) coordinates are divided by.
        curved: number of leading parameters that have squares and products; the others are linear only.
        weights: (feature, result) of the features, of which the first is one.
        error: (result,) standard deviation of prediction of sets not seen.
        explained: (result,) share of the variance between sets that is predicted for sets not seen.
        sets: (result,) sets fitted.
        missed: (set, result) simulated minus predicted with the set left out; NaN where there is nothing.
    """

    names: tuple[str, ...]
    centre: np.ndarray
    scale: np.ndarray
    curved: int
    weights: np.ndarray
    error: np.ndarray
    explained: np.ndarray
    sets: np.ndarray
    missed: np.ndarray

    __repr__ = brief

    def predict(self, x: np.ndarray) -> np.ndarray:
        """Return (set, result) predictions at (set, parameter) coordinates; parameters left out at the end are zero."""
        full = np.zeros((len(x), len(self.centre)))
        full[:, : x.shape[1]] = x
        return features((full - self.centre) / self.scale, self.curved) @ self.weights


def features(u: np.ndarray, curved: int) -> np.ndarray:
    """Return (set, feature): one, the coordinates, and squares and products of the first `curved` of them.

    >>> features(np.array([[2.0, 3.0, 5.0]]), 2).tolist()
    [[1.0, 2.0, 3.0, 5.0, 4.0, 6.0, 9.0]]
    """
    first, second = np.triu_indices(curved)
    return np.concatenate([np.ones((len(u), 1)), u, u[:, first] * u[:, second]], axis=1)


def allowed(effects: np.ndarray, curved: int, senses: str) -> np.ndarray:
    """Return (feature,) which features a result may have, by what is known of the model without a simulation.

    Args:
        effects: (parameter,) whether it is a product effect.
        curved: number of leading parameters with squares and products.
        senses: "nothing": no effect reaches the result; "effects": all do; "only effects": without one it is exactly zero.

    >>> allowed(np.array([False, True]), 2, "only effects").tolist()
    [False, False, True, False, True, True]
    """
    first, second = np.triu_indices(curved)
    involved = np.concatenate([[False], effects, effects[first] | effects[second]])
    return {"nothing": ~involved, "effects": np.ones(len(involved), dtype=bool), "only effects": involved}[senses]


def fit(
    names: tuple[str, ...], x: np.ndarray, y: np.ndarray, noise: np.ndarray, curved: int, known: tuple[np.ndarray, Sequence[str]]
) -> Emulator:
    """Return the emulator of simulated results.

    Args:
        names: of the results.
        x: (set, parameter) coordinates.
        y: (set, result) simulated results on a scale without bounds; NaN where a set gave none.
        noise: (set, result) standard error of these by the finite number of dyads.
        curved: number of leading parameters with squares and products.
        known: which parameters are product effects, and what each result senses of them, as `allowed` has it.
    """
    effects, senses = known
    centre, scale = np.where(effects, 0.0, x.mean(axis=0)), np.maximum(x.std(axis=0), 1e-9)
    basis = features((x - centre) / scale, curved)
    curves = np.arange(basis.shape[1]) > x.shape[1]
    fits = [_fit_one(basis, curves, allowed(effects, curved, senses[i]), y[:, i], noise[:, i]) for i in range(y.shape[1])]
    weights, error, explained, sets, missed = (np.array([one[k] for one in fits]) for k in range(5))
    return Emulator(names, centre, scale, curved, weights.T, error, explained, sets, missed.T)


def _fit_one(
    basis: np.ndarray, curves: np.ndarray, may: np.ndarray, y: np.ndarray, noise: np.ndarray
) -> tuple[np.ndarray, float, float, int, np.ndarray]:
    """Return weights, error, share explained, sets and what is missed of one result; ridge and curvature miss least."""
    sound = np.isfinite(y)
    seen, missed = y[sound], np.full(len(y), np.nan)
    if len(seen) < 4:
        return np.zeros(basis.shape[1]), np.inf, 0.0, len(seen), missed
    weights = [np.where(curves, curvature, 1.0) * may for curvature in CURVATURES]
    tried = [(*_ridge(basis[sound, 1:] * weight[1:], seen, bool(may[0])), weight) for weight in weights]
    left_out, slopes, middle, missed[sound], weight = min(tried, key=lambda one: one[0])
    chance = float(np.mean(noise[sound] ** 2))
    error = np.sqrt(max(left_out - chance, 0.1 * left_out, LEAST_ERROR**2))
    explained = 1 - left_out / max(float(np.mean((seen - may[0] * seen.mean()) ** 2)), 1e-12)
    return np.concatenate([[middle], slopes * weight[1:]]), float(error), float(explained), len(seen), missed


def _ridge(design: np.ndarray, y: np.ndarray, constant: bool) -> tuple[float, np.ndarray, float, np.ndarray]:
    """Return the mean squared error of leaving one out, slopes, the value at zero (zero without a constant), and all errors.

    The ridge is the best of `RIDGES` at leaving one out; all share one decomposition, which is what takes the time.
    """
    middle, shift = (float(y.mean()), design.mean(axis=0)) if constant else (0.0, np.zeros(design.shape[1]))
    left, sizes, right = np.linalg.svd(design - shift, full_matrices=False)
    inner, found = left.T @ (y - middle), []
    for ridge in RIDGES:
        shrunk = sizes**2 / (sizes**2 + ridge)
        hat = np.minimum(constant / len(y) + (left**2) @ shrunk, 1 - 1e-9)
        residual = (y - middle - left @ (shrunk * inner)) / (1 - hat)
        found.append((float(np.mean(residual**2)), ridge, residual))
    left_out, ridge, missed = min(found, key=lambda one: one[0])
    slopes = right.T @ (sizes / (sizes**2 + ridge) * inner)
    return left_out, slopes, float(middle - shift @ slopes), missed
