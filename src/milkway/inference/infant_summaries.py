"""Distributions over infants as numbers that can be fitted, of each guild on each occasion.

Of an occasion with a table of quantiles a guild gives four: the log odds that an infant has more than 1 %, and mean, lower
and upper quartile of log10(share + background). Of fewer infants only the mean share ships, as log odds. Errors are those of
infants drawn again from the table, together with what the model is believed to miss: a factor of about 1.35 (`DISCREPANCY`)
for all three places of a guild alike, and as much again for each by itself. Infants who were seen on two days are off alike on
both, by the rank correlation of their visits; across a visit between, by the product of both. How a cohort's kits and infants
favour a guild is one unknown factor on all its occasions (`COHORT`), and is summed over.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from scipy.linalg import block_diag
from scipy.special import logit

from milkway.inference.gauss_newton import Observations
from milkway.inference.prior_scales import DISCREPANCY
from milkway.published.distances import log_share
from milkway.published.distribution import PROBABILITIES
from milkway.published.gut_cohorts import GUT_GUILDS, GuildShares, GutOccasion, gut_laws, gut_visits
from milkway.published.reads import methods

LAST = 90
ABOVE = 0.01
STATISTICS = ("prevalence", "mean", "lower", "upper")
OF_ODDS = ("prevalence", "share")
COHORT = (
    0.4  # prior scale (expert) of the log of a cohort's reads per cell of a guild: a factor of 1.5; nothing read says how large
)
AGAIN = 400  # times that infants are drawn again
DECADES = DISCREPANCY / log(10.0)
Read = Mapping[GutOccasion, np.ndarray]


@dataclass(frozen=True)
class Summaries:
    """What cohorts printed of their infants, as one vector.

    Attributes:
        names: of the numbers.
        studies: of which each is.
        value: (number,).
        covariance: (number, number) of sampling, of what the model is believed to miss, and of how a cohort reads a guild.
    """

    names: tuple[str, ...]
    studies: tuple[str, ...]
    value: np.ndarray
    covariance: np.ndarray

    def beside(self, other: "Summaries") -> "Summaries":
        """Return both, whose errors have nothing to do with each other."""
        whole = np.asarray(block_diag(self.covariance, other.covariance))
        return Summaries(self.names + other.names, self.studies + other.studies, np.concatenate([self.value, other.value]), whole)

    def without(self, left_out: frozenset[str]) -> tuple[np.ndarray, Observations]:
        """Return (number,) which are left, and these."""
        kept = np.array([study not in left_out for study in self.studies])
        return kept, Observations(self.value[kept], self.covariance[np.ix_(kept, kept)])


def fitted_occasions() -> tuple[GutOccasion, ...]:
    """Return the occasions of infants without an antibiotic of their own, up to three months."""
    return tuple(one for one in gut_laws() if one.study in methods() and one.antibiotic != "yes" and one.last <= LAST + 15)


def laws_of(occasion: GutOccasion) -> Mapping[str, GuildShares]:
    """Return what is fitted of an occasion: of small cohorts those that are pooled."""
    return gut_laws("pooled").get(occasion) or gut_laws()[occasion]


def cohorts_of(occasions: Sequence[GutOccasion]) -> frozenset[str]:
    """Return the studies whose infants are fitted, those of pooled cohorts too."""
    told = {shares.cohorts for one in occasions for shares in laws_of(one).values()}
    return frozenset(part.split()[0] for one in told for part in one.split("; "))


def published_summaries(occasions: Sequence[GutOccasion], simulated: int = 0, seed: int = 0) -> Summaries:
    """Return what is published of some occasions, guild by guild.

    Args:
        occasions: wanted.
        simulated: infants of each birth that these are set beside, whose number adds its own chance; 0 if there is none.
        seed: of infants drawn again.
    """
    names, studies, values, blocks = list[str](), list[str](), list[np.ndarray](), list[_Block]()
    reads, kits = list[str](), list[float]()
    for occasion in occasions:
        for guild, shares in laws_of(occasion).items():
            value, sampled, missed = _published(shares, methods()[occasion.study].background, seed)
            which = STATISTICS if len(value) > 1 else ("share",)
            names += [f"{_named(occasion)} {guild} {one}" for one in which]
            studies += [occasion.study] * len(value)
            reads += [f"{occasion.study} {guild}"] * len(value)
            kits += [COHORT if one in OF_ODDS else COHORT / log(10.0) for one in which]
            values.append(value)
            place = slice(len(names) - len(value), len(names))
            blocks.append(_Block(occasion, guild, place, sampled, missed, _infants(shares) / simulated if simulated else 0.0))
    whole = np.zeros((len(names), len(names)))
    for block in blocks:
        whole[block.place, block.place] = block.sampled * (1 + block.chance) + block.missed
    for one, other, alike in _seen_twice(blocks):
        whole[one.place, other.place] = alike * _root(one.sampled) @ _root(other.sampled)
        whole[other.place, one.place] = whole[one.place, other.place].T
    same = np.array(reads)[:, None] == np.array(reads)[None, :]
    return Summaries(tuple(names), tuple(studies), np.concatenate(values), whole + same * np.outer(kits, kits))


def simulated_summaries(occasions: Sequence[GutOccasion], read: Read) -> np.ndarray:
    """Return (number,) the same of simulated infants.

    Args:
        occasions: in the order of `published_summaries`.
        read: by occasion (infant, guild) shares of reads.
    """
    found = list[np.ndarray]()
    for occasion in occasions:
        floor = methods()[occasion.study].background
        for i, guild in enumerate(GUT_GUILDS):
            shares = read[occasion][:, i]
            if laws_of(occasion)[guild].quantiles:
                found.append(_statistics(shares[None], floor, laws_of(occasion)[guild].n)[0])
            else:
                found.append(np.array([_log_odds(shares.mean(), laws_of(occasion)[guild].n)]))
    return np.concatenate(found)


@dataclass(frozen=True)
class _Block:
    """The numbers of a guild on an occasion: where they stand, their errors, and the chance of simulated infants."""

    occasion: GutOccasion
    guild: str
    place: slice
    sampled: np.ndarray
    missed: np.ndarray
    chance: float


def _seen_twice(blocks: Sequence[_Block]) -> Iterator[tuple[_Block, _Block, float]]:
    """Yield pairs of a guild's numbers whose infants are the same, and how alike their errors are: published and simulated."""
    by_place = {(one.occasion, one.guild): one for one in blocks}
    visits = {one.before: one for one in gut_visits()}
    for first in blocks:
        visit, rank, shared = visits.get(first.occasion), 1.0, 1.0
        while visit is not None:
            rank *= visit.rank_correlation.get(first.guild, 0.0)
            later = by_place.get((visit.after, first.guild))
            sizes = [_infants(laws_of(one)[first.guild]) for one in (visit.before, visit.after)]
            shared *= min(visit.n / np.sqrt(sizes[0] * sizes[1]), 1.0)
            if later is not None and len(later.sampled) == len(first.sampled):
                yield first, later, rank * (shared + np.sqrt(first.chance * later.chance))
            visit = visits.get(visit.after)


def _root(covariance: np.ndarray) -> np.ndarray:
    """Return the symmetric root of a covariance, which may lack directions where all infants are at the background."""
    value, vector = np.linalg.eigh(covariance)
    return (vector * np.sqrt(np.maximum(value, 0.0))) @ vector.T


def _infants(shares: GuildShares) -> int:
    return max(round(shares.effective), 8) if shares.quantiles else shares.n


def _published(shares: GuildShares, floor: float, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the numbers of a guild, the covariance of their sampling, and that of what the model misses."""
    if not shares.quantiles:
        mean = min(max(shares.mean, 0.5 / (shares.n + 1)), 1 - 0.5 / (shares.n + 1))
        error = max(shares.sd / np.sqrt(shares.n), 0.5 / (shares.n + 1)) / (mean * (1 - mean))
        return np.array([_log_odds(shares.mean, shares.n)]), np.array([[error**2]]), np.array([[DISCREPANCY**2]])
    n, chance = _infants(shares), np.random.default_rng(seed)
    drawn = np.interp(chance.random((AGAIN, n)), PROBABILITIES, np.array(shares.quantiles))
    table = np.interp((np.arange(2000) + 0.5) / 2000, PROBABILITIES, np.array(shares.quantiles))
    value = _statistics(table[None], floor)[0]
    assert shares.above_1_percent is not None
    value[0] = _log_odds(shares.above_1_percent, n)
    missed = np.diag([DISCREPANCY**2, *[DECADES**2] * 3])
    missed[1:, 1:] += DECADES**2
    return value, np.cov(_statistics(drawn, floor), rowvar=False), missed


def _statistics(shares: np.ndarray, floor: float, n: int = 0) -> np.ndarray:
    """Return (sample, statistic) of (sample, infant) shares; half an infant of `n` is added to log odds, of all without."""
    there, away = log_share(shares, floor), shares > ABOVE
    lower, upper = np.quantile(there, (0.25, 0.75), axis=1)
    return np.stack([_log_odds(away.mean(axis=1), n or shares.shape[1]), there.mean(axis=1), lower, upper], axis=1)


def _log_odds(share: np.ndarray | float, n: int) -> np.ndarray:
    """Return log odds, half an infant added to either side."""
    return logit((np.asarray(share) * n + 0.5) / (n + 1))


def _named(occasion: GutOccasion) -> str:
    return f"{occasion.study} {occasion.birth} day {occasion.day}"
