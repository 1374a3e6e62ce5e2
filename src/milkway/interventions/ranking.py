"""A ranking and how sure it is: the chance of being best, the value of perfect information, and what nobody beats for both.

Effects are told of all women of the population: what an intervention does where it is for a woman, times the share of women whom
it is for. "As usual" is one of those that are ranked, with no effect. Nothing is ranked that has not earned it (`line_words`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief

AS_USUAL = "as usual"


@dataclass(frozen=True)
class Place:
    """An intervention or pair in a ranking.

    Attributes:
        what: its name.
        mean: effect in all women, positive where it is better.
        low: 2.5th percentile over draws.
        high: 97.5th percentile.
        best: share of draws in which nothing is better; draws in which several are equally good count in equal parts.
        best_error: standard error of that over draws.
    """

    what: str
    mean: float
    low: float
    high: float
    best: float
    best_error: float


@dataclass(frozen=True)
class Ranking:
    """Interventions and pairs by their effect on one outcome under one hypothesis.

    Attributes:
        places: the best first.
        perfect: expected value of perfect information on the parameters: how much better it would be, in all women and in the
            outcome's unit, to know the draw before choosing.
        draws: that it rests on.
    """

    places: tuple[Place, ...]
    perfect: float
    draws: int

    __repr__ = brief

    @property
    def winner(self) -> str:
        """Return the first."""
        return self.places[0].what


def ranked(effects: Mapping[str, np.ndarray]) -> Ranking:
    """Return a ranking.

    Args:
        effects: (draw,) by name, in all women, positive where better; draws of which one is NaN are left out of all.

    >>> found = ranked({"a": np.array([1.0, 3.0, -2.0, 2.0]), "b": np.array([0.0, 0.0, 1.0, 0.0])})
    >>> found.winner, [place.best for place in found.places], found.perfect
    ('a', [0.75, 0.25, 0.0], 0.75)
    """
    draws = len(next(iter(effects.values())))
    names = (*effects, AS_USUAL)
    every = np.stack([*effects.values(), np.zeros(draws)])
    every = every[:, np.isfinite(every).all(axis=0)]
    best = every == every.max(axis=0)
    chance = (best / best.sum(axis=0)).mean(axis=1)
    mean, many = every.mean(axis=1), every.shape[1]
    low, high = np.percentile(every, (2.5, 97.5), axis=1)
    order = sorted(range(len(names)), key=lambda i: (-mean[i], names[i] != AS_USUAL))
    places = tuple(
        Place(
            names[i],
            float(mean[i]),
            float(low[i]),
            float(high[i]),
            float(chance[i]),
            float(np.sqrt(chance[i] * (1 - chance[i]) / many)),
        )
        for i in order
    )
    return Ranking(places, float(every.max(axis=0).mean() - mean.max()), many)


@dataclass(frozen=True)
class Front:
    """What nothing beats for mother and child at once.

    Attributes:
        outcomes: all that count, of both.
        members: names, each with the share of draws in which it is one.
        beaten: the others.
    """

    outcomes: tuple[str, ...]
    members: Mapping[str, float]
    beaten: tuple[str, ...]


def pareto(effects: Mapping[str, Mapping[str, np.ndarray]], outcomes: Sequence[str]) -> Front:
    """Return the Pareto set by the mean over draws, with the share of draws in which each is one.

    Args:
        effects: (draw,) by name and outcome, in all women, positive where better.
        outcomes: of mother and child; every name has them all.

    >>> front = pareto({"a": {"m": np.array([1.0]), "c": np.array([-1.0])}, "b": {"m": np.array([-1.0]), "c": np.array([-2.0])}},
    ...     ("m", "c"))
    >>> dict(front.members), front.beaten
    ({'a': 1.0, 'as usual': 1.0}, ('b',))
    """
    draws = len(next(iter(next(iter(effects.values())).values())))
    names = (*effects, AS_USUAL)
    every = np.stack(
        [*(np.stack([effects[name][one] for one in outcomes]) for name in effects), np.zeros((len(outcomes), draws))]
    )
    every = every[:, :, np.isfinite(every).all(axis=(0, 1))]
    mean = _undominated(every.mean(axis=2))
    often = np.mean([_undominated(every[:, :, draw]) for draw in range(every.shape[2])], axis=0)
    members = {name: float(often[i]) for i, name in enumerate(names) if mean[i]}
    return Front(tuple(outcomes), members, tuple(name for i, name in enumerate(names) if not mean[i]))


def _undominated(values: np.ndarray) -> np.ndarray:
    """Return (name,) what no other is as good as in every outcome and better in one; values are (name, outcome)."""
    as_good = (values[:, None, :] >= values[None, :, :]).all(axis=2)
    better = (values[:, None, :] > values[None, :, :]).any(axis=2)
    return ~(as_good & better).any(axis=0)
