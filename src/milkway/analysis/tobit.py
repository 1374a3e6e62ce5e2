"""A normal linear model of values some of which are only known to lie below a limit, by maximum likelihood (Tobit)."""

import math
from dataclasses import dataclass

import numpy as np

from milkway.analysis.laws import log_normal_below, log_normal_density, lowest_point

LARGEST = 700.0  # of a logarithm: a search may try a point far from every load, where both laws vanish


@dataclass(frozen=True)
class Values:
    """What a Tobit model is fitted to.

    Attributes:
        value: (row,) the value, or the limit where below it.
        below: (row,) whether below.
        design: (row, column) of explanatory values.
        weight: (row,) how much a row counts.
    """

    value: np.ndarray
    below: np.ndarray
    design: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True)
class Tobit:
    """A fitted model.

    Attributes:
        coefficients: (column,).
        spread: standard deviation around the mean.
        covariance: (column + 1, column + 1) of the coefficients and the logarithm of the spread.
    """

    coefficients: np.ndarray
    spread: float
    covariance: np.ndarray


def fit_tobit(data: Values, *, robust: bool = False) -> Tobit:
    """Return the fit; its covariance is the inverse of the observed information, or the sandwich where rows have weights.

    Source: Tobin 1958 (tobin1958); sandwich of Huber and White (white1982).

    Args:
        data: with at least as many values above the limit as columns.
        robust: whether to return the sandwich.
    """
    known = ~data.below
    start = np.linalg.lstsq(data.design[known], data.value[known], rcond=None)[0]
    spread = max(float((data.value[known] - data.design[known] @ start).std()), 1e-3)
    theta = lowest_point(lambda t: _loss(t, data), lambda t: _scores(t, data).sum(axis=0), [*start, math.log(spread)])
    inverse = np.linalg.pinv(_information(theta, data), hermitian=True)
    if robust:
        scores = _scores(theta, data)
        inverse = inverse @ scores.T @ scores @ inverse
    return Tobit(theta[:-1], math.exp(theta[-1]), inverse)


def _loss(theta: np.ndarray, data: Values) -> float:
    z = (data.value - data.design @ theta[:-1]) / math.exp(theta[-1])
    each = np.where(data.below, log_normal_below(z), log_normal_density(z) - theta[-1])
    return -float(data.weight @ each)


def _scores(theta: np.ndarray, data: Values) -> np.ndarray:
    """Return the slope of each row's loss; (row, parameter)."""
    spread = math.exp(theta[-1])
    z = (data.value - data.design @ theta[:-1]) / spread
    push = np.where(data.below, -np.exp(np.minimum(log_normal_density(z) - log_normal_below(z), LARGEST)), z)
    along = push * z - np.where(data.below, 0.0, 1.0)
    return -data.weight[:, None] * np.column_stack([push[:, None] * data.design / spread, along])


def _information(theta: np.ndarray, data: Values) -> np.ndarray:
    steps = 1e-5 * np.eye(len(theta))
    rows = [(_scores(theta + h, data).sum(axis=0) - _scores(theta - h, data).sum(axis=0)) / 2e-5 for h in steps]
    square = np.array(rows)
    return (square + square.T) / 2
