"""P-values of several endpoints adjusted so that the chance of any false claim stays at most nominal."""

from collections.abc import Mapping
from itertools import accumulate

from milkway.analysis.laws import holm_adjusted


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


METHODS = {"holm": holm, "fixed_sequence": fixed_sequence}
