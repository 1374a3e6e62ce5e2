"""The infant's gut as distributions over infants: each occasion of two cohorts beside simulated infants and beside a naive rival.

The rival is what infants of the other cohorts say, of about the same age and of the same birth; it knows no biology. Of occasions
of few infants only means ship, and only these are compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi, sqrt

import numpy as np

from milkway.core.streams import Streams
from milkway.published.distances import fair_iqd, log_share
from milkway.published.distribution import Distribution
from milkway.published.gut_cohorts import GUT_GUILDS, GuildShares, GutOccasion, gut_laws
from milkway.published.reads import methods
from milkway.published.resampling import Moved, Redrawn, moved, places, redrawn
from milkway.published.simulated_infants import Infants

STUDIES = ("shao2019", "jakobsen2025")
LAST = 90


@dataclass(frozen=True)
class GuildCompared:
    """A guild on an occasion.

    Attributes:
        model: fair IQD of simulated infants, in powers of ten of the share; None where infants are too few.
        copies: the same with reads by copies of the 16S gene; None for a cohort of marker genes too.
        rival: of the rival; None where there is none.
        model_moved: how far the first moves when infants are drawn again.
        rival_moved: the same of the rival, whom the same infants of the cohort are set beside.
        published: mean share.
        simulated: mean share.
        error: of the mean absolute difference of the two that chance alone makes.
    """

    model: float | None
    copies: float | None
    rival: float | None
    model_moved: Moved | None
    rival_moved: Moved | None
    published: float
    simulated: float
    error: float


@dataclass(frozen=True)
class Compared:
    """An occasion and its guilds.

    Attributes:
        occasion: study, birth and days.
        n: infants.
        rivals: infants in the rival, 0 where there is none.
        effective: Kish's effective number of these.
        guilds: each compared.
    """

    occasion: GutOccasion
    n: int
    rivals: int
    effective: float
    guilds: Mapping[str, GuildCompared]

    @property
    def averaged(self) -> bool:
        """Return whether the occasion counts in means: not where infants are too few to say much."""
        return self.model is not None

    @property
    def model(self) -> float | None:
        """Return the mean fair IQD over guilds, None where infants are too few."""
        return _mean_or_none([one.model for one in self.guilds.values()])

    @property
    def model_moved(self) -> Moved | None:
        """Return how far that moves when infants are drawn again."""
        return _mean_moved([one.model_moved for one in self.guilds.values()])

    @property
    def rival_moved(self) -> Moved | None:
        """Return how far that of the rival moves."""
        return _mean_moved([one.rival_moved for one in self.guilds.values()])

    @property
    def margin_moved(self) -> Moved | None:
        """Return how far the model's less the rival's moves."""
        model, rival = self.model_moved, self.rival_moved
        return None if model is None or rival is None else Moved.sum([model, rival.times(-1)])

    @property
    def copies(self) -> float | None:
        """Return the same with reads by copies of the 16S gene, None for a cohort of marker genes."""
        return _mean_or_none([one.copies for one in self.guilds.values()])

    @property
    def rival(self) -> float | None:
        """Return the same of the rival, None where there is none."""
        return _mean_or_none([one.rival for one in self.guilds.values()])


def compared(infants: Mapping[str, Infants]) -> tuple[Compared, ...]:
    """Return each occasion beside simulated infants.

    Args:
        infants: by birth.
    """
    chosen = [one for one in gut_laws() if one.study in STUDIES and one.antibiotic != "yes" and one.last <= LAST]
    return tuple(_compared(one, infants[one.birth]) for one in sorted(chosen, key=lambda one: one.birth != "vaginal"))


def sampling_error(variances: tuple[float, float], sizes: tuple[float, float]) -> float:
    """Return the mean absolute difference of two means of one law: sqrt(2 / pi) of its standard error.

    >>> round(sampling_error((0.09, 0.09), (100, 200)), 4)
    0.0293
    """
    return sqrt(2 / pi * sum(variance / size for variance, size in zip(variances, sizes, strict=True)))


def _compared(occasion: GutOccasion, infants: Infants) -> Compared:
    own, rival = gut_laws()[occasion], gut_laws("rival").get(occasion, {})
    method = methods()[occasion.study]
    shares = _read(infants, occasion, by_copies=False)
    copied = _read(infants, occasion, by_copies=True) if method.library == "16S" else None
    guilds = {
        guild: _guild(
            _Laws(guild, occasion, own[guild], rival.get(guild), method.background),
            shares[:, i],
            None if copied is None else copied[:, i],
            infants.streams,
        )
        for i, guild in enumerate(GUT_GUILDS)
    }
    some = next(iter(rival.values()), None)
    others = (some.n, some.effective) if some is not None else (0, 0.0)
    return Compared(occasion, next(iter(own.values())).n, *others, guilds)


def _read(infants: Infants, occasion: GutOccasion, *, by_copies: bool) -> np.ndarray:
    shares = infants.shares(occasion.study, occasion.day, by_copies=by_copies)
    return shares[~np.isnan(shares).any(axis=1)]


@dataclass(frozen=True)
class _Laws:
    """What is published of a guild on an occasion, and the background below which a share says nothing."""

    guild: str
    occasion: GutOccasion
    own: GuildShares
    rival: GuildShares | None
    floor: float


def _guild(laws: _Laws, shares: np.ndarray, copied: np.ndarray | None, streams: Streams) -> GuildCompared:
    own = laws.own
    off = _distances(laws, shares, copied, streams) if own.quantiles else (None, None, None, None, None)
    error = sampling_error((own.sd**2, float(shares.var(ddof=1))), (own.n, len(shares)))
    return GuildCompared(*off, published=own.mean, simulated=float(shares.mean()), error=error)


def _distances(
    laws: _Laws, shares: np.ndarray, copied: np.ndarray | None, streams: Streams
) -> tuple[float, float | None, float | None, Moved, Moved | None]:
    """Return fair IQDs of the model, with copies and of the rival, and how far the first and the last of these move."""
    floor, x = laws.floor, places(laws.floor)
    truth, model = laws.own.distribution(floor), Distribution.of_sample(log_share(shares, floor))
    rival = None if laws.rival is None else laws.rival.distribution(floor)
    by_copies = None if copied is None else fair_iqd(Distribution.of_sample(log_share(copied, floor)), truth)

    def drawn(who: str, law: Distribution) -> Redrawn:
        one = laws.occasion
        return redrawn(law, x, streams, f"infants drawn again: {who} {one.study} {one.birth} day {one.day} {laws.guild}")

    seen = drawn("published", truth)
    model_moved = moved(drawn("simulated", model), seen, x)
    rival_moved = None if rival is None else moved(drawn("rival", rival), seen, x)
    return fair_iqd(model, truth), by_copies, None if rival is None else fair_iqd(rival, truth), model_moved, rival_moved


def _mean_or_none(values: list[float | None]) -> float | None:
    known = [one for one in values if one is not None]
    return float(np.mean(known)) if known else None


def _mean_moved(parts: list[Moved | None]) -> Moved | None:
    known = [one for one in parts if one is not None]
    return Moved.sum(known).times(1 / len(known)) if known else None
