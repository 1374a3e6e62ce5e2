"""Draws of a posterior: each a draw of the prior, corrected until its simulation makes the data, drawn again with their errors.

Of a linear model with normal errors such draws are the posterior itself; of another they are near it, as wide as the prior
where data say nothing (randomized maximum likelihood; Chen and Oliver 2012, doi 10.1007/s11004-011-9376-z). What is drawn again
are the errors of the data alone: chance of the simulation is in every draw already. Corrections are damped Gauss-Newton steps,
taken only where they are better. Every draw begins with the slopes about the end of a search and mends them by what its own
steps did (Broyden 1965, doi 10.1090/S0025-5718-1965-0198670-6). It keeps its luck, so that chance is not taken for the work of a
step. A draw that stopped where it is far less likely than the others are is no draw of the posterior, and is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief
from milkway.inference.gauss_newton import WIDEST, Found, Observations

LEAST, FIRST, EASED, RAISED = 0.1, 1.0, 1 / 3, 4.0  # damping: least, after the first step, after a better step, after a worse one
SHORT = 0.1  # squared length of a step, in standard deviations of the prior, of which half is believed to show a slope
FAR = 3.0  # above the median, in standard deviations that minus log density has by chance (chosen when misfits had been seen)
APART = 300_000  # from the first luck of a search to that of the first draw
SimulateEach = Callable[[np.ndarray, Sequence[int]], np.ndarray]


@dataclass(frozen=True)
class Corrected:
    """Draws of a posterior.

    Attributes:
        draws: (draw, number) coordinates.
        which: (draw,) place of each among those that were begun.
        begun: draws; those that stopped far from the others, or could never be simulated, are left out.
        misfit: (draw,) half the squared errors from what was published; of a true model about half the number of data.
        course: (step,) median over draws of minus log density, of the data as they were drawn again for each.
        evaluated: sets simulated.
    """

    draws: np.ndarray
    which: np.ndarray
    begun: int
    misfit: np.ndarray
    course: tuple[float, ...]
    evaluated: int

    __repr__ = brief


def corrected(
    simulate: SimulateEach, seen: Observations, chance: np.ndarray, found: Found, many: int, steps: int, seed: int
) -> Corrected:
    """Return draws of the posterior of standard normal numbers.

    Args:
        simulate: returns (draw, result) of (draw, number) coordinates and the luck of each, as `gauss_newton.search` has it; all
            draws, always in the same order.
        seen: what was observed, without the chance of the simulation.
        chance: (result, result) covariance of the chance of the simulation.
        found: the end of a search, whose slopes are taken.
        many: draws.
        steps: corrections of each.
        seed: of the draws, of the data drawn again, and of the first luck.
    """
    drawn = np.random.default_rng([seed, APART])
    prior = np.clip(drawn.standard_normal((many, len(found.best))), -WIDEST, WIDEST)
    data = seen.value + drawn.standard_normal((many, len(seen.value))) @ np.linalg.cholesky(seen.covariance).T
    weight = np.linalg.inv(seen.covariance + chance)
    at, y = np.tile(found.best, (many, 1)), np.tile(found.slopes.there, (many, 1))
    slope, height, damped = np.tile(found.slopes.slope, (many, 1, 1)), np.full(many, np.inf), np.zeros(many)
    course, lucks = list[float](), range(seed + APART, seed + APART + many)
    for _ in range(steps):
        trial = np.clip(at + _steps(at - prior, data - y, slope, weight, damped), -WIDEST, WIDEST)
        new = _filled(simulate(trial, lucks))
        off = data - new
        reached = 0.5 * np.einsum("dr,rs,ds->d", off, weight, off) + 0.5 * ((trial - prior) ** 2).sum(axis=1)
        reached = np.where(np.isfinite(reached), reached, np.inf)
        told = np.isfinite(height) & np.isfinite(reached)  # the point of the search was simulated with another luck
        slope[told] = _mended(slope[told], (trial - at)[told], (new - y)[told])
        better = reached < height
        eased = np.where(np.isfinite(height), np.maximum(damped * EASED, LEAST), FIRST)
        damped = np.where(better, eased, np.maximum(damped, LEAST) * RAISED)
        at[better], y[better], height[better] = trial[better], new[better], reached[better]
        course.append(float(np.median(height)))
    far = np.median(height) + FAR * np.sqrt(2 * len(seen.value))
    sound = np.flatnonzero(np.isfinite(height) & (height <= far))
    off = seen.value - y[sound]
    misfit = 0.5 * np.einsum("dr,rs,ds->d", off, weight, off)
    return Corrected(at[sound], sound, many, misfit, tuple(course), many * steps)


def _steps(away: np.ndarray, off: np.ndarray, slope: np.ndarray, weight: np.ndarray, damped: np.ndarray) -> np.ndarray:
    """Return (draw, number) steps of draws so far away from their priors, whose results are so far off."""
    weighed = np.einsum("drn,rs->dns", slope, weight)
    curved = weighed @ slope + (1 + damped)[:, None, None] * np.eye(slope.shape[2])
    return np.linalg.solve(curved, ((weighed @ off[:, :, None])[:, :, 0] - away)[:, :, None])[:, :, 0]


def _mended(slope: np.ndarray, step: np.ndarray, change: np.ndarray) -> np.ndarray:
    """Return (draw, result, number) slopes that say of a step what it did, the less the shorter it was."""
    missed = change - (slope @ step[:, :, None])[:, :, 0]
    return slope + missed[:, :, None] * (step / ((step**2).sum(axis=1) + SHORT)[:, None])[:, None, :]


def _filled(y: np.ndarray) -> np.ndarray:
    """Return results; one that nobody could be measured for is the mean of other draws, a draw that failed stays so."""
    sound, known = np.isfinite(y).any(axis=1), np.isfinite(y)
    mean = np.where(known, y, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(known | ~sound[:, None], y, mean)
