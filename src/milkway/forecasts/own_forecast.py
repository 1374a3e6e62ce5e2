"""A user's own published results forecast under draws of the parameters: groups of women, and infants, without a protocol."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from milkway.analysis.scores.mastitis_scores import CLINICAL_ANY, CLINICAL_EPISODES
from milkway.forecasts.doubted import Learned, doubted_group
from milkway.forecasts.forecast import Told
from milkway.forecasts.infant_forecast import OccasionForecast, occasion_forecast
from milkway.forecasts.own_results import Group, OwnResults
from milkway.forecasts.printed_trials import printed_groups
from milkway.forecasts.published_infants import OccasionGiven
from milkway.forecasts.rival_levels import group_rivals
from milkway.forecasts.true_levels import Truths, group_levels
from milkway.forecasts.women_read import Women
from milkway.lives.means import Lives
from milkway.published.healthy_milk import healthy
from milkway.published.incidence import WEEKS26, onsets
from milkway.published.qualification import ParameterSet
from milkway.published.reads import own_assay
from milkway.published.simulated_infants import WORDS, Infants, infant_days, simulated_infants
from milkway.published.simulated_women import START, Means, World, load, population
from milkway.simulation.days import simulate
from milkway.simulation.solver import Solver
from milkway.skill.naive import Asked
from milkway.skill.naive_evidence import family_of

USUAL = 960  # women of a draw at the usual size, as of the panels of the general population
LEAST_INFANTS = 8  # of a draw and birth
Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class GroupForecast:
    """A group and its forecasts: with what the mechanism may miss, of the mechanism alone, and of both rivals.

    `told` and `alone` are None where in fewer than two draws there was anybody to measure.
    """

    group: Group
    told: Told | None
    alone: Told | None
    naive: Told | None
    hierarchy: Told | None


@dataclass(frozen=True)
class OwnForecast:
    """All groups and occasions of a file."""

    groups: tuple[GroupForecast, ...]
    infants: tuple[OccasionForecast, ...]


def own_forecast(
    own: OwnResults,
    sets: Sequence[ParameterSet],
    learned: Learned,
    how: tuple[float, int, int],
    tell: Tell,
    lives: Lives = simulate,
) -> OwnForecast:
    """Return the results of a file that are of no protocol, forecast.

    Args:
        own: the file.
        sets: draws of the parameters.
        learned: by the calibration in use.
        how: share of the usual number of women of a draw, infants of each birth in all draws, and the seed.
        tell: told the stage and the dyad-days done.
        lives: makes trajectories of women.
    """
    size, infants, seed = how
    women: dict[str, list[Women]] = {one.name: [] for one in own.groups}
    stool: dict[str, list[np.ndarray]] = {one.name: [] for one in own.infants if not one.arm}
    occasions = [one for one in own.infants if not one.arm]
    for number, one in enumerate(sets):
        stage, luck = f"parameter set {number + 1} of {len(sets)}", seed * 1000 + number
        means = Means(one.table, (), luck, size, Solver(), partial(tell, stage), lives)
        for named in dict.fromkeys(group.population for group in own.groups):
            world = population(means, named, means.dyads(USUAL), WEEKS26, (), ())
            for group in (group for group in own.groups if group.population == named):
                women[group.name].append(_women(world, group))
        for birth, days in _days(occasions).items():
            born = simulated_infants(birth, one.table, each(infants, len(sets)), luck, lambda _, d, s=stage: tell(s, d), days)
            for occasion in (occasion for occasion in occasions if occasion.birth == birth):
                stool[occasion.name].append(_shares(born, occasion))
    groups = [_group(group, women[group.name], own.study, learned, seed) for group in own.groups]
    infants_told = [occasion_forecast(one, stool[one.name], own.study, learned.infants, seed) for one in occasions]
    return OwnForecast(tuple(groups), tuple(infants_told))


def own_work(own: OwnResults, draws: int, size: float, infants: int) -> float:
    """Return about how many dyad-days `own_forecast` simulates."""
    populations = len({group.population for group in own.groups})
    born = sum(
        infant_days(each(infants, draws), days[-1]) for days in _days([one for one in own.infants if not one.arm]).values()
    )
    return draws * (populations * max(USUAL * size, 8) * (WEEKS26 - START) + born)


def each(infants: int, draws: int) -> int:
    """Return how many infants of each birth a draw has."""
    return max(LEAST_INFANTS, -(-infants // draws))


def _days(infants: Sequence[OccasionGiven]) -> Mapping[str, tuple[int, ...]]:
    """Return by birth the days on which infants are sequenced."""
    found = {birth: tuple(sorted({one.day for one in infants if one.birth == birth})) for birth in WORDS}
    return {birth: days for birth, days in found.items() if days}


def _women(world: World, group: Group) -> Women:
    """Return what is read of each woman; NaN of one who is not analysed."""
    if group.score == CLINICAL_ANY.name:
        return Women(onsets(world, group.day).any(axis=1).astype(float), 1.0)
    if group.score == CLINICAL_EPISODES.name:
        return Women(onsets(world, group.day).sum(axis=1).astype(float), 1.0)
    who = healthy(world, group.day) if group.healthy else world.feeding(group.day)
    return Women(np.where(who, load(world.milk(group.taxa, group.day)), np.nan), float(who.mean()))


def _shares(born: Infants, occasion: OccasionGiven) -> np.ndarray:
    return born.read(own_assay(occasion.reads), occasion.name, occasion.day)


def _group(group: Group, women: Sequence[Women], study: str, learned: Learned, seed: int) -> GroupForecast:
    truths, family = group_levels(group.name, women, group.kind), family_of(group.score)
    n = 1 if group.given.n is None else group.given.n
    naive, hierarchy = group_rivals(group.score, Asked(study, (0.0, float(group.day)), group.population), group.name)

    def told(found: Truths | None) -> Told | None:
        return None if found is None else Told(found, printed_groups(found, group.kind, group.name, {group.name: n}, seed))

    topic = "" if family is None else family.topic
    doubted = None if truths is None else doubted_group(truths, group.kind, group.name, topic, learned, seed)
    return GroupForecast(group, told(doubted), told(truths), told(naive), told(hierarchy))
