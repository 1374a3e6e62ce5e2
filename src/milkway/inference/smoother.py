"""The ensemble smoother: parameter sets, each simulated, are moved together toward what was observed, in small steps.

Every member of the ensemble is simulated; the covariance of numbers and results over members says how far a number has to
move for a result to move (Evensen 1994). The data are taken in several times, each time with their covariance inflated, so
that every step is small (ES-MDA, Emerick and Reynolds 2013, doi 10.1016/j.cageo.2012.03.011); how much is taken in at a step
is as much as the misfit allows (data misfit controller, Iglesias and Yang 2021, doi 10.1088/1361-6420/abd29b). A covariance
that so many members would show by chance alone is taken to be none, and others are shrunk (as Luo and Bhakta 2020 do). For a
linear model with normal errors it is exact in the limit of many members; nothing here is emulated.
"""

from dataclasses import dataclass

import numpy as np

CHANCE = 3.0  # correlations up to this over the root of the number of members may be chance, and greater ones are shrunk by it
FEWEST_STEPS, MOST_STEPS = 3, 6  # so that one step takes in at most a third and at least a sixth of the data


@dataclass(frozen=True)
class Observations:
    """What is observed.

    Attributes:
        value: (result,).
        covariance: (result, result) of sampling and of what the model misses.
    """

    value: np.ndarray
    covariance: np.ndarray


def step_size(y: np.ndarray, seen: Observations, left: float) -> float:
    """Return the share of the data to take in at the next step.

    Args:
        y: (member, result) simulated.
        seen: what is observed.
        left: share that is not taken in yet.

    >>> seen = Observations(np.zeros(2), np.eye(2))
    >>> round(step_size(np.full((4, 2), 100.0), seen, 1.0), 3), round(step_size(np.eye(2), seen, 1.0), 3)
    (0.167, 0.333)
    """
    apart = np.linalg.solve(np.linalg.cholesky(seen.covariance), (y - seen.value).T)
    misfit = 0.5 * (apart**2).sum(axis=0)
    wanted = len(seen.value) / (2 * misfit.mean())
    return float(min(np.clip(wanted, 1 / MOST_STEPS, 1 / FEWEST_STEPS), left))


def moved(
    z: np.ndarray, y: np.ndarray, seen: Observations, share: float, may: np.ndarray, chance: np.random.Generator
) -> np.ndarray:
    """Return (member, number) coordinates after one step.

    Args:
        z: (member, number) coordinates, with which the members were simulated.
        y: (member, result) simulated.
        seen: what is observed.
        share: of the data to take in.
        may: (number, result) whether a result may move a number at all.
        chance: perturbs what is observed, each member by itself.

    >>> rng = np.random.default_rng(0)
    >>> z = rng.standard_normal((4000, 1))
    >>> seen = Observations(np.array([2.0]), np.array([[1.0]]))
    >>> found = moved(z, z, seen, 1.0, np.ones((1, 1), bool), rng)  # a standard normal number seen as 2 with an error of 1
    >>> round(float(found.mean()), 1), round(float(found.var()), 1)
    (1.0, 0.5)
    """
    many = len(z)
    error = np.linalg.cholesky(seen.covariance / share)
    drawn = seen.value + chance.standard_normal(y.shape) @ error.T
    a, b = z - z.mean(axis=0), y - y.mean(axis=0)
    across, within = a.T @ b / (many - 1), b.T @ b / (many - 1)
    squared = across**2 / (np.outer((a**2).mean(axis=0), (b**2).mean(axis=0)) + 1e-300)
    across = np.where(may, across * np.maximum(0.0, 1 - CHANCE**2 / many / np.maximum(squared, 1e-12)), 0.0)
    return z + np.linalg.solve(within + seen.covariance / share, (drawn - y).T).T @ across.T
