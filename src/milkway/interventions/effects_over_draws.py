"""What draws of the parameters say together of a line: its sign, how many draws have it, and how large it is.

The dyads of each draw are its own, so that the mean over draws has an error that holds their chance and what draws differ by. A
sign is told where the mean lies beyond its 99 % interval: of a hundred lines in which nothing happens one is told by chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from milkway.analysis.laws import student_quantile
from milkway.core.brief import brief
from milkway.interventions.compared_draw import Line, Paired
from milkway.published.predictive import without_noise

SURE = 0.995  # of Student's law, on either side
LEAST_DRAWS = 10  # below it no interval over draws is given
FEWEST = 3  # draws, without which no sign is told
Sign = Literal["lower", "higher", "none", "cannot tell"]


@dataclass(frozen=True, eq=False)
class Effect:
    """A line over draws.

    Attributes:
        sign: of the mean; "none" where nothing differs in any dyad of any draw.
        lower: draws in which the mean is lower.
        higher: draws in which it is higher.
        draws: in which there was anybody.
        dyads: of all draws.
        differing: of these, in whom anything differs.
        usual: mean under the usual.
        spread: standard deviation between dyads under the usual, mean over draws.
        change: mean of what differs.
        error: standard error of that.
        low: 2.5th percentile over draws, the noise of few dyads taken out; None of few draws.
        high: 97.5th percentile.
        by_draw: (draw,) what differs, that noise taken out; NaN where there was nobody.
    """

    sign: Sign
    lower: int
    higher: int
    draws: int
    dyads: int
    differing: int
    usual: float
    spread: float
    change: float
    error: float
    low: float | None
    high: float | None
    by_draw: np.ndarray

    __repr__ = brief


def over_draws(found: Sequence[Mapping[Line, Paired]]) -> dict[Line, Effect]:
    """Return what draws say together of each line.

    Args:
        found: by draw, the lines of which it has anybody.
    """
    lines = dict.fromkeys(line for one in found for line in one)
    return {line: effect_of([one.get(line) for one in found]) for line in lines}


def effect_of(draws: Sequence[Paired | None]) -> Effect:
    """Return what draws say together, None of those in which there was nobody.

    >>> nobody = Paired(4, 0.5, 0.5, 0.0, 0.0, 0)
    >>> effect_of([nobody] * 5).sign, effect_of([nobody, Paired(4, 0.5, 0.5, -0.25, 0.25, 1)] * 2).sign
    ('none', 'cannot tell')
    """
    known = [one for one in draws if one is not None]
    changes, errors = np.array([one.change for one in known]), np.array([one.error for one in known])
    many = len(known)
    error = float(changes.std(ddof=1) / np.sqrt(many)) if many > 1 else 0.0
    settled = without_noise(changes, errors) if many > 1 else changes
    low, high = np.percentile(settled, (2.5, 97.5)).tolist() if many >= LEAST_DRAWS else (None, None)
    by_draw = np.full(len(draws), np.nan)
    by_draw[[i for i, one in enumerate(draws) if one is not None]] = settled
    differing = sum(one.differing for one in known)
    return Effect(
        sign=_sign(float(changes.mean()), error, many, differing),
        lower=int((changes < 0).sum()),
        higher=int((changes > 0).sum()),
        draws=many,
        dyads=sum(one.n for one in known),
        differing=differing,
        usual=float(np.mean([one.usual for one in known])),
        spread=float(np.mean([one.spread for one in known])),
        change=float(changes.mean()),
        error=error,
        low=low,
        high=high,
        by_draw=by_draw,
    )


def _sign(mean: float, error: float, draws: int, differing: int) -> Sign:
    if differing == 0:
        return "none"
    if draws < FEWEST or abs(mean) <= student_quantile(SURE, draws - 1) * error:
        return "cannot tell"
    return "lower" if mean < 0 else "higher"
