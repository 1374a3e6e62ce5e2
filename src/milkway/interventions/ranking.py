"""A ranking and how sure it is: the chance of being best, the value of perfect information, and what nobody beats for both.

Effects are told of all women of the population: what an intervention does where it is for a woman, times the share of women whom
it is for. "As usual" is one of those that are ranked, with no effect. Nothing is ranked that has not earned it (`line_words`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.interventions.effects_over_draws import interval

AS_USUAL = "as usual"
DOUBTS = 200  # means that few dyads may have hidden


@dataclass(frozen=True)
class Place:
    """An intervention or pair in a ranking.

    Attributes:
        what: its name.
        mean: effect in all women, positive where it is better.
        low: end of the interval that holds 95 % of draws, with the doubt about their mean.
        high: its other end.
        best: chance that nothing is better under a draw; where several are equally good it is shared.
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


@dataclass(frozen=True, eq=False)
class Ranked:
    """What is ranked: (draw,) effects in all women, positive where better, and the error of their mean by few dyads."""

    by_draw: np.ndarray
    noise: float = 0.0


def ranked(effects: Mapping[str, Ranked], streams: Streams) -> Ranking:
    """Return a ranking; few dyads leave the means in doubt, which chances and the value of information hold.

    Args:
        effects: by name; draws of which one is NaN are left out of all.
        streams: of the doubt about means, of each name by itself.

    >>> known = {"a": Ranked(np.array([1.0, 3.0, -2.0, 2.0])), "b": Ranked(np.array([0.0, 0.0, 1.0, 0.0]))}
    >>> found = ranked(known, Streams(1))
    >>> found.winner, [place.best for place in found.places], found.perfect
    ('a', [0.75, 0.25, 0.0], 0.75)
    """
    every_one = dict(effects) | {AS_USUAL: Ranked(np.zeros(len(next(iter(effects.values())).by_draw)))}
    names = tuple(every_one)
    known = np.stack([one.by_draw for one in every_one.values()])
    known = known[:, np.isfinite(known).all(axis=0)]
    off = np.stack([one.noise * streams.normal(f"mean of {name}", np.arange(DOUBTS)) for name, one in every_one.items()])
    doubted = known[:, :, None] + off[:, None, :]
    best = doubted == doubted.max(axis=0)
    chance = (best / best.sum(axis=0)).mean(axis=(1, 2))
    perfect = float((doubted.max(axis=0).mean(axis=0) - doubted.mean(axis=1).max(axis=0)).mean())
    mean, many = known.mean(axis=1), known.shape[1]
    ends = [interval(draws, one.noise) for draws, one in zip(known, every_one.values(), strict=True)]
    errors = np.sqrt(chance * (1 - chance) / many)
    order = sorted(range(len(names)), key=lambda i: (-mean[i], names[i] != AS_USUAL))
    places = [Place(names[i], float(mean[i]), *ends[i], float(chance[i]), float(errors[i])) for i in order]
    return Ranking(tuple(places), perfect, many)


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
