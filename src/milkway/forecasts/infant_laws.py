"""What the rivals say of a guild in infants' stool on any occasion: N, other cohorts' infants; H, linear in log age.

N is made of the cohorts that ship as quantiles: age within a factor 1.6, the same birth where it is known, no mark of an
antibiotic, of each cohort its occasion nearest in age, cohorts equal. Fewer than two cohorts or thirty infants make none. Cohorts
of too few infants ship as means and are not in it. Source: docs/decisions/0034-skill.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import log

import numpy as np

from milkway.ledger.clusters import members_with
from milkway.published.distances import log_share
from milkway.published.distribution import FINE, Distribution
from milkway.published.gut_cohorts import GuildShares, GutOccasion, gut_laws

WITHIN = 1.6  # factor of age
COHORTS, INFANTS = 2, 30  # fewer make no rival
SOME = 0.01  # share of a guild that counts as having it
Laws = Mapping[GutOccasion, Mapping[str, GuildShares]]


@dataclass(frozen=True)
class LawTold:
    """A distribution over infants as it is told.

    Attributes:
        quartiles: of log10(share + background): 25, 50 and 75 %.
        mean: of the share.
        above_1_percent: share of infants with more than 1 % of the guild.
    """

    quartiles: tuple[float, float, float]
    mean: float
    above_1_percent: float


def told_of_shares(shares: np.ndarray, floor: float, weights: np.ndarray | None = None) -> LawTold:
    """Return how a sample of infants is told.

    Args:
        shares: (infant,).
        floor: background of the sequencing.
        weights: (infant,); the same for all without.

    >>> told_of_shares(np.array([0.0, 0.0, 0.099, 0.999]), 0.001).mean
    0.2745
    """
    counted = np.ones(len(shares)) if weights is None else weights
    return replace(
        told_of_law(Distribution.of_sample(log_share(shares, floor), weights), floor),
        mean=float(np.average(shares, weights=counted)),
        above_1_percent=float(np.average(shares > SOME, weights=counted)),
    )


def told_of_law(law: Distribution, floor: float) -> LawTold:
    """Return how a distribution of log10(share + floor) is told."""
    places, x = np.stack([law.below, law.upto], axis=1).ravel(), np.repeat(law.at, 2)
    low, middle, high = np.interp([0.25, 0.5, 0.75], places, x).tolist()
    above = 1 - float(law.after(log_share(np.array([SOME]), floor))[0])
    return LawTold((low, middle, high), float((10 ** np.interp(FINE, places, x) - floor).mean()), above)


def naive_law(occasion: GutOccasion, guild: str, floor: float, laws: Laws | None = None) -> Distribution | None:
    """Return what N says of a guild; None where the other cohorts have too few infants of like age and birth.

    Args:
        occasion: forecast; the cluster of its study is left out.
        guild: of it.
        floor: background of its sequencing.
        laws: published shares; those that ship unless others are given.
    """
    near = _near(occasion, gut_laws() if laws is None else laws)
    parts = [shares[guild] for shares in near.values()]
    if len(parts) < COHORTS or sum(one.n for one in parts) < INFANTS:
        return None
    share = 1 / len(parts)
    law = Distribution.mixture([(share, one.distribution(floor)) for one in parts])
    return replace(law, size=1 / sum(share**2 / one.effective for one in parts))


def naive_words(occasion: GutOccasion, laws: Laws | None = None) -> str:
    """Return of whom N is made, or why there is none."""
    near = _near(occasion, gut_laws() if laws is None else laws)
    told = ", ".join(f"{study} ({next(iter(shares.values())).n} infants)" for study, shares in near.items()) or "nobody"
    some = sum(next(iter(shares.values())).n for shares in near.values())
    if len(near) < COHORTS or some < INFANTS:
        return f"no naive rival: {told} of like age and birth, where {COHORTS} cohorts and {INFANTS} infants are needed"
    return f"the naive rival is {told}"


def _near(occasion: GutOccasion, laws: Laws) -> dict[str, Mapping[str, GuildShares]]:
    """Return by cohort the shares of its occasion that is nearest in age."""
    out, found = members_with(occasion.study), dict[str, tuple[float, Mapping[str, GuildShares]]]()
    for one, shares in laws.items():
        off = abs(log(max(one.day, 1) / max(occasion.day, 1)))
        alike = one.birth in (occasion.birth, "any") and one.antibiotic != "yes" and off <= log(WITHIN)
        whole = all(guild.quantiles for guild in shares.values())
        if alike and whole and one.study not in out and off < found.get(one.study, (np.inf, shares))[0]:
            found[one.study] = (off, shares)
    return {study: shares for study, (_, shares) in found.items()}
