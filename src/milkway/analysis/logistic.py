"""A logistic model by maximum likelihood; with Firth's penalty where the likelihood has no finite maximum.

Where a column separates who had the event from who had not, the likelihood rises forever, and a draw around its flat top says
"always" as often as "never". Firth's penalty bounds it. It also draws the mean chance toward a half, which is much where
events are rare; so the penalty's own rows, half an event a column, have a mean of their own (Puhr 2017).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from milkway.analysis.laws import Fit

STEPS, CLOSE = (
    25,
    1e-9,
)  # where there is no maximum a step of Newton's stays near 1 for ever, and 25 of them leave chances of 1e-11
PENALISED_STEPS, PENALISED_CLOSE, LARGEST_STEP = 1000, 1e-6, 5.0  # Fisher's scoring goes to it slowly
ALIKE = 1e-10  # of the largest: columns that differ by less are the same


@dataclass(frozen=True)
class _Rows:
    """(row,) times that it happened and could have; (row, column) of independent columns of mean square 1."""

    happened: np.ndarray
    chances: np.ndarray
    design: np.ndarray


def logistic(happened: np.ndarray, chances: np.ndarray, design: np.ndarray) -> Fit | None:
    """Return a logistic regression of how often something happened in so many chances; None where no fit settles.

    Source: Firth 1993 (firth1993), by added rows of Puhr, Heinze, Nold, Lusa and Geroldinger 2017 (puhr2017).

    Args:
        happened: (row,) times that it happened.
        chances: (row,) times that it could.
        design: (row, column), the first a constant; of columns that are alike each has a part.

    >>> found = logistic(np.array([1.0, 3.0]), np.array([4.0, 4.0]), np.ones((2, 1)))
    >>> found.coefficients.round(9) + 0.0, found.covariance.round(9), found.penalised
    (array([0.]), array([[0.5]]), False)
    """
    basis = _basis(design, chances)
    rows = _Rows(happened, chances, design @ basis)
    fitted = _likeliest(rows)
    if fitted is None:
        fitted = _bounded(rows)
    if fitted is None:
        return None
    height = fitted.height
    back = np.linalg.pinv(basis)
    return Fit(
        basis @ fitted.coefficients,
        basis @ fitted.covariance @ basis.T,
        None if height is None else lambda many: height(many @ back.T),
    )


def _basis(design: np.ndarray, chances: np.ndarray) -> np.ndarray:
    """Return (column, kept) directions of the design that are independent, scaled so that each has mean square 1."""
    square = (design * chances[:, None]).T @ design / chances.sum()
    scale = 1 / np.sqrt(np.where(np.diag(square) > 0, np.diag(square), 1.0))
    size, turn = np.linalg.eigh(square * np.outer(scale, scale))
    kept = size > ALIKE * size.max()
    return scale[:, None] * turn[:, kept] / np.sqrt(size[kept])


def _likeliest(rows: _Rows) -> Fit | None:
    """Return the maximum of the likelihood, by Newton's method; None where there is none at a finite place."""
    beta = np.zeros(rows.design.shape[1])
    for _ in range(STEPS):
        chance = _chance(rows, beta)
        inverse = _inverse(_information(rows, chance))
        if inverse is None:
            return None
        step = inverse @ (rows.design.T @ (rows.happened - rows.chances * chance))
        beta, moved = _climb(beta, step, lambda at: _log_likelihood(rows, at))
        if float(np.abs(rows.design @ moved).max()) < CLOSE:
            covariance = _inverse(_information(rows, _chance(rows, beta)))
            return None if covariance is None else Fit(beta, covariance)
    return None


def _bounded(rows: _Rows) -> Fit | None:
    """Return the fit with Firth's rows added, which have a mean of their own unless all rows say the same."""
    leverage = _firth_leverage(rows)
    if leverage is None:
        return None
    own = 0.0 < rows.happened.sum() < rows.chances.sum()
    added = np.repeat([0.0, 1.0], len(leverage))[:, None][:, : int(own)]
    design = np.column_stack([np.vstack([rows.design, rows.design]), added])
    found = _likeliest(_Rows(np.append(rows.happened, leverage / 2), np.append(rows.chances, leverage), design))
    if found is None:
        return None
    columns = rows.design.shape[1]
    higher = float(found.coefficients[columns:].sum())

    def height(many: np.ndarray) -> np.ndarray:
        """Return (draw,) the logarithm of the likelihood of (draw, column) coefficients, the added rows' own mean as fitted."""
        logit = many @ rows.design.T
        seen = logit @ rows.happened - np.logaddexp(0.0, logit) @ rows.chances
        return seen + (logit + higher) @ leverage / 2 - np.logaddexp(0.0, logit + higher) @ leverage

    return Fit(found.coefficients[:columns], found.covariance[:columns, :columns], height)


def _firth_leverage(rows: _Rows) -> np.ndarray | None:
    """Return (row,) leverages where the likelihood times the root of its information is highest; None if not found."""
    beta = np.zeros(rows.design.shape[1])
    for _ in range(PENALISED_STEPS):
        chance = _chance(rows, beta)
        inverse = _inverse(_information(rows, chance))
        if inverse is None:
            return None
        weight = rows.chances * chance * (1 - chance)
        leverage = weight * np.einsum("rc,cd,rd->r", rows.design, inverse, rows.design)
        score = rows.design.T @ (rows.happened - rows.chances * chance + leverage * (0.5 - chance))
        step = inverse @ score
        step *= min(1.0, LARGEST_STEP / max(float(np.abs(rows.design @ step).max()), 1e-300))
        beta, moved = _climb(beta, step, lambda at: _penalised(rows, at))
        if float(np.abs(rows.design @ moved).max()) < PENALISED_CLOSE:
            return leverage
    return None


def _climb(beta: np.ndarray, step: np.ndarray, height: Callable[[np.ndarray], float]) -> tuple[np.ndarray, np.ndarray]:
    """Return where a step leads that is halved until it does not lead down, and the step."""
    start = height(beta)
    for _ in range(30):
        if height(beta + step) >= start - 1e-9 * abs(start):
            break
        step = step / 2
    return beta + step, step


def _chance(rows: _Rows, beta: np.ndarray) -> np.ndarray:
    return np.exp(-np.logaddexp(0.0, -(rows.design @ beta)))


def _information(rows: _Rows, chance: np.ndarray) -> np.ndarray:
    return (rows.design * (rows.chances * chance * (1 - chance))[:, None]).T @ rows.design


def _inverse(information: np.ndarray) -> np.ndarray | None:
    """Return the inverse of an information; None where nothing is left of it, far out on a likelihood that only rises."""
    try:
        return np.linalg.inv(information)
    except np.linalg.LinAlgError:
        return None


def _log_likelihood(rows: _Rows, beta: np.ndarray) -> float:
    logit = rows.design @ beta
    return float(rows.happened @ logit - rows.chances @ np.logaddexp(0.0, logit))


def _penalised(rows: _Rows, beta: np.ndarray) -> float:
    """Return the logarithm of the likelihood times the root of its information."""
    return _log_likelihood(rows, beta) + float(np.linalg.slogdet(_information(rows, _chance(rows, beta)))[1]) / 2
