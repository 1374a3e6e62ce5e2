"""Episodes of women who left, drawn from a model of each day's chance of a first episode.

A logistic model from arm, time and what was asked at entry; in the first week after leaving also from the worst pain of the
last week that was seen. Later weeks know nothing of pain.
"""

import math
from dataclasses import dataclass

import numpy as np

from milkway.analysis.estimate import absent
from milkway.analysis.laws import Fit, logistic
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.binary import RISK_DIFFERENCE
from milkway.core.streams import Streams
from milkway.trials.missing.complete_women import RECENT, Women
from milkway.trials.missing.imputing import SETS, Assumed, drawn
from milkway.trials.missing.pooling import pooled
from milkway.trials.missing.spells import passing, spells


@dataclass(frozen=True)
class Model:
    """Both arms with the chance of a first episode on a day: in the week after leaving, and later."""

    first: Women
    second: Women
    near: Fit
    far: Fit


@dataclass(frozen=True)
class Unseen:
    """Days that were not seen, of women without an episode so far: (day,) her position, and (day, column) what predicts."""

    woman: np.ndarray
    design: np.ndarray


def model_of(first: Women, second: Women) -> Model | None:
    """Return the model, fitted to the days that were seen; None where an arm has no episode."""
    if not (first.ill_seen.any() and second.ill_seen.any()):
        return None
    near, far = (_hazard(first, second, recent=recent) for recent in (True, False))
    return Model(first, second, near, far)


def risk(model: Model | None, assumed: Assumed, streams: Streams, n: tuple[int, int]) -> Estimate:
    """Return the risk difference of all women randomised, those who left imputed.

    Args:
        model: of `model_of`.
        assumed: of women who left the first arm.
        streams: all chance.
        n: women of each arm.
    """
    if model is None:
        return absent(RISK_DIFFERENCE, n, "no episode seen in an arm")
    unseen = _unseen(model.first, float(not assumed.as_reference)), _unseen(model.second, 0.0)
    centres: list[float] = []
    errors: list[float] = []
    for number in range(SETS):
        betas = drawn(model.near, streams, "near", number), drawn(model.far, streams, "far", number)
        shares = (
            _share(model.first, unseen[0], betas, assumed.shift, streams, number),
            _share(model.second, unseen[1], betas, 0.0, streams, number),
        )
        centres.append(shares[0] - shares[1])
        errors.append(math.sqrt(sum(share * (1 - share) / size for share, size in zip(shares, n, strict=True))))
    return pooled(RISK_DIFFERENCE, centres, errors, n)


def _hazard(first: Women, second: Women, *, recent: bool) -> Fit:
    """Return the logistic model of a day's chance of a first episode."""
    happened: list[np.ndarray] = []
    chances: list[np.ndarray] = []
    designs: list[np.ndarray] = []
    for arm, women in ((1.0, first), (0.0, second)):
        until = np.minimum(np.minimum(women.leaves, women.ends), women.begins + 1)
        days = spells(women.days < until[:, None], women.days == women.begins[:, None], women.recent_pain() * recent)
        happened.append(days.happened)
        chances.append(days.chances)
        designs.append(_design(women, days.woman, days.day, arm, days.pain if recent else None))
    return logistic(np.concatenate(happened), np.concatenate(chances), np.concatenate(designs))


def _unseen(women: Women, arm: float) -> tuple[Unseen, Unseen]:
    """Return the days that were not seen: in the week after leaving, and later."""
    days, leaves = women.days, women.leaves[:, None]
    missed = (days >= leaves) & (days < women.ends[:, None]) & ~women.ill_seen[:, None]
    soon = missed & (days < leaves + RECENT)
    pain = women.pain_before(women.leaves)
    return _days(women, soon, arm, pain), _days(women, missed & ~soon, arm, None)


def _days(women: Women, wanted: np.ndarray, arm: float, pain: np.ndarray | None) -> Unseen:
    woman, day = np.nonzero(wanted)
    return Unseen(woman, _design(women, woman, day, arm, None if pain is None else pain[woman]))


def _share(
    women: Women,
    unseen: tuple[Unseen, Unseen],
    betas: tuple[np.ndarray, np.ndarray],
    shift: float,
    streams: Streams,
    number: int,
) -> float:
    """Return the share of an arm with an episode, seen or imputed."""
    free = np.zeros(len(women.dyads))
    for days, beta in zip(unseen, betas, strict=True):
        free -= np.bincount(days.woman, weights=np.logaddexp(0.0, days.design @ beta + shift), minlength=len(free))
    luck = streams.uniform("imputed episode", women.dyads, number)
    return float((women.ill_seen | (luck > np.exp(free))).mean())


def _design(women: Women, woman: np.ndarray, day: np.ndarray, arm: float, pain: np.ndarray | None) -> np.ndarray:
    columns = [passing(day), np.full(len(woman), arm), women.baseline[woman]]
    return np.column_stack(columns if pain is None else [*columns, pain])
