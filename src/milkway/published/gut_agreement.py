"""What all occasions of the infant's gut say together: how far off the model is, and whether it beats a naive rival."""

from dataclasses import dataclass
from math import nan

import numpy as np
from scipy.special import ndtri

from milkway.published.gut_comparison import Compared
from milkway.published.resampling import Moved

CLEAR = 2.0  # standard errors
INSIDE = 0.9  # of the interval of the skill


@dataclass(frozen=True)
class Agreement:
    """What the averaged occasions say together.

    Attributes:
        occasions: averaged.
        model: mean fair IQD over occasions and guilds.
        rivalled: occasions that have a rival.
        better: of these, those on which the model is nearer than the rival.
        clearly_better: those on which it is so by more than two standard errors.
        clearly_worse: those on which the rival is.
        skill: 1 - sum of the model's over sum of the rival's, on all that have a rival; NaN if the rival's sum is not above
            zero by more than two standard errors, since a ratio says nothing where its denominator may be none.
        skill_low: lower end of its 90 % interval.
        skill_high: upper end.
        absolute_error: mean absolute error of mean shares.
        sampling_error: what that would be of a perfect model.
    """

    occasions: int
    model: float
    rivalled: int
    better: int
    clearly_better: int
    clearly_worse: int
    skill: float
    skill_low: float
    skill_high: float
    absolute_error: float
    sampling_error: float


@dataclass(frozen=True)
class _Pair:
    """The model's and the rival's fair IQD on an occasion, how far they move, and how many errors the model is nearer."""

    model: float
    rival: float
    model_moved: Moved
    rival_moved: Moved
    margin: float


def agreement(found: tuple[Compared, ...]) -> Agreement:
    """Return what the averaged occasions say together."""
    counted = [one for one in found if one.averaged]
    pairs = [pair for pair in map(_pair, counted) if pair is not None]
    guilds = [guild for one in counted for guild in one.guilds.values()]
    low, skill, high = _skill(pairs)
    return Agreement(
        occasions=len(counted),
        model=float(np.mean([one.model for one in counted if one.model is not None])),
        rivalled=len(pairs),
        better=sum(pair.model < pair.rival for pair in pairs),
        clearly_better=sum(pair.margin > CLEAR for pair in pairs),
        clearly_worse=sum(pair.margin < -CLEAR for pair in pairs),
        skill=skill,
        skill_low=low,
        skill_high=high,
        absolute_error=float(np.mean([abs(one.simulated - one.published) for one in guilds])),
        sampling_error=float(np.mean([one.error for one in guilds])),
    )


def _pair(one: Compared) -> _Pair | None:
    model, rival, own, others, margin = one.model, one.rival, one.model_moved, one.rival_moved, one.margin_moved
    if model is None or rival is None or own is None or others is None or margin is None:
        return None
    return _Pair(model, rival, own, others, (rival - model) / margin.error)


def _skill(pairs: list[_Pair]) -> tuple[float, float, float]:
    """Return the skill between the ends of its interval.

    A ratio of sums is off by as much as its numerator less the ratio times its denominator is, over the denominator.
    """
    model, rival = sum(pair.model for pair in pairs), sum(pair.rival for pair in pairs)
    if not pairs or rival <= CLEAR * Moved.sum([pair.rival_moved for pair in pairs]).error:
        return nan, nan, nan
    ratio = model / rival
    parts = [part for pair in pairs for part in (pair.model_moved, pair.rival_moved.times(-ratio))]
    off = float(ndtri((1 + INSIDE) / 2)) * Moved.sum(parts).error / rival
    return 1 - ratio - off, 1 - ratio, 1 - ratio + off
