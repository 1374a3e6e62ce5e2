"""Small trials without any effect that women leave at random, drawn outside the model, and what a method makes of one of them.

For each method of `QUESTIONS`: `for one in METHODS: found = answer(one, (8, 8), draw)`, where the truth is zero.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from milkway.analysis.measure import Estimate
from milkway.analysis.measures.repeated import MIXED_DIFFERENCE_LAST
from milkway.analysis.missing.methods import QUESTIONS
from milkway.analysis.missing.women import Ratings, Women
from milkway.core.streams import Streams

DAYS, VISITS = 60, (0, 20, 40, 59)
LEAVING = 0.3  # of women leave, each on a day of her own, for no reason


class Asked(NamedTuple):
    """A method by name, and the question that it answers."""

    question: str
    method: str


METHODS = tuple(Asked(question.name, method.name) for question in QUESTIONS.values() for method in question.methods)
SAMPLING = tuple(one for one in METHODS if one.method in ("imputation", "jump_to_reference", "copy_increments", "copy_reference"))


def answer(asked: Asked, sizes: tuple[int, int], draw: np.random.Generator, leaving: float = LEAVING) -> Estimate:
    """Return what a method finds in one trial of so many women in its arms, where there is nothing to be found.

    Args:
        asked: the method.
        sizes: of the arms.
        draw: all chance of the trial, and of imputation.
        leaving: share of women who leave.
    """
    arms = [leave(women(draw, size, first=10_000 * number), draw, leaving) for number, size in enumerate(sizes)]
    return QUESTIONS[asked.question].method(asked.method).analyse(arms[0], arms[1], Streams(int(draw.integers(2**31))))


def leave(arm: Women, draw: np.random.Generator, share: float = LEAVING) -> Women:
    """Return women of whom a share leaves, each on a day of her own."""
    gone, day = draw.random(len(arm.dyads)) < share, draw.integers(1, DAYS, len(arm.dyads))
    return replace(arm, leaves=np.where(gone, day, DAYS))


def women(
    draw: np.random.Generator,
    size: int,
    first: int = 0,
    effect: float | np.ndarray = 0.0,
    load_effect: float = 0.0,
    rating_effect: float = 0.0,
) -> Women:
    """Return an arm that nobody leaves: pain that comes and goes, episodes that it announces, a load and ratings that follow it.

    Args:
        draw: all chance.
        size: women.
        first: identity of the first of them.
        effect: on the log odds of an episode on each day; one for all, or (woman, day).
        load_effect: on the log10 load.
        rating_effect: on ratings at the last visit; at earlier ones it is as much less as they are earlier.
    """
    asked, level = draw.normal(size=size), draw.normal(size=size)
    pain = np.zeros((size, DAYS))
    for day in range(DAYS):
        level = 0.95 * level + np.sqrt(1 - 0.95**2) * draw.normal(size=size)
        pain[:, day] = np.clip(np.round(2.5 * level), 0, 10)
    before = np.hstack([np.zeros((size, 1)), pain[:, :-1]])
    odds = -6.5 + 0.5 * asked[:, None] + effect + 0.7 * before
    ill = draw.random((size, DAYS)) < 1 / (1 + np.exp(-odds))
    earlier = 3 + 0.5 * asked + 0.5 * draw.normal(size=size)
    load = earlier + 0.3 * pain[:, -7:].max(axis=1) + load_effect + 0.5 * draw.normal(size=size)
    visit = np.array(VISITS)
    rating = 3 + asked[:, None] + 0.5 * pain[:, visit] + rating_effect * visit / visit[-1] + draw.normal(size=(size, len(visit)))
    return Women(
        dyads=np.arange(size) + first,
        baseline=asked[:, None],
        pain=pain,
        begins=np.where(ill.any(axis=1), ill.argmax(axis=1), np.inf),
        ceased=np.full(size, np.inf),
        ends=np.full(size, DAYS),
        leaves=np.full(size, DAYS),
        load=np.maximum(load, 2.0),
        below=load < 2.0,
        visit=np.full(size, DAYS - 1),
        earlier=earlier,
        earlier_visit=np.full(size, 1),
        limit=2.0,
        ratings=Ratings(rating, np.broadcast_to(visit, rating.shape), MIXED_DIFFERENCE_LAST),
    )
