"""Episodes of women who left, drawn from a model of each day's chance of a first episode.

A logistic model from arm, time and what was asked at entry; in the first week after leaving also from the worst pain of the
last week that was seen. Later weeks know nothing of pain.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from milkway.analysis.estimate import absent
from milkway.analysis.laws import Fit
from milkway.analysis.logistic import logistic
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.binary import RISK_DIFFERENCE
from milkway.analysis.missing.imputing import OWN, REFERENCE, SETS, Strategy, drawn, jump_to_reference, over_sets
from milkway.analysis.missing.spells import passing, spells
from milkway.analysis.missing.women import RECENT, Women
from milkway.analysis.reasons import NO_EPISODE
from milkway.core.streams import Streams

Designs = Callable[[float], np.ndarray]
PENALISED = "a column separates women who fell ill from who did not: bounded by Firth's penalty"


@dataclass(frozen=True)
class Unseen:
    """Days that were not seen, of women without an episode so far: (day,) her position, and what predicts by code of an arm."""

    woman: np.ndarray
    designs: Designs


@dataclass(frozen=True)
class Model:
    """Both arms with the chance of a first episode on a day that was not seen: in the week after leaving, and later.

    `draws` are (set, column) coefficients of both; `penalised` says that some were without a bound.
    """

    arms: tuple[Women, Women]
    draws: tuple[np.ndarray, np.ndarray]
    penalised: bool
    unseen: tuple[tuple[Unseen, Unseen], tuple[Unseen, Unseen]]


def model_of(first: Women, second: Women, streams: Streams) -> Model | str:
    """Return the model, fitted to the days that were seen, with coefficients of every completed set; or why there is none."""
    if not (first.ill_seen.any() or second.ill_seen.any()):
        return NO_EPISODE
    if not (_days_seen(first).any() and _days_seen(second).any()):
        return "an arm of which no day was seen"
    near, far = (_hazard(first, second, recent=recent) for recent in (True, False))
    if near is None or far is None:
        return "the model of episodes did not converge"
    draws = _draws(near, streams, "near"), _draws(far, streams, "far")
    return Model((first, second), draws, near.penalised or far.penalised, (_unseen(first), _unseen(second)))


def risk(first: Women, second: Women, strategy: Strategy, streams: Streams) -> Estimate:
    """Return the risk difference of all women randomised, those who left imputed."""
    return pooled_risk(model_of(first, second, streams), (len(first.ends), len(second.ends)), strategy, streams)


def pooled_risk(model: Model | str, n: tuple[int, int], strategy: Strategy, streams: Streams) -> Estimate:
    """Return the risk difference of all women of a model.

    Args:
        model: of `model_of`, or why there is none.
        n: women of each arm.
        strategy: what is assumed of women who left the first arm.
        streams: all chance.
    """
    if isinstance(model, str):
        return absent(RISK_DIFFERENCE, n, model)

    def analysed(number: int) -> tuple[float, float]:
        first, second = impute(model, strategy, streams, number)
        return float(first.mean()) - float(second.mean()), math.hypot(_error(first), _error(second))

    return over_sets(RISK_DIFFERENCE, analysed, n, PENALISED if model.penalised else "")


def impute(model: Model, strategy: Strategy, streams: Streams, number: int) -> tuple[np.ndarray, np.ndarray]:
    """Return (woman,) by arm whether she has an episode, seen or imputed, in the completed data set of a number."""
    betas = model.draws[0][number], model.draws[1][number]

    def ill(women: Women, unseen: tuple[Unseen, Unseen], own: Strategy) -> np.ndarray:
        free = np.zeros(len(women.dyads))
        for days, beta in zip(unseen, betas, strict=True):
            odds = own(lambda arm, days=days, beta=beta: days.designs(arm) @ beta)
            free -= np.bincount(days.woman, weights=np.logaddexp(0.0, odds), minlength=len(free))
        return women.ill_seen | (streams.uniform("imputed episode", women.dyads, number) > np.exp(free))

    return ill(model.arms[0], model.unseen[0], strategy), ill(model.arms[1], model.unseen[1], jump_to_reference)


def _draws(fit: Fit, streams: Streams, name: str) -> np.ndarray:
    return np.array([drawn(fit, streams, name, number) for number in range(SETS)])


def _error(ill: np.ndarray) -> float:
    """Return the standard error of a share, as if one more woman were ill and one more not, since at 0 it is not nothing.

    Source: Agresti and Caffo 2000 (agresti2000).
    """
    size = len(ill) + 2
    share = (int(ill.sum()) + 1) / size
    return math.sqrt(share * (1 - share) / size)


def _days_seen(women: Women) -> np.ndarray:
    """Return (woman, day) whether she was seen, and so far without an episode."""
    until = np.minimum(np.minimum(women.leaves, women.ends), women.begins + 1)
    return women.days < until[:, None]


def _hazard(first: Women, second: Women, *, recent: bool) -> Fit | None:
    """Return the logistic model of a day's chance of a first episode."""
    happened: list[np.ndarray] = []
    chances: list[np.ndarray] = []
    designs: list[np.ndarray] = []
    for arm, women in ((OWN, first), (REFERENCE, second)):
        days = spells(_days_seen(women), women.days == women.begins[:, None], women.recent_pain() * recent)
        happened.append(days.happened)
        chances.append(days.chances)
        designs.append(_design(women, days.woman, days.day, arm, days.pain if recent else None))
    return logistic(np.concatenate(happened), np.concatenate(chances), np.concatenate(designs))


def _unseen(women: Women) -> tuple[Unseen, Unseen]:
    """Return the days that were not seen: in the week after leaving, and later."""
    days, leaves = women.days, women.leaves[:, None]
    missed = (days >= leaves) & (days < women.ends[:, None]) & ~women.ill_seen[:, None]
    soon = missed & (days < leaves + RECENT)
    pain = women.pain_before(women.leaves)
    return _days(women, soon, pain), _days(women, missed & ~soon, None)


def _days(women: Women, wanted: np.ndarray, pain: np.ndarray | None) -> Unseen:
    woman, day = np.nonzero(wanted)

    @cache
    def designs(arm: float) -> np.ndarray:
        return _design(women, woman, day, arm, None if pain is None else pain[woman])

    return Unseen(woman, designs)


def _design(women: Women, woman: np.ndarray, day: np.ndarray, arm: float, pain: np.ndarray | None) -> np.ndarray:
    columns = [passing(day), np.full(len(woman), arm), women.baseline[woman]]
    return np.column_stack(columns if pain is None else [*columns, pain])
