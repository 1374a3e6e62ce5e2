"""The search for sets whose infants are like those of the cohorts: covariance matrix adaptation from the middle of the priors.

The numbers of the infant's gut that results of the likelihood tuned are moved together (CMA-ES, Hansen 2016, arXiv
1604.00772; the library pycma); all others stay at the middle of their priors. What is made small is minus the log posterior
density, cohort effects summed over. The sets near the end, each weighing as its density at a temperature that leaves
`EFFECTIVE` of them, are the ensemble: a linear smoother cannot follow guilds that die out, and from the priors alone it does
not arrive.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

import numpy as np

from milkway.core.brief import brief

POPULATION = 20  # sets of a generation
FIRST_STEP, NEAR_STEP = 0.7, 0.25  # standard deviations of the priors: from their middle, and from a start that is known
WIDEST = 3.0
KEPT = 1200  # last sets, of which the ensemble is made
EFFECTIVE = 48.0  # sets that the weights are worth
HOTTER = 1.2
Evaluate = Callable[[np.ndarray, int], np.ndarray]


@dataclass(frozen=True)
class Found:
    """The end of a search.

    Attributes:
        sets: (set, number) coordinates of the last sets.
        height: (set,) minus log density, less that of the best.
        best: (number,) the mean of the last generation.
        temperature: at which sets weigh.
        course: (generation,) the least height of each, as it was.
        evaluated: sets simulated.
    """

    sets: np.ndarray
    height: np.ndarray
    best: np.ndarray
    temperature: float
    course: tuple[float, ...]
    evaluated: int

    __repr__ = brief

    @property
    def weights(self) -> np.ndarray:
        """Return (set,) weights that add up to one."""
        return _weights(self.height, self.temperature)

    def drawn(self, many: int, seed: int) -> np.ndarray:
        """Return (draw, number) sets drawn by their weights."""
        return self.sets[np.random.default_rng(seed).choice(len(self.sets), many, p=self.weights)]


def search(evaluate: Evaluate, numbers: int, most: int, seed: int, start: np.ndarray | None = None) -> Found:
    """Return where the density is high.

    Args:
        evaluate: returns (set,) minus log density, up to a constant, of (set, number) coordinates and their generation, whose
            sets share their luck; infinite where a set could not be simulated.
        numbers: coordinates.
        most: sets.
        seed: of the search.
        start: (number,) coordinates near which to begin, in smaller steps; the middle of the priors without.
    """
    options = {"maxfevals": most, "popsize": POPULATION, "seed": seed, "verbose": -9, "bounds": [-WIDEST, WIDEST]}
    begun = (np.zeros(numbers), FIRST_STEP) if start is None else (np.clip(start, -WIDEST, WIDEST), NEAR_STEP)
    strategy = _library().CMAEvolutionStrategy(*begun, options)
    sets, heights, course = list[np.ndarray](), list[np.ndarray](), list[float]()
    while not strategy.stop():
        asked = np.array(strategy.ask())
        height = evaluate(asked, len(course))
        strategy.tell(list(asked), np.where(np.isfinite(height), height, 1e9).tolist())
        sets.append(asked)
        heights.append(height)
        course.append(float(np.min(height)))
    last, height = np.concatenate(sets)[-KEPT:], np.concatenate(heights)[-KEPT:]
    sound = np.isfinite(height)
    last, height = last[sound], height[sound] - height[sound].min()
    temperature = 1.0
    while 1 / (_weights(height, temperature) ** 2).sum() < min(EFFECTIVE, len(height) / 2):
        temperature *= HOTTER
    return Found(last, height, np.array(strategy.result.xfavorite), temperature, tuple(course), len(course) * POPULATION)


def _weights(height: np.ndarray, temperature: float) -> np.ndarray:
    weight = np.exp(-height / temperature)
    return weight / weight.sum()


def _library() -> ModuleType:
    """Return pycma, which warns on loading that it cannot draw without matplotlib."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module("cma")
