"""Random effects over trials: the mean effect, how far trials differ, and where the effect of one more trial would lie.

Each trial's effect is normal around its own true one, and these are normal around their mean. The variance between trials is
Paule and Mandel's; the interval of the mean is Hartung and Knapp's, never narrower than without their factor; that of one more
trial is by Student's law with two degrees of freedom fewer than trials, as Higgins and others have it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from milkway.analysis.laws import chi_square_above, root, student_quantile

BOTH_SIDES = 0.975
LEAST = 2  # trials
LEAST_PREDICTED = 3


@dataclass(frozen=True)
class Pooled:
    """Trials together, on a scale on which effects add up.

    Attributes:
        mean: of the trials' true effects.
        low: lower 95 % bound of it.
        high: upper bound.
        tau: standard deviation between the trials' true effects.
        q: Cochran's.
        p: of no difference between trials, by Q.
        i2: share of the trials' variance that is between them, by Q.
        predicted: 95 % interval of the true effect of one more trial; None of two trials, which do not tell it.
        weights: (trial,) share of each in the mean.
    """

    mean: float
    low: float
    high: float
    tau: float
    q: float
    p: float
    i2: float
    predicted: tuple[float, float] | None
    weights: tuple[float, ...]


def pooled(effects: Sequence[float], errors: Sequence[float]) -> Pooled:
    """Return trials together.

    Args:
        effects: (trial,) at least two, on a scale on which they add up.
        errors: (trial,) standard error of each, positive.

    Sources: Paule and Mandel 1982 (paule1982); Hartung and Knapp 2001 (hartung2001); Higgins, Thompson and Spiegelhalter 2009
    (higgins2009); the lower limit of the factor by Röver, Knapp and Friede 2015 (rover2015).
    """
    effect, variance = np.array(effects, dtype=float), np.array(errors, dtype=float) ** 2
    k = len(effect)
    assert k >= LEAST, "two trials"
    between, q = _between(effect, variance), _spread(effect, variance, 0.0)
    weight = 1 / (variance + between)
    mean = float(weight @ effect / weight.sum())
    error = sqrt(max(1.0, _spread(effect, variance, between) / (k - 1)) / weight.sum())
    half = student_quantile(BOTH_SIDES, k - 1) * error
    wide = student_quantile(BOTH_SIDES, k - 2) * sqrt(between + error**2) if k >= LEAST_PREDICTED else None
    return Pooled(
        mean=mean,
        low=mean - half,
        high=mean + half,
        tau=sqrt(between),
        q=q,
        p=chi_square_above(q, k - 1),
        i2=max(0.0, 1 - (k - 1) / q) if q > 0 else 0.0,
        predicted=None if wide is None else (mean - wide, mean + wide),
        weights=tuple((weight / weight.sum()).tolist()),
    )


def _between(effect: np.ndarray, variance: np.ndarray) -> float:
    """Return the variance between trials with which their weighted spread is its expectation; zero where it is less without."""
    expected = len(effect) - 1
    if _spread(effect, variance, 0.0) <= expected:
        return 0.0
    most = float(((effect - effect.mean()) ** 2).sum())  # weights of less than 1 / most: the spread is then below 1
    return root(lambda between: _spread(effect, variance, between) - expected, 0.0, most)


def _spread(effect: np.ndarray, variance: np.ndarray, between: float) -> float:
    """Return the weighted sum of squares of the effects around their mean; without variance between trials Cochran's Q."""
    weight = 1 / (variance + between)
    return float(weight @ (effect - weight @ effect / weight.sum()) ** 2)
