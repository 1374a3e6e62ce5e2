"""P-values of several endpoints adjusted so that the chance of any false claim stays at most nominal."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

import numpy as np

from milkway.analysis.laws import holm_adjusted

Adjusting = Callable[[Mapping[str, float | None]], dict[str, float | None]]
WHOLE = 1 - 1e-12  # a share that goes to and fro between two claims without loss, but for rounding


def holm(ps: Mapping[str, float | None]) -> dict[str, float | None]:
    """Return p-values by name, adjusted by Holm's step-down procedure, which holds for any dependence.

    A p that does not exist still counts among the tests, so that a missing result does not help the others.

    Source: Holm 1979 (holm1979).

    >>> {name: round(p, 4) for name, p in holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005}).items()}
    {'a': 0.03, 'b': 0.06, 'c': 0.06, 'd': 0.02}
    """
    adjusted = holm_adjusted([1.0 if p is None else p for p in ps.values()])
    return {name: None if p is None else one for (name, p), one in zip(ps.items(), adjusted, strict=True)}


def fixed_sequence(ps: Mapping[str, float | None]) -> dict[str, float | None]:
    """Return p-values by name, adjusted for testing in this order and stopping at the first that fails.

    Source: Maurer, Hothorn and Lehmacher 1995 (maurer1995).

    >>> fixed_sequence({"first": 0.02, "second": 0.2, "third": 0.001})
    {'first': 0.02, 'second': 0.2, 'third': 0.2}
    """
    worst = accumulate((1.0 if p is None else p for p in ps.values()), max)
    return {name: None if p is None else one for (name, p), one in zip(ps.items(), worst, strict=True)}


def graph(
    ps: Mapping[str, float | None], weights: Sequence[float], transitions: Sequence[Sequence[float]]
) -> dict[str, float | None]:
    """Return p-values by name, adjusted by a graph along which the level of a claim that is made goes on to others.

    A claim of weight 0 waits until one before it is made; a p that does not exist counts as 1.

    Args:
        ps: by name, in the order of the graph.
        weights: (claim,) share of the level at the start; they add up to at most 1.
        transitions: (claim, claim) share of the first's level that goes to the second; rows add up to at most 1.

    Source: Bretz, Maurer, Brannath and Posch 2009, Algorithm 2 (bretz2009).

    >>> graph({"first": 0.02, "second": 0.04}, [1.0, 0.0], [[0.0, 1.0], [0.0, 0.0]])
    {'first': 0.02, 'second': 0.04}
    """
    p = np.array([1.0 if one is None else one for one in ps.values()])
    weight, passed = np.array(weights, dtype=float), np.array(transitions, dtype=float)
    adjusted, worst, left = np.ones(len(p)), 0.0, list(range(len(p)))
    while left:
        made = min(left, key=lambda claim: p[claim] / weight[claim] if weight[claim] > 0 else np.inf)
        worst = max(worst, min(p[made] / weight[made], 1.0) if weight[made] > 0 else 1.0)
        adjusted[made] = worst
        left.remove(made)
        weight, passed = _without(made, weight, passed)
    return {name: None if one is None else float(found) for (name, one), found in zip(ps.items(), adjusted, strict=True)}


def _without(made: int, weight: np.ndarray, passed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return weights and transitions of the claims that are left when one is made."""
    there, back = passed[made], passed[:, made]
    round_trip = back * there
    ways = passed + np.outer(back, there)
    further = np.where((round_trip < WHOLE)[:, None], ways / np.where(round_trip < WHOLE, 1 - round_trip, 1.0)[:, None], 0.0)
    np.fill_diagonal(further, 0.0)
    further[made], further[:, made] = 0.0, 0.0
    return np.where(np.arange(len(weight)) == made, 0.0, weight + weight[made] * there), further
