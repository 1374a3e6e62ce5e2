"""Where a simulation with chance comes nearest to what was observed, and how results follow numbers there: Gauss-Newton steps.

Sets are scattered about a point; how results follow numbers is read off them by ridge regression, each result with the
penalty that generalized cross-validation gives it (Golub, Heath and Wahba 1979, doi 10.1080/00401706.1979.10489751); steps
of several lengths (Levenberg, Marquardt) are tried, and the best is gone. Scatter shrinks as the search goes on. At the end sets
are scattered once more, as wide as a posterior may be, for the slopes from which its draws are corrected
(`corrected_draws.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from milkway.core.brief import brief

FIRST, LAST = 0.5, 0.2  # standard deviations of the priors over which sets are scattered, at the first step and at the last
END = 0.35  # the same after the last step
WINDOW = 3  # steps whose sets are used together
NEAR, AFTER = 1.6, 0.5  # within which sets of earlier steps count: of the scatter, and after the last step
PENALTIES = np.geomspace(0.5, 200.0, 24)  # of the ridge, in squared singular values of a design of unit scale
DAMPED = (0.0, 1.0, 3.0, 10.0, 30.0, 100.0)  # of Levenberg and Marquardt, in precisions of the prior
WIDEST = 3.0  # standard deviations of the prior beyond which no set goes
APART = 100_000  # between lucks of scattered sets, of trial steps and of the last sets
Simulate = Callable[[np.ndarray, int], np.ndarray]


@dataclass(frozen=True)
class Observations:
    """What is observed.

    Attributes:
        value: (result,).
        covariance: (result, result) of sampling and of what the model misses.
    """

    value: np.ndarray
    covariance: np.ndarray


@dataclass(frozen=True)
class Effort:
    """How many steps, sets scattered at each, simulations of each trial step, and sets scattered about the end."""

    steps: int
    scattered: int
    lucks: int
    last: int

    @property
    def sets(self) -> int:
        """Return how many sets are simulated."""
        return self.steps * (self.scattered + self.lucks * (len(DAMPED) + 1)) + self.last


@dataclass(frozen=True)
class Slopes:
    """How results follow numbers about a point.

    Attributes:
        there: (result,) at the point.
        slope: (result, number).
        unexplained: (result, result) covariance of what slopes leave.
    """

    there: np.ndarray
    slope: np.ndarray
    unexplained: np.ndarray


@dataclass(frozen=True)
class Found:
    """The end of a search.

    Attributes:
        best: (number,) coordinates of the last point.
        slopes: about it.
        course: (step,) minus log density of the point after each step, up to a constant.
        evaluated: sets simulated.
    """

    best: np.ndarray
    slopes: Slopes
    course: tuple[float, ...]
    evaluated: int

    __repr__ = brief

    def taking(self, which: np.ndarray) -> "Found":
        """Return the same with some results."""
        told = Slopes(self.slopes.there[which], self.slopes.slope[which], self.slopes.unexplained[np.ix_(which, which)])
        return replace(self, slopes=told)


def search(simulate: Simulate, seen: Observations, numbers: int, effort: Effort, seed: int) -> Found:
    """Return where standard normal numbers are likeliest.

    Args:
        simulate: returns (set, result) of (set, number) coordinates and their luck, which the sets share; a row of NaN where a
            set could not be simulated, NaN alone where nobody could be measured.
        seen: what was observed.
        numbers: coordinates.
        effort: how much.
        seed: of the search, and the first luck.
    """
    chance = np.random.default_rng(seed)
    at, course, kept = np.zeros(numbers), list[float](), list[tuple[np.ndarray, np.ndarray]]()
    for step in range(effort.steps):
        wide = FIRST * (LAST / FIRST) ** (step / max(effort.steps - 1, 1))
        kept.append(_simulated(simulate, _about(at, wide, effort.scattered, chance), seed + step))
        at, height = _stepped(simulate, seen, at, wide, kept[-WINDOW:], effort.lucks, seed + APART + effort.lucks * step)
        course.append(height)
    kept.append(_simulated(simulate, _about(at, END, effort.last, chance), seed + 2 * APART))
    return Found(at, _slopes_near(at, AFTER, kept[-WINDOW - 1 :]), tuple(course), effort.sets)


def slopes(x: np.ndarray, y: np.ndarray, groups: np.ndarray | None = None) -> Slopes:
    """Return how results follow numbers.

    Args:
        x: (set, number) coordinates, about zero.
        y: (set, result).
        groups: (set,) sets that share their luck: what a luck does to all of them is no slope; all without.

    >>> x = np.random.default_rng(0).standard_normal((200, 2))
    >>> found = slopes(x, 1.0 + x @ np.array([[2.0], [0.0]]))
    >>> found.there.round(2).tolist(), found.slope.round(2).tolist()
    ([1.0], [[1.99, 0.0]])
    """
    together = np.zeros(len(x), int) if groups is None else np.unique(groups, return_inverse=True)[1]
    many = np.bincount(together)[:, None]
    middle = (np.array([x[together == one].sum(axis=0) for one in range(len(many))]) / many)[together]
    mean = (np.array([y[together == one].sum(axis=0) for one in range(len(many))]) / many)[together]
    wide = x.std()
    left, size, right = np.linalg.svd((x - middle) / wide, full_matrices=False)
    sound = size > 1e-9 * size[0]
    left, size, right = left[:, sound], size[sound], right[sound]
    along = left.T @ (y - mean)
    shrunk = size[:, None] ** 2 / (size[:, None] ** 2 + PENALTIES)  # (number, penalty)
    unseen = ((y - mean) ** 2).sum(axis=0) - (along**2).sum(axis=0)
    missed = np.einsum("kp,kr->pr", (1 - shrunk) ** 2, along**2) + unseen
    free = np.maximum(len(x) - len(many) - shrunk.sum(axis=0), 1e-9)
    best = np.argmin(missed / free[:, None] ** 2, axis=0)
    kept = shrunk[:, best]
    slope = ((kept / size[:, None]) * along).T @ right / wide
    apart = (y - mean) - left @ (kept * along)
    unexplained = apart.T @ apart / np.sqrt(np.outer(free[best], free[best]))
    return Slopes(y.mean(axis=0) - slope @ x.mean(axis=0), slope, unexplained)


def _slopes_near(at: np.ndarray, near: float, kept: Sequence[tuple[np.ndarray, np.ndarray]]) -> Slopes:
    """Return slopes about a point from all sets of the last step, and from those of earlier ones that are near."""
    x, y = (np.concatenate(each) for each in zip(*kept, strict=True))
    groups = np.repeat(np.arange(len(kept)), [len(sets) for sets, _ in kept])
    close = (((x - at) ** 2).mean(axis=1) < near**2) | (groups == len(kept) - 1)
    return slopes(x[close] - at, y[close], groups[close])


def _stepped(
    simulate: Simulate,
    seen: Observations,
    at: np.ndarray,
    wide: float,
    kept: Sequence[tuple[np.ndarray, np.ndarray]],
    lucks: int,
    luck: int,
) -> tuple[np.ndarray, float]:
    """Return the point after a step, and its height."""
    found = _slopes_near(at, NEAR * wide, kept)
    weight = np.linalg.inv(seen.covariance + np.diag(np.diag(found.unexplained)))
    curved = found.slope.T @ weight @ found.slope
    pull = found.slope.T @ weight @ (seen.value - found.there) - at
    steps = [np.linalg.solve(curved + (1 + damped) * np.eye(len(at)), pull) for damped in DAMPED]
    trials = np.clip(at + np.array([*steps, np.zeros(len(at))]), -WIDEST, WIDEST)
    height = _height(trials, _mean_of([simulate(trials, luck + i) for i in range(lucks)]), seen)
    best = int(np.argmin(height))
    return trials[best], float(height[best])


def _about(at: np.ndarray, wide: float, many: int, chance: np.random.Generator) -> np.ndarray:
    """Return (set, number) normal coordinates about a point, each with its mirror image."""
    normal = wide * chance.standard_normal(((many + 1) // 2, len(at)))
    return np.clip(at + np.concatenate([normal, -normal]), -WIDEST, WIDEST)


def _simulated(simulate: Simulate, sets: np.ndarray, luck: int) -> tuple[np.ndarray, np.ndarray]:
    """Return sets that could be simulated and their results; one that nobody could be measured for is the mean of the others."""
    y = simulate(sets, luck)
    sound = np.isfinite(y).any(axis=1)
    sets, y = sets[sound], y[sound]
    known = np.isfinite(y)
    mean = np.where(known, y, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return sets, np.where(known, y, mean)


def _mean_of(lucks: Sequence[np.ndarray]) -> np.ndarray:
    """Return the mean over lucks; where nobody could be measured in any, that of the other sets, so that it decides nothing."""
    y = np.array(lucks)
    failed, known = ~np.isfinite(y).any(axis=2).all(axis=0), np.isfinite(y)
    mean = np.where(known, y, 0.0).sum(axis=0) / np.where(known.any(axis=0), known.sum(axis=0), np.nan)
    others = np.where(np.isfinite(mean), mean, 0.0).sum(axis=0) / np.maximum(np.isfinite(mean).sum(axis=0), 1)
    found = np.where(np.isfinite(mean), mean, others)
    found[failed] = np.nan
    return found


def _height(sets: np.ndarray, y: np.ndarray, seen: Observations) -> np.ndarray:
    """Return (set,) minus log density, up to a constant; infinite where a result is missing."""
    off = np.linalg.solve(np.linalg.cholesky(seen.covariance), (y - seen.value).T)
    height = 0.5 * (off**2).sum(axis=0) + 0.5 * (sets**2).sum(axis=1)
    return np.where(np.isfinite(height), height, np.inf)
