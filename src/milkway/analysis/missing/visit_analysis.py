"""Arms compared at a visit by analysis of covariance, ratings of women who left imputed: draw, impute, analyse, pool."""

from dataclasses import dataclass

import numpy as np

from milkway.analysis.estimate import absent
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.loads import MEAN_DIFFERENCE
from milkway.analysis.missing.imputed_visits import Visits, impute, parameters, why_no_model
from milkway.analysis.missing.imputing import SETS, pooled
from milkway.analysis.missing.visit_strategies import Means
from milkway.core.streams import Streams


@dataclass(frozen=True)
class AtVisit:
    """One visit: the difference of the first arm from the reference, and the mean of each where what is asked is at its mean."""

    difference: Estimate
    means: tuple[Estimate, Estimate]


def ratings_by_visit(
    first: Visits, second: Visits, strategy: Means, streams: Streams, delta: float = 0.0, sets: int = SETS
) -> tuple[AtVisit, ...]:
    """Return every visit, by Rubin's rules with the degrees of freedom of Barnard and Rubin.

    Args:
        first: women of the first arm.
        second: women of the reference arm.
        strategy: what is assumed of women who left the first arm.
        streams: all chance.
        delta: what is added to each rating that was not seen since she left the first arm.
        sets: completed data sets.
    """
    n, visits = (len(first.rating), len(second.rating)), first.rating.shape[1]
    why_not = why_no_model(first, second)
    if why_not:
        none = absent(MEAN_DIFFERENCE, n, why_not)
        return tuple(AtVisit(none, (none, none)) for _ in range(visits))
    design = _design(first, second)
    found: list[tuple[np.ndarray, np.ndarray]] = []
    for number, given in enumerate(parameters(first, second, sets, streams)):
        found.append(_least_squares(np.vstack(impute(first, second, given, strategy, delta, streams, number)), design))
    centres, errors = (np.array(part) for part in zip(*found, strict=True))
    complete = sum(n) - int(np.linalg.matrix_rank(design))

    def over_sets(visit: int, which: int) -> Estimate:
        return pooled(MEAN_DIFFERENCE, centres[:, which, visit].tolist(), errors[:, which, visit].tolist(), n, complete=complete)

    return tuple(AtVisit(over_sets(visit, 0), (over_sets(visit, 1), over_sets(visit, 2))) for visit in range(visits))


def _design(first: Visits, second: Visits) -> np.ndarray:
    """Return (woman, column): whether in the first arm, whether in the reference, and what is asked less its mean."""
    asked = np.vstack([first.baseline, second.baseline])
    arms = np.eye(2)[np.repeat([0, 1], [len(first.rating), len(second.rating)])]
    return np.column_stack([arms, asked - asked.mean(axis=0)])


def _least_squares(full: np.ndarray, design: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (contrast, visit) estimates and their standard errors: of the difference, of the first arm, of the reference."""
    inverse = np.linalg.pinv(design.T @ design, hermitian=True)
    effects = inverse @ design.T @ full
    spread = ((full - design @ effects) ** 2).sum(axis=0) / (len(full) - np.linalg.matrix_rank(design))
    contrasts = np.zeros((3, design.shape[1]))
    contrasts[:, :2] = [[1.0, -1.0], [1.0, 0.0], [0.0, 1.0]]
    leverage = np.einsum("kc,cd,kd->k", contrasts, inverse, contrasts)
    return contrasts @ effects, np.sqrt(leverage[:, None] * spread)
