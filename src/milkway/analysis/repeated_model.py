"""A linear model of values at several visits whose covariance is free: over visits, and in each group of women its own.

Coefficients are those of generalised least squares at the restricted maximum of the likelihood (REML); women who miss visits stay
in, and the likelihood is right if missing depends on values that were seen. The error of a contrast allows for the covariance
having been estimated (Kenward and Roger 1997, kenward1997), and so do its degrees of freedom, which are Satterthwaite's.

A woman's covariance is that of her group at the visits that she has. Women with the same visits in the same group are a
pattern, and all sums are over patterns: the inverse of a covariance has zeros where a visit is missing, which drop out by
themselves. Directions in which covariances may move are scaled by the present ones, so that all are of like size.
"""

import math
from dataclasses import dataclass

import numpy as np

STEPS = 60  # no fit that exists was seen to need more than 15
CLOSE = 1e-13  # of what another step would win, as log-likelihood
SINGULAR = 1e-7  # smallest share of a visit's variance that the other visits may leave unexplained


@dataclass(frozen=True)
class RepeatedFit:
    """A fitted model.

    Attributes:
        coefficients: (column,) of the design.
        covariance: (column, column) of the coefficients, were the covariances of values known.
        adjusted: (column, column) the same, larger since they are estimated (Kenward and Roger 1997).
        covariances: (group, visit, visit) of the values of a woman.
        log_likelihood: restricted.
        slopes: (direction, column, column) of `covariance` as covariances of values move.
        uncertainty: (direction, direction) covariance of how far they may have moved.
    """

    coefficients: np.ndarray
    covariance: np.ndarray
    adjusted: np.ndarray
    covariances: np.ndarray
    log_likelihood: float
    slopes: np.ndarray
    uncertainty: np.ndarray


@dataclass(frozen=True)
class _Patterns:
    """Women by pattern: sums over the women of each.

    Attributes:
        values: (woman, visit) zero where missing.
        design: (woman, visit, column) zero where missing.
        of: (pattern, woman) 1 where she is of it.
        there: (pattern, visit).
        group: (pattern,).
        squares: (pattern, visit, visit, column, column) sums of products of the design.
        products: (pattern, visit, visit, column) sums of products of values with the design.
    """

    values: np.ndarray
    design: np.ndarray
    of: np.ndarray
    there: np.ndarray
    group: np.ndarray
    squares: np.ndarray
    products: np.ndarray


@dataclass(frozen=True)
class _State:
    """What follows from covariances.

    Attributes:
        roots: (group, visit, visit) lower triangles whose squares are the covariances.
        inverse: (pattern, visit, visit) zero where missing.
        coefficients: (column,).
        covariance: (column, column).
        residual: (woman, visit).
        log_likelihood: restricted, of values as they are handed in.
    """

    roots: np.ndarray
    inverse: np.ndarray
    coefficients: np.ndarray
    covariance: np.ndarray
    residual: np.ndarray
    log_likelihood: float


@dataclass(frozen=True)
class _Moving:
    """How the restricted likelihood changes as covariances move along directions.

    Attributes:
        slope: (direction,) of the log-likelihood.
        observed: (direction, direction) its curvature, with the sign changed.
        average: (direction, direction) a curvature that is never negative.
        bread: (direction, column, column) the loss of information of the coefficients.
        meat: (direction, direction, column, column) its part of second order.
    """

    slope: np.ndarray
    observed: np.ndarray
    average: np.ndarray
    bread: np.ndarray
    meat: np.ndarray


def fit_repeated(values: np.ndarray, design: np.ndarray, group: np.ndarray) -> RepeatedFit | None:
    """Return the fitted model; None where the likelihood has no maximum inside, as with too few women for a free covariance.

    Args:
        values: (woman, visit) NaN where missing.
        design: (woman, visit, column).
        group: (woman,) from 0, whose women have one covariance.
    """
    patterns = _patterns(values, design, group)
    try:
        state = _highest(patterns)
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
    some = seen.any(axis=1)
    values, design, group, seen = values[some], design[some], group[some], seen[some]
    kinds, which = np.unique(np.column_stack([group, seen]), axis=0, return_inverse=True)
    of = (which.reshape(-1) == np.arange(len(kinds))[:, None]).astype(float)
    y, x = np.where(seen, values, 0.0), np.where(seen[:, :, None], design, 0.0)
    squares = _summed(of, np.einsum("wac,wbd->wabcd", x, x))
    products = _summed(of, np.einsum("wa,wbc->wabc", y, x))
    return _Patterns(y, x, of, kinds[:, 1:].astype(bool), kinds[:, 0].astype(int), squares, products)


def _summed(of: np.ndarray, each: np.ndarray) -> np.ndarray:
    return (of @ each.reshape(len(each), -1)).reshape(len(of), *each.shape[1:])


def _highest(patterns: _Patterns) -> _State | None:
    """Return the restricted maximum, by Newton's steps, each halved until it climbs."""
    state = _state(patterns, _start(patterns))
    for _ in range(STEPS):
        if not _apart(state.roots):
            return None
        moving = _moving(patterns, state)
        step = _step(moving)
        if step @ moving.slope < CLOSE:
            return state
        climbed = _climbed(patterns, state, step)
        if climbed is None:
            return None
        state = climbed
    return None


def _start(patterns: _Patterns) -> np.ndarray:
    """Return the spread of each visit in each group about least squares, no two visits correlated."""
    visits, columns = patterns.design.shape[1:]
    best = np.linalg.lstsq(patterns.design.reshape(-1, columns), patterns.values.reshape(-1), rcond=None)[0]
    squares = patterns.of @ (patterns.values - patterns.design @ best) ** 2
    times = patterns.of.sum(axis=1)[:, None] * patterns.there
    groups = np.eye(patterns.group.max() + 1)[patterns.group].T
    variance = (groups @ squares) / np.maximum(groups @ times, 1)
    return np.sqrt(variance)[:, :, None] * np.eye(visits)


def _apart(roots: np.ndarray) -> bool:
    """Return whether no visit follows from the others, in any group."""
    own = np.einsum("gaa->ga", roots) ** 2
    return bool((own > SINGULAR * (roots**2).sum(axis=2)).all())


def _step(moving: _Moving) -> np.ndarray:
    """Return Newton's step, or one by the average information where the likelihood is not yet curved downwards."""
    try:
        np.linalg.cholesky(moving.observed)
        return np.linalg.solve(moving.observed, moving.slope)
    except np.linalg.LinAlgError:
        more = moving.average + 1e-8 * np.trace(moving.average) * np.eye(len(moving.slope))
        return np.linalg.solve(more, moving.slope)


def _climbed(patterns: _Patterns, state: _State, step: np.ndarray) -> _State | None:
    """Return a state that is no lower, some way along a step; variances change by their logarithm and stay positive."""
    step = step * min(1.0, 2.0 / np.abs(step).max())
    for _ in range(30):
        new = _state(patterns, _moved(state.roots, step))
        if new.log_likelihood >= state.log_likelihood - 1e-11 * abs(state.log_likelihood):
            return new
        step = step / 2
    return None


def _moved(roots: np.ndarray, step: np.ndarray) -> np.ndarray:
    groups, visits = roots.shape[:2]
    row, column = np.tril_indices(visits)
    turn = np.zeros(roots.shape)
    turn[:, row, column] = step.reshape(groups, -1)
    diagonal = np.arange(visits)
    turn[:, diagonal, diagonal] = np.exp(turn[:, diagonal, diagonal])
    return roots @ turn


def _state(patterns: _Patterns, roots: np.ndarray) -> _State:
    covariances = (roots @ roots.transpose(0, 2, 1))[patterns.group]
    both = patterns.there[:, :, None] & patterns.there[:, None, :]
    visits = np.arange(roots.shape[1])
    filled = np.where(both, covariances, 0.0)
    filled[:, visits, visits] += ~patterns.there
    inverse = np.where(both, np.linalg.inv(filled), 0.0)
    information = np.einsum("sab,sabcd->cd", inverse, patterns.squares)
    covariance = np.linalg.inv(information)
    coefficients = covariance @ np.einsum("sab,sabc->c", inverse, patterns.products)
    residual = patterns.values - patterns.design @ coefficients
    of_women = np.einsum("sw,sab->wab", patterns.of, inverse)
    distance = np.einsum("wa,wab,wb->", residual, of_women, residual)
    sizes = patterns.of.sum(axis=1)
    free = sizes @ patterns.there.sum(axis=1) - len(coefficients)
    volumes = sizes @ np.linalg.slogdet(filled)[1] + np.linalg.slogdet(information)[1]
    likelihood = -(free * math.log(2 * math.pi) + volumes + distance) / 2
    return _State(roots, inverse, coefficients, covariance, residual, float(likelihood))


def _directions(patterns: _Patterns, roots: np.ndarray) -> np.ndarray:
    """Return (direction, pattern, visit, visit): how each pattern's covariance moves, scaled by the roots of the present one."""
    groups, visits = roots.shape[:2]
    row, column = np.tril_indices(visits)
    flat = np.zeros((len(row), visits, visits))
    flat[np.arange(len(row)), row, column] += 1
    flat += flat.transpose(0, 2, 1)
    scaled = np.einsum("gab,ibc,gdc->giad", roots, flat, roots)
    own = np.eye(groups)[patterns.group]
    return np.einsum("sg,giab->gisab", own, scaled).reshape(groups * len(row), len(own), visits, visits)


def _moving(patterns: _Patterns, state: _State) -> _Moving:
    directions = _directions(patterns, state.roots)
    inverse, phi = state.inverse, state.covariance
    sizes = patterns.of.sum(axis=1)
    residuals = _summed(patterns.of, np.einsum("wa,wb->wab", state.residual, state.residual))
    crossed = _summed(patterns.of, np.einsum("wa,wbc->wabc", state.residual, patterns.design))
    leverage = np.einsum("sabcd,cd->sab", patterns.squares, phi)
    turned = inverse @ directions  # V^-1 D
    once = turned @ inverse  # V^-1 D V^-1
    twice = np.einsum("isab,jsbc->ijsac", turned, once)  # V^-1 D V^-1 D V^-1
    bread = np.einsum("isab,sabcd->icd", once, patterns.squares)
    meat = np.einsum("ijsab,sabcd->ijcd", twice, patterns.squares)
    pulled = np.einsum("isab,sabc->ic", once, crossed)
    slope = -np.einsum("s,isaa->i", sizes, turned) + np.einsum("isab,sab->i", once, residuals + leverage)
    trace = np.einsum("s,isab,jsba->ij", sizes, turned, turned) - 2 * np.einsum("ijsab,sab->ij", twice, leverage)
    trace += np.einsum("icd,jdc->ij", phi @ bread, phi @ bread)
    quadratic = np.einsum("ijsab,sab->ij", twice, residuals) - pulled @ phi @ pulled.T
    return _Moving(slope / 2, quadratic - trace / 2, quadratic / 2, bread, meat)


def _told(patterns: _Patterns, state: _State) -> RepeatedFit:
    moving, phi = _moving(patterns, state), state.covariance
    np.linalg.cholesky(moving.observed)  # raises where it is no maximum
    uncertainty = np.linalg.inv(moving.observed)
    second = moving.meat - np.einsum("icd,de,jef->ijcf", moving.bread, phi, moving.bread)
    added = 2 * np.einsum("ij,ijcd->cd", uncertainty, second)
    return RepeatedFit(
        coefficients=state.coefficients,
        covariance=phi,
        adjusted=phi + phi @ added @ phi,
        covariances=state.roots @ state.roots.transpose(0, 2, 1),
        log_likelihood=state.log_likelihood,
        slopes=phi @ moving.bread @ phi,
        uncertainty=uncertainty,
    )
