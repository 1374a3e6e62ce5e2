"""A linear model of values at several visits whose covariance is free: over visits, and in each group of women its own.

Coefficients are those of generalised least squares at the restricted maximum of the likelihood (REML); women who miss visits stay
in, and the likelihood is right if missing depends on values that were seen. Errors allow for the covariances having been
estimated, in two ways: as is expected where missing does not depend on values (Kenward and Roger 1997, kenward1997), and as
observed, which is right also where it depends on values that were seen (Kenward and Molenberghs 1998, kenward1998). Degrees of
freedom are Satterthwaite's, which for one contrast are Kenward and Roger's.

A woman's covariance is that of her group at the visits that she has. Women with the same visits in the same group are a
pattern, and all sums are over patterns: the inverse of a covariance has zeros where a visit is missing, which drop out by
themselves. Directions in which covariances may move are scaled by the present ones, so that all are of like size.
"""

import math
from dataclasses import dataclass

import numpy as np

STEPS = 60  # no fit that exists was seen to need more than 15
CLOSE = 1e-13  # of what another step would win, as log-likelihood
SINGULAR = 1e-7  # smallest share of a visit's variance that the visits before it may leave unexplained
ROUNDING = 1e-12  # a spread that is so small beside the values is one of rounding
FLAT = 1e-9  # least curvature of the likelihood in any direction, beside that in the steepest: all are of like size


@dataclass(frozen=True)
class RepeatedFit:
    """A fitted model.

    Attributes:
        coefficients: (column,) of the design.
        covariance: (column, column) of the coefficients, were the covariances of values known.
        adjusted: (column, column) the same, larger since they are estimated, by Kenward and Roger's expectation.
        observed: (column, column) the same, by how far the coefficients of these very values move with their covariances.
        covariances: (group, visit, visit) of the values of a woman.
        log_likelihood: restricted.
        slopes: (direction, column, column) of `covariance` as covariances of values move.
        uncertainty: (direction, direction) covariance of how far they may have moved.
    """

    coefficients: np.ndarray
    covariance: np.ndarray
    adjusted: np.ndarray
    observed: np.ndarray
    covariances: np.ndarray
    log_likelihood: float
    slopes: np.ndarray
    uncertainty: np.ndarray


@dataclass(frozen=True)
class _Patterns:
    """Women by pattern: sums over the women of each, of what least squares leaves of their values.

    Attributes:
        first: (column,) coefficients by least squares.
        women: (pattern,)
        there: (pattern, visit).
        group: (pattern,).
        squares: (pattern x visit x visit, column x column) sums of products of the design.
        products: (pattern x visit x visit, column) sums of products of values with the design.
        values: (pattern, visit, visit) sums of products of values.
        lower: (2, place) rows and columns of a lower triangle.
    """

    first: np.ndarray
    women: np.ndarray
    there: np.ndarray
    group: np.ndarray
    squares: np.ndarray
    products: np.ndarray
    values: np.ndarray
    lower: np.ndarray


@dataclass(frozen=True)
class _State:
    """What follows from covariances.

    Attributes:
        roots: (group, visit, visit) lower triangles whose squares are the covariances.
        inverse: (pattern, visit, visit) zero where missing.
        coefficients: (column,) beside those by least squares.
        covariance: (column, column).
        residuals: (pattern, visit, visit) sums of their products.
        log_likelihood: restricted.
    """

    roots: np.ndarray
    inverse: np.ndarray
    coefficients: np.ndarray
    covariance: np.ndarray
    residuals: np.ndarray
    log_likelihood: float


@dataclass(frozen=True)
class _Moving:
    """How the restricted likelihood changes as covariances move along directions.

    Attributes:
        slope: (direction,) of the log-likelihood.
        observed: (direction, direction) its curvature, with the sign changed.
        average: (direction, direction) a curvature that is never negative.
        turned: (direction, pattern, visit, visit) the move of a covariance, times its inverse from the left.
        once: (direction, pattern, visit, visit) the same times it from both sides.
        lost: (direction, column, column) the information of the coefficients that is lost.
        pulled: (direction, column) how coefficients are drawn away, in units of their information.
    """

    slope: np.ndarray
    observed: np.ndarray
    average: np.ndarray
    turned: np.ndarray
    once: np.ndarray
    lost: np.ndarray
    pulled: np.ndarray


def fit_repeated(values: np.ndarray, design: np.ndarray, group: np.ndarray) -> RepeatedFit | None:
    """Return the fitted model; None where the likelihood has no maximum inside, as with too few women for a free covariance.

    Args:
        values: (woman, visit) NaN where missing.
        design: (woman, visit, column).
        group: (woman,) from 0, whose women have one covariance.
    """
    patterns = _patterns(values, design, group)
    roots = _start(patterns, float(np.nanmax(np.abs(values))))
    if roots is None:
        return None
    try:
        state = _highest(patterns, _state(patterns, roots))
        return None if state is None else _told(patterns, state)
    except np.linalg.LinAlgError:
        return None


def freedom(fitted: RepeatedFit, contrast: np.ndarray) -> float:
    """Return Satterthwaite's degrees of freedom of a contrast of coefficients, (column,); Kenward and Roger's are the same."""
    slope = np.einsum("c,icd,d->i", contrast, fitted.slopes, contrast)
    variance = float(contrast @ fitted.covariance @ contrast)
    return 2 * variance**2 / float(slope @ fitted.uncertainty @ slope)


def _patterns(values: np.ndarray, design: np.ndarray, group: np.ndarray) -> _Patterns:
    seen = np.isfinite(values)
    kinds, which = np.unique(np.column_stack([group, seen]), axis=0, return_inverse=True)
    of = (which.reshape(-1) == np.arange(len(kinds))[:, None]).astype(float)
    x, columns, visits = np.where(seen[:, :, None], design, 0.0), design.shape[2], values.shape[1]
    first = np.linalg.lstsq(design[seen], values[seen], rcond=None)[0]
    y = np.where(seen, values - design @ first, 0.0)
    return _Patterns(
        first=first,
        women=of.sum(axis=1),
        there=kinds[:, 1:].astype(bool),
        group=kinds[:, 0].astype(int),
        squares=(of @ np.einsum("wac,wbd->wabcd", x, x).reshape(len(x), -1)).reshape(-1, columns**2),
        products=(of @ np.einsum("wa,wbc->wabc", y, x).reshape(len(x), -1)).reshape(-1, columns),
        values=(of @ np.einsum("wa,wb->wab", y, y).reshape(len(x), -1)).reshape(-1, visits, visits),
        lower=np.array(np.tril_indices(visits)),
    )


def _start(patterns: _Patterns, largest: float) -> np.ndarray | None:
    """Return the spread of each visit in each group about least squares, no two visits correlated; None if one has none."""
    groups = np.eye(int(patterns.group.max()) + 1)[patterns.group].T
    squares: np.ndarray = groups @ np.einsum("saa->sa", patterns.values)
    spread = np.sqrt(squares / np.maximum(groups @ (patterns.women[:, None] * patterns.there), 1))
    return spread[:, :, None] * np.eye(spread.shape[1]) if spread.min() > ROUNDING * largest else None


def _highest(patterns: _Patterns, state: _State) -> _State | None:
    """Return the restricted maximum, by Newton's steps, each halved until it climbs."""
    for _ in range(STEPS):
        moving = _moving(patterns, state)
        step = _step(moving)
        if step @ moving.slope < CLOSE:
            return state
        climbed = _climbed(patterns, state, step)
        if climbed is None or not _apart(climbed.roots):
            return None
        state = climbed
    return None


def _apart(roots: np.ndarray) -> bool:
    """Return whether no visit follows from those before it, in any group."""
    own = np.einsum("gaa->ga", roots) ** 2
    return bool((own > SINGULAR * (roots**2).sum(axis=2)).all())


def _step(moving: _Moving) -> np.ndarray:
    """Return Newton's step, or one by the average information where the likelihood is not yet curved downwards."""
    try:
        np.linalg.cholesky(moving.observed)
    except np.linalg.LinAlgError:
        little = 1e-8 * float(np.trace(moving.average)) * np.eye(len(moving.slope))
        return np.linalg.solve(moving.average + little, moving.slope)
    return np.linalg.solve(moving.observed, moving.slope)


def _climbed(patterns: _Patterns, state: _State, step: np.ndarray) -> _State | None:
    """Return a state that is no lower, some way along a step; variances change by their logarithm and stay positive."""
    step = step * min(1.0, 2.0 / np.abs(step).max())
    for _ in range(30):
        new = _state(patterns, _moved(patterns, state.roots, step))
        if new.log_likelihood >= state.log_likelihood - 1e-11 * abs(state.log_likelihood):
            return new
        step = step / 2
    return None


def _moved(patterns: _Patterns, roots: np.ndarray, step: np.ndarray) -> np.ndarray:
    row, column = patterns.lower
    turn = np.zeros(roots.shape)
    each = step.reshape(len(roots), -1)
    turn[:, row, column] = np.where(row == column, np.exp(each), each)
    return roots @ turn


def _state(patterns: _Patterns, roots: np.ndarray) -> _State:
    columns = len(patterns.first)
    both = patterns.there[:, :, None] & patterns.there[:, None, :]
    filled = np.where(both, (roots @ roots.transpose(0, 2, 1))[patterns.group], np.eye(roots.shape[1]))
    inverse = np.where(both, np.linalg.inv(filled), 0.0)
    information = (inverse.reshape(-1) @ patterns.squares).reshape(columns, columns)
    covariance = np.linalg.inv(information)
    coefficients = covariance @ (inverse.reshape(-1) @ patterns.products)
    explained = (patterns.products @ coefficients).reshape(inverse.shape)
    twice = (patterns.squares @ np.outer(coefficients, coefficients).reshape(-1)).reshape(inverse.shape)
    residuals = patterns.values - explained - explained.transpose(0, 2, 1) + twice
    free = patterns.women @ patterns.there.sum(axis=1) - columns
    volumes = patterns.women @ np.linalg.slogdet(filled)[1] + np.linalg.slogdet(information)[1]
    likelihood = -(free * math.log(2 * math.pi) + volumes + np.vdot(inverse, residuals)) / 2
    return _State(roots, inverse, coefficients, covariance, residuals, float(likelihood))


def _directions(patterns: _Patterns, roots: np.ndarray) -> np.ndarray:
    """Return (direction, pattern, visit, visit): how each pattern's covariance moves, scaled by the roots of the present one."""
    row, column = patterns.lower
    left, right = roots[:, :, row].transpose(2, 0, 1), roots[:, :, column].transpose(2, 0, 1)
    moves = left[:, :, :, None] * right[:, :, None, :]
    moves = moves + moves.transpose(0, 1, 3, 2)
    own = np.arange(len(roots))[:, None, None, None, None] == patterns.group[:, None, None]
    return np.where(own, moves[:, patterns.group], 0.0).reshape(-1, len(patterns.group), *roots.shape[1:])


def _moving(patterns: _Patterns, state: _State) -> _Moving:
    directions, phi, columns = _directions(patterns, state.roots), state.covariance, len(patterns.first)
    turned = state.inverse @ directions
    once = turned @ state.inverse
    flat = once.reshape(len(once), -1)
    lost = (flat @ patterns.squares).reshape(-1, columns, columns)
    leverage = (patterns.squares @ phi.reshape(-1)).reshape(state.inverse.shape)
    crossed = patterns.products - state.coefficients @ patterns.squares.reshape(-1, columns, columns)
    pulled = flat @ crossed
    slope = flat @ (state.residuals + leverage).reshape(-1) - np.einsum("s,isaa->i", patterns.women, turned)
    weighted, shifted = patterns.women[:, None, None] * turned, phi @ lost
    trace = _traces(weighted, turned) - 2 * _traces(once, directions @ (state.inverse @ leverage)) + _traces(shifted, shifted)
    quadratic = _traces(once, directions @ (state.inverse @ state.residuals)) - pulled @ phi @ pulled.T
    return _Moving(slope / 2, quadratic - trace / 2, quadratic / 2, turned, once, lost, pulled)


def _traces(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the traces of all products of two lists of matrices, summed over patterns."""
    return first.reshape(len(first), -1) @ second.swapaxes(-1, -2).reshape(len(second), -1).T


def _told(patterns: _Patterns, state: _State) -> RepeatedFit | None:
    """Return the fit; None where it is no maximum, as where two visits share no woman and their covariance may be anything."""
    moving, phi, columns = _moving(patterns, state), state.covariance, len(patterns.first)
    curvature = np.linalg.eigvalsh(moving.observed)
    if curvature[0] <= FLAT * curvature[-1]:
        return None
    uncertainty = np.linalg.inv(moving.observed)
    once = np.tensordot(uncertainty, moving.once, axes=1)
    lost = np.tensordot(uncertainty, moving.lost, axes=1)
    second = ((moving.turned @ once).sum(axis=0).reshape(-1) @ patterns.squares).reshape(columns, columns)
    added = phi @ (second - (moving.lost @ phi @ lost).sum(axis=0)) @ phi
    drawn = moving.pulled @ phi
    return RepeatedFit(
        coefficients=patterns.first + state.coefficients,
        covariance=phi,
        adjusted=phi + 2 * added,
        observed=phi + added + drawn.T @ uncertainty @ drawn,
        covariances=state.roots @ state.roots.transpose(0, 2, 1),
        log_likelihood=state.log_likelihood,
        slopes=phi @ moving.lost @ phi,
        uncertainty=uncertainty,
    )
