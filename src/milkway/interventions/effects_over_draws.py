"""What draws of the parameters say together of a line: its sign, how many draws have it, and how large it is.

The dyads of each draw are its own, so that a draw's sign holds their chance too. A sign is told where draws are so lopsided as
comes by chance at most once in a hundred lines in which lower and higher are equally likely (the sign test).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb, hypot
from typing import Literal

import numpy as np

from milkway.core.brief import brief
from milkway.interventions.compared_draw import Line, Paired
from milkway.published.predictive import without_noise

CHANCE = 0.01  # of a sign where there is none, at most
LEAST_DRAWS = 10  # below it no interval over draws is given
Z95 = 1.959963984540054  # of the standard normal distribution, 97.5 %
Sign = Literal["lower", "higher", "none", "cannot tell"]


@dataclass(frozen=True, eq=False)
class Effect:
    """A line over draws.

    Attributes:
        sign: of most draws; "none" where nothing differs in any dyad of any draw.
        lower: draws in which the mean is lower.
        higher: draws in which it is higher.
        draws: in which there was anybody.
        dyads: of all draws.
        differing: of these, in whom anything differs.
        usual: mean under the usual.
        spread: standard deviation between dyads under the usual, mean over draws.
        change: mean of what differs.
        error: standard error of that.
        noise: the part of it that few dyads make.
        low: end of an interval that holds 95 % of draws, the noise of few dyads taken out of what they differ by and left in
            their mean; None of few draws.
        high: its other end.
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
    noise: float
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
    lower, higher = int((changes < 0).sum()), int((changes > 0).sum())
    noise = float(np.sqrt((errors**2).mean() / many))
    low, high = interval(settled, noise) if many >= LEAST_DRAWS else (None, None)
    by_draw = np.full(len(draws), np.nan)
    by_draw[[i for i, one in enumerate(draws) if one is not None]] = settled
    differing = sum(one.differing for one in known)
    return Effect(
        sign=_sign(lower, higher, differing),
        lower=lower,
        higher=higher,
        draws=many,
        dyads=sum(one.n for one in known),
        differing=differing,
        usual=float(np.mean([one.usual for one in known])),
        spread=float(np.mean([one.spread for one in known])),
        change=float(changes.mean()),
        error=error,
        noise=noise,
        low=low,
        high=high,
        by_draw=by_draw,
    )


def interval(draws: np.ndarray, noise: float) -> tuple[float, float]:
    """Return an interval that holds 95 % of draws whose mean is known with an error.

    >>> interval(np.zeros(10), 1.0)
    (-1.959963984540054, 1.959963984540054)
    """
    middle = float(draws.mean())
    low, high = (abs(float(one) - middle) for one in np.percentile(draws, (2.5, 97.5)))
    return middle - hypot(low, Z95 * noise), middle + hypot(high, Z95 * noise)


def chance_of(lower: int, higher: int) -> float:
    """Return how often one of two sides, equally likely in each draw, would have as many draws or more by chance.

    >>> chance_of(11, 1), chance_of(2, 2)
    (0.00634765625, 1.0)
    """
    draws, more = lower + higher, max(lower, higher)
    return min(1.0, 2 * sum(comb(draws, many) for many in range(more, draws + 1)) / 2**draws)


def _sign(lower: int, higher: int, differing: int) -> Sign:
    if differing == 0:
        return "none"
    if chance_of(lower, higher) > CHANCE:
        return "cannot tell"
    return "lower" if lower > higher else "higher"
