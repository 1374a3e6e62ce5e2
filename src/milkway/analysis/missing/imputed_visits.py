"""Ratings at visits that women missed, drawn from a multivariate normal model of all visits.

A mean for each arm and visit, what was asked at entry with an effect of its own at each visit, one covariance free over visits.
Parameters are drawn by data augmentation: complete the ratings, draw the covariance from an inverse Wishart law and the means
from a normal one, and again (Tanner and Wong 1987). The prior of the covariance weighs one woman more than there are visits;
means have none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from milkway.analysis.laws import chi_square_quantiles
from milkway.analysis.missing.visit_strategies import Means, as_those_who_stay
from milkway.core.streams import Streams

BURN, THIN = 100, 10  # steps of a chain whose memory is the share of information missing: 0.5 to the tenth is 0.001
ROUNDS, CLOSE = 500, 1e-6


@dataclass(frozen=True)
class Visits:
    """Ratings of the women of an arm.

    Attributes:
        dyads: (woman,) identity, which keys her luck.
        rating: (woman, visit), NaN where missing.
        baseline: (woman, covariate) what is asked at entry.
        left: (woman,) how many visits she had before she left, whether or not she was seen at them; all of them if she stayed.
    """

    dyads: np.ndarray
    rating: np.ndarray
    baseline: np.ndarray
    left: np.ndarray


@dataclass(frozen=True)
class _Chance:
    """The chance of a chain: standard normal numbers of women, of effects, and roots of covariances around one.

    Attributes:
        women: (step, woman, visit).
        effects: (step, column, visit).
        roots: (step, visit, visit) lower triangles whose squares have a Wishart law.
    """

    women: np.ndarray
    effects: np.ndarray
    roots: np.ndarray


@dataclass(frozen=True)
class Drawn:
    """Parameters: (column, visit) effects of a constant, of the first arm and of what is asked; (visit, visit) covariance."""

    effects: np.ndarray
    covariance: np.ndarray


def too_few(first: Visits, second: Visits) -> str:
    """Return that women are too few for the model; nothing if they are enough."""
    rating, design = _together(first, second)
    women = int(np.isfinite(rating).any(axis=1).sum())
    if women <= np.linalg.matrix_rank(design) + rating.shape[1]:
        return "fewer women than the model of ratings has columns and visits"
    return ""


def parameters(first: Visits, second: Visits, sets: int, streams: Streams) -> Iterator[Drawn]:
    """Yield parameters for so many completed sets, drawn given the ratings that were seen.

    Args:
        first: the first arm.
        second: the reference.
        sets: number of completed sets.
        streams: all chance.

    Source: Schafer 1997, chapter 5 (schafer1997); prior as in Wolbers et al. 2022 (wolbers2022).
    """
    rating, design = _together(first, second)
    now = _likeliest(rating, design)
    prior, inverse = now.covariance, np.linalg.pinv(design.T @ design, hermitian=True)
    chance = _chance(np.append(first.dyads, second.dyads), rating, design, BURN + THIN * (sets - 1), streams)
    patterns = list(_patterns(rating))
    for step in range(BURN + THIN * (sets - 1) + 1):
        if step >= BURN and (step - BURN) % THIN == 0:
            yield now
        if step == len(chance.women):
            return
        full = _completed(rating, design @ now.effects, now.covariance, chance.women[step], patterns)
        now = _posterior(full, design, inverse, prior, chance, step)


def impute(
    first: Visits, second: Visits, given: Drawn, strategy: Means, delta: float, streams: Streams, number: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return (woman, visit) ratings of both arms, seen or imputed, in the completed set of a number.

    Args:
        first: the first arm.
        second: the reference, whose women are drawn as those who stayed.
        given: parameters of the set.
        strategy: what is assumed of women who left the first arm.
        delta: what is added to each rating that was not seen since she left the first arm.
        streams: all chance.
        number: of the set.
    """
    one = _filled(first, 1.0, given, strategy, streams, number)
    gone = np.arange(int(one.shape[1])) >= first.left[:, None]
    return one + delta * gone, _filled(second, 0.0, given, as_those_who_stay, streams, number)


def completed(rating: np.ndarray, mean: np.ndarray, covariance: np.ndarray, luck: np.ndarray) -> np.ndarray:
    """Return (woman, visit) ratings, those that are missing drawn given those of the same woman that are not.

    Args:
        rating: (woman, visit), NaN where missing.
        mean: (woman, visit).
        covariance: (visit, visit).
        luck: (woman, visit) standard normal numbers; zeros for the expected ratings.
    """
    return _completed(rating, mean, covariance, luck, list(_patterns(rating)))


def _completed(
    rating: np.ndarray,
    mean: np.ndarray,
    covariance: np.ndarray,
    luck: np.ndarray,
    patterns: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """Return ratings as `completed` does, of women who miss the same visits together."""
    full = rating.copy()
    for women, known in patterns:
        slope, spread = _given(covariance, known)
        seen, missed = np.ix_(women, known), np.ix_(women, ~known)
        drawn = luck[missed] @ np.linalg.cholesky(spread).T
        full[missed] = mean[missed] + (rating[seen] - mean[seen]) @ slope.T + drawn
    return full


def _filled(arm: Visits, code: float, given: Drawn, strategy: Means, streams: Streams, number: int) -> np.ndarray:
    own, reference = (_design(arm, one) @ given.effects for one in (code, 0.0))
    luck = _luck(streams, "imputed rating", arm.dyads, arm.rating.shape[1], number)
    return completed(arm.rating, strategy(own, reference, arm.left), given.covariance, luck)


def _luck(streams: Streams, event: str, dyads: np.ndarray, visits: int, number: int) -> np.ndarray:
    return np.column_stack([streams.normal(event, dyads, number, visit) for visit in range(visits)])


def _patterns(rating: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield women who miss the same visits: (women,) positions and (visit,) whether seen."""
    kinds, kind = np.unique(np.isfinite(rating), axis=0, return_inverse=True)
    for number, known in enumerate(kinds):
        if not known.all():
            yield np.flatnonzero(kind.ravel() == number), known


def _given(covariance: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return slopes of missing visits on those seen, and the covariance that is left."""
    across = covariance[np.ix_(~known, known)]
    slope = np.linalg.solve(covariance[np.ix_(known, known)], across.T).T
    return slope, covariance[np.ix_(~known, ~known)] - slope @ across.T


def _likeliest(rating: np.ndarray, design: np.ndarray) -> Drawn:
    """Return the maximum of the likelihood, by expectation and maximisation."""
    middle, spread = np.nanmean(rating, axis=0), np.nanvar(rating, axis=0)
    now = Drawn(np.vstack([middle, np.zeros((design.shape[1] - 1, len(middle)))]), np.diag(spread))
    for _ in range(ROUNDS):
        full = completed(rating, design @ now.effects, now.covariance, np.zeros(rating.shape))
        effects = np.linalg.lstsq(design, full, rcond=None)[0]
        rest = full - design @ effects
        square = rest.T @ rest
        for women, known in _patterns(rating):
            square[np.ix_(~known, ~known)] += len(women) * _given(now.covariance, known)[1]
        # a thousandth of the visits' own spread keeps the covariance of very few women from collapsing
        after = Drawn(effects, (square + 1e-3 * np.diag(spread)) / len(rating))
        if float(np.abs(after.covariance - now.covariance).max()) < CLOSE * float(spread.max()):
            return after
        now = after
    return now


def _posterior(full: np.ndarray, design: np.ndarray, inverse: np.ndarray, prior: np.ndarray, chance: _Chance, step: int) -> Drawn:
    """Return parameters drawn given completed ratings: the covariance from an inverse Wishart law, then the effects."""
    effects = inverse @ design.T @ full
    rest = full - design @ effects
    covariance = _inverse_wishart(rest.T @ rest + prior, chance.roots[step])
    return Drawn(effects + chance.effects[step] @ np.linalg.cholesky(covariance).T, covariance)


def _inverse_wishart(scale: np.ndarray, lower: np.ndarray) -> np.ndarray:
    """Return a covariance of an inverse Wishart law from a lower triangle of a Wishart law around one."""
    root = np.linalg.solve(lower, np.linalg.cholesky(scale).T)
    return root.T @ root


def _chance(dyads: np.ndarray, rating: np.ndarray, design: np.ndarray, steps: int, streams: Streams) -> _Chance:
    """Return the chance of a chain of so many steps, each number by its own key; of covariances by Bartlett's decomposition."""
    visits, rank = np.arange(int(rating.shape[1])), int(np.linalg.matrix_rank(design))
    freedom = len(rating) - rank + len(visits) + 2
    size, turn = np.linalg.eigh(np.linalg.pinv(design.T @ design, hermitian=True))
    effects = _of_steps(streams, "effects on ratings", np.arange(int(design.shape[1])), len(visits), steps)
    roots = np.tril(_of_steps(streams, "covariance of ratings", visits, len(visits), steps), -1)
    step = np.repeat(np.arange(steps), len(visits))
    share = streams.uniform("spread of ratings", np.tile(visits, steps), step).reshape(steps, -1)
    roots[:, visits, visits] = np.sqrt(chi_square_quantiles(share, freedom - visits))
    women = _of_steps(streams, "rating between draws", dyads, len(visits), steps)
    return _Chance(women, (turn * np.sqrt(np.maximum(size, 0.0))) @ effects, roots)


def _of_steps(streams: Streams, event: str, of: np.ndarray, visits: int, steps: int) -> np.ndarray:
    """Return (step, of, visit) standard normal numbers."""
    step = np.repeat(np.arange(steps), len(of))
    drawn = [streams.normal(event, np.tile(of, steps), step, visit) for visit in range(visits)]
    return np.stack(drawn, axis=-1).reshape(steps, len(of), visits)


def _together(first: Visits, second: Visits) -> tuple[np.ndarray, np.ndarray]:
    return np.vstack([first.rating, second.rating]), np.vstack([_design(first, 1.0), _design(second, 0.0)])


def _design(arm: Visits, code: float) -> np.ndarray:
    """Return (woman, column): a constant, whether in the first arm, and what is asked at entry."""
    women = len(arm.rating)
    return np.column_stack([np.ones(women), np.full(women, code), arm.baseline])
