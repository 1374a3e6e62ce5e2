"""Infants' stool forecast: each guild as a distribution over infants, beside both rivals, and its distance to what was printed.

Infants of all draws of the parameters are one distribution, draws equal, moved by how far the worlds of a posterior miss cohorts
of like age. Infants of one draw are not independent: what the fair
distance takes off for chance is the variance between draws, and its error is that of the draws, by the jackknife.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from milkway.analysis.kinds import NUMBER, SHARE, Kind
from milkway.forecasts.forecast_scores import Score
from milkway.forecasts.infant_laws import SOME, LawTold, naive_law, naive_words, told_of_law, told_of_shares
from milkway.forecasts.printed_trials import printed_groups
from milkway.forecasts.published_infants import GuildGiven, OccasionGiven
from milkway.forecasts.true_levels import group_levels
from milkway.forecasts.women_read import Women
from milkway.inference.infant_misses import InfantsKnown, Move, missed, move_of
from milkway.ledger.clusters import members_with
from milkway.published.distances import fair_iqd, iqd, log_share, noise
from milkway.published.distribution import PROBABILITIES, Distribution
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion
from milkway.skill.infant_rivals import hierarchy_law
from milkway.skill.scores import jackknife_error

NOBODY = GuildGiven()


@dataclass(frozen=True)
class RivalTold:
    """What a rival says of a guild, and its fair IQD to what was printed; None where no distribution was."""

    law: LawTold
    distance: float | None


@dataclass(frozen=True)
class GuildForecast:
    """A guild on an occasion.

    Attributes:
        given: what was printed of it.
        law: of simulated infants, all draws together.
        mean: (study,) mean share that such a study would print.
        above: (study,) share of its infants with more than 1 %.
        score: fair IQD to what was printed, and its error over draws; None where no distribution was.
        naive: None where there is no rival.
        hierarchy: None where no other cluster has quantiles at two ages.
    """

    given: GuildGiven
    law: LawTold
    mean: np.ndarray
    above: np.ndarray
    score: Score | None
    naive: RivalTold | None
    hierarchy: RivalTold | None


@dataclass(frozen=True)
class OccasionForecast:
    """An occasion, its guilds, and of whom the naive rival is made, or why there is none."""

    given: OccasionGiven
    guilds: Mapping[str, GuildForecast]
    rival: str


def occasion_forecast(
    given: OccasionGiven, draws: Sequence[np.ndarray], study: str, known: InfantsKnown, seed: int
) -> OccasionForecast:
    """Return an occasion forecast.

    Args:
        given: the occasion, with what was printed.
        draws: of each parameter set (infant, guild) shares of reads; infants without a cell are left out.
        study: whose cluster rivals leave out; "" for nobody's.
        known: what worlds say of cohorts, from which the forecast is moved (`infant_misses.py`); nothing leaves it as it is.
        seed: of the luck of studies.
    """
    sets = [one for one in (one[~np.isnan(one).any(axis=1)] for one in draws) if len(one)]
    assert len(sets) > 1
    occasion = GutOccasion(study, given.birth, "any", given.day, given.day)
    guilds = {}
    for i, guild in enumerate(GUT_GUILDS):
        others = {one: law for one, law in known.get(guild, {}).items() if one.study not in members_with(study)}
        move = move_of(others, occasion, guild, given.background)
        own = [one[:, i] for one in sets]
        guilds[guild] = _guild(
            given, guild, own if move is None else moved_sets(own, move, given.background, seed + i), occasion, seed
        )
    return OccasionForecast(given, guilds, naive_words(occasion))


def distance(sets: Sequence[np.ndarray], truth: Distribution) -> float:
    """Return the fair IQD of a forecast that is known by draws of few individuals each.

    Args:
        sets: of each draw (individual,) values.
        truth: printed.
    """
    return iqd(_together(sets), truth) - _noise_of(sets) - noise(truth)


def moved_sets(sets: Sequence[np.ndarray], move: Move, floor: float, seed: int) -> list[np.ndarray]:
    """Return shares of every draw, moved as far as other cohorts miss: what stays unknown is another miss for each draw.

    Args:
        sets: of each draw (infant,) shares.
        move: of a guild.
        floor: background.
        seed: of which draw is off by how much.
    """
    logs = [log_share(one, floor) for one in sets]
    places = _places(np.concatenate(logs), _equal(logs), seed)
    even = np.random.default_rng(seed).permutation(ndtri((np.arange(len(sets)) + 0.5) / len(sets)))
    shift = np.split(np.interp(places, PROBABILITIES, move.shift), np.cumsum([len(one) for one in logs])[:-1])
    moved = [missed(one + off, move.left * luck, floor) for one, off, luck in zip(logs, shift, even, strict=True)]
    return [np.maximum(10.0**one - floor, 0.0) for one in moved]


def _places(values: np.ndarray, weights: np.ndarray, seed: int) -> np.ndarray:
    """Return (individual,) places in the whole, from 0 to 1; those who are alike stand in an order by chance."""
    order = np.lexsort([np.random.default_rng(seed).random(len(values)), values])
    part = weights[order] / weights.sum()
    found = np.empty(len(values))
    found[order] = np.cumsum(part) - part / 2
    return found


def _guild(given: OccasionGiven, guild: str, sets: list[np.ndarray], occasion: GutOccasion, seed: int) -> GuildForecast:
    printed, floor = given.guilds.get(guild, NOBODY), given.background
    truth, logs = printed.law(given.n, floor), [log_share(one, floor) for one in sets]

    def rival(law: Distribution | None) -> RivalTold | None:
        return None if law is None else RivalTold(told_of_law(law, floor), None if truth is None else fair_iqd(law, truth))

    def study(kind: Kind, values: list[np.ndarray]) -> np.ndarray:
        levels = group_levels(guild, [Women(one.astype(float), 1.0) for one in values], kind)
        assert levels is not None
        return printed_groups(levels, kind, f"{given.name} {kind.words}", {guild: given.n}, seed).arms[guild]

    return GuildForecast(
        given=printed,
        law=told_of_shares(np.concatenate(sets), floor, _equal(sets)),
        mean=np.clip(study(NUMBER, sets), 0.0, 1.0),
        above=study(SHARE, [one > SOME for one in sets]),
        score=None if truth is None else _scored(logs, truth),
        naive=rival(naive_law(occasion, guild, floor)),
        hierarchy=rival(hierarchy_law(occasion, guild, floor)),
    )


def _scored(sets: list[np.ndarray], truth: Distribution) -> Score:
    number = np.arange(len(sets))

    def score(kept: np.ndarray) -> float:
        return distance([one for one, keep in zip(sets, kept, strict=True) if keep], truth)

    return Score(distance(sets, truth), jackknife_error(score, number) if len(sets) > 2 else None)


def _together(sets: Sequence[np.ndarray]) -> Distribution:
    return Distribution.of_sample(np.concatenate(sets), _equal(sets))


def _equal(sets: Sequence[np.ndarray]) -> np.ndarray:
    """Return (individual,) weights with which every draw counts the same."""
    return np.concatenate([np.full(len(one), 1 / len(one)) for one in sets])


def _noise_of(sets: Sequence[np.ndarray]) -> float:
    """Return the integral of the sampling variance of the mean of the draws' distribution functions; zero of a single draw."""
    x = np.unique(np.concatenate(sets))
    if len(sets) < 2 or len(x) < 2:
        return 0.0
    upto = np.stack([np.searchsorted(np.sort(one), x[:-1], "right") / len(one) for one in sets])
    return float(np.diff(x) @ upto.var(axis=0, ddof=1)) / len(sets)
