"""Infants' guts scored against both rivals: other cohorts' infants of like age and birth, and the hierarchy, linear in log age.

N is the "rival" law of `published/gut_cohorts.py` (age within a factor 1.6, same birth, cohorts equal; fewer than two cohorts or
thirty infants make none, and the occasion does not count). H has no simulated infant: per guild and birth each quantile of
log10(share + background) is a line in log age, by least squares over the occasions of the other clusters, cohorts equal.
Source: docs/decisions/0034-skill.md.
"""

from collections.abc import Mapping, Sequence
from math import log

import numpy as np

from milkway.ledger.clusters import cluster_of, members_with
from milkway.published.distances import fair_iqd, log_share
from milkway.published.distribution import Distribution
from milkway.published.gut_cohorts import GuildShares, GutOccasion, gut_laws
from milkway.published.gut_comparison import Compared
from milkway.published.reads import methods
from milkway.published.resampling import Moved
from milkway.skill.earned import Scored

Laws = Mapping[GutOccasion, Mapping[str, GuildShares]]


def scored_infants(found: Sequence[Compared]) -> tuple[Scored, ...]:
    """Return each guild on each occasion that has a rival: the fair IQD of simulated infants and of N."""
    return tuple(
        Scored(
            cluster_of(one.occasion.study),
            _named(one.occasion),
            guild,
            told.model,
            told.rival,
            _error(told.model_moved, told.rival_moved),
        )
        for one in found
        for guild, told in one.guilds.items()
        if told.model is not None and told.rival is not None
    )


def scored_against_hierarchy(found: Sequence[Compared]) -> tuple[Scored, ...]:
    """Return each guild on each occasion of which the hierarchy says something: the fair IQD of simulated infants and of H.

    How far H's distance would have come out otherwise is not known, so that no word of praise follows.
    """
    made = []
    for one in found:
        floor = methods()[one.occasion.study].background
        for guild, told in one.guilds.items():
            own, law = gut_laws()[one.occasion][guild], hierarchy_law(one.occasion, guild, floor)
            if told.model is not None and law is not None:
                rival = fair_iqd(law, own.distribution(floor))
                made.append(Scored(cluster_of(one.occasion.study), _named(one.occasion), guild, told.model, rival))
    return tuple(made)


def hierarchy_law(occasion: GutOccasion, guild: str, floor: float, laws: Laws | None = None) -> Distribution | None:
    """Return what H says of a guild on an occasion, its own cluster left out; None where no other has quantiles at two ages.

    Args:
        occasion: forecast.
        guild: of it.
        floor: background of the cohort's sequencing.
        laws: published shares; those that ship unless others are given.
    """
    known = gut_laws() if laws is None else laws
    out = members_with(occasion.study)
    others = [
        (one, shares[guild])
        for one, shares in known.items()
        if one.study not in out and one.birth in (occasion.birth, "any") and one.antibiotic != "yes" and shares[guild].quantiles
    ]
    ages = np.array([log(max(one.day, 1)) for one, _ in others])
    if len(set(ages.tolist())) < 2:
        return None
    studies = [one.study for one, _ in others]
    weight = np.array([1 / studies.count(study) for study in studies])
    quantiles = np.array([log_share(np.array(shares.quantiles), floor) for _, shares in others])
    root = np.sqrt(weight)[:, None]
    line = np.linalg.lstsq(root * np.stack([np.ones(len(ages)), ages], axis=1), root * quantiles, rcond=None)[0]
    told = np.clip(
        line[0] + line[1] * log(max(occasion.day, 1)), log_share(np.array(0.0), floor), log_share(np.array(1.0), floor)
    )
    return Distribution.of_quantiles(np.sort(told), float(sum(shares.effective for _, shares in others)))


def _error(model: Moved | None, rival: Moved | None) -> float | None:
    return None if model is None or rival is None else Moved.sum([rival, model.times(-1)]).error


def _named(occasion: GutOccasion) -> str:
    return f"{occasion.study} {occasion.birth} {occasion.first} to {occasion.last}"
