"""How far an infant's guilds are from those of infants of a cohort: vaginally born, without a mark of an antibiotic.

Of each of eight guilds it is the mean distance of the infant's log10(share + background) to that of a reference infant drawn at
random, in powers of ten, and the mean over guilds. It is linear in infants, so that effects add up; the reference infants
themselves are as far from each other as `among_themselves` says. Of neither cohort is it known how each infant was fed; most were
breast-fed at least in part, and no table that ships has quantiles of infants of whom it is known.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from milkway.assays.occasion import Occasion
from milkway.assays.sequencing import sequenced_shares
from milkway.core.streams import Streams
from milkway.published.distances import log_share
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion, gut_laws
from milkway.published.reads import assay, methods

REFERENCES = {
    7: GutOccasion("shao2019", "vaginal", "no", 7, 7),
    21: GutOccasion("shao2019", "vaginal", "no", 18, 24),
    90: GutOccasion("jakobsen2025", "vaginal", "any", 90, 90),
}


@dataclass(frozen=True, eq=False)
class Reference:
    """Infants of an occasion.

    Attributes:
        occasion: study, birth and days.
        places: (guild, place) log10(share + background) at evenly spaced probabilities.
        n: infants.
    """

    occasion: GutOccasion
    places: np.ndarray
    n: int

    @property
    def floor(self) -> float:
        """Return the share of reads below which a share says nothing."""
        return methods()[self.occasion.study].background

    def far(self, shares: np.ndarray) -> np.ndarray:
        """Return (infant,) mean distance to a reference infant drawn at random, over guilds; NaN where there are no shares.

        Args:
            shares: (infant, guild) of reads.
        """
        seen = log_share(shares, self.floor)
        return np.mean([mean_distance(seen[:, i], places) for i, places in enumerate(self.places)], axis=0)

    @property
    def among_themselves(self) -> float:
        """Return the same of the reference infants."""
        return float(np.mean([_within(places) for places in self.places]))


@cache
def reference(day: int) -> Reference:
    """Return the reference of a day of `REFERENCES`.

    >>> reference(7).n
    179
    """
    occasion = REFERENCES[day]
    law, floor = gut_laws()[occasion], methods()[occasion.study].background
    places = np.stack([log_share(np.array(law[guild].quantiles), floor) for guild in GUT_GUILDS])
    return Reference(occasion, places, next(iter(law.values())).n)


def distance_to_reference(cells: np.ndarray, day: int, dyads: np.ndarray, streams: Streams) -> np.ndarray:
    """Return (infant,) distance of stool as the cohort's sequencing reads it; NaN where there is no cell.

    Args:
        cells: (infant, guild).
        day: of `REFERENCES`.
        dyads: (infant,) identities.
        streams: all chance.
    """
    known = reference(day)
    method = assay(methods()[known.occasion.study])
    return known.far(sequenced_shares(cells, method, Occasion(streams, dyads, f"sequencing {known.occasion.study}", day)))


def mean_distance(x: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return (value,) the mean distance to a number whose quantiles at evenly spaced probabilities are known.

    Between neighbouring quantiles the number is uniform.

    >>> mean_distance(np.array([0.0, 0.5, 2.0]), np.array([0.0, 1.0])).tolist()
    [0.5, 0.25, 1.5]
    """
    low, high = places[:-1], places[1:]
    wide, x = high - low, x[:, None]
    inside = np.divide((x - low) ** 2 + (high - x) ** 2, 2 * wide, out=np.abs(x - low), where=wide > 0)
    return np.where((x > low) & (x < high), inside, np.abs(x - (low + high) / 2)).mean(axis=1)


def _within(places: np.ndarray) -> float:
    """Return the mean distance of two numbers with these quantiles, by the middles of a fine grid."""
    fine = np.interp((np.arange(2000) + 0.5) / 2000, np.linspace(0, 1, len(places)), places)
    return float(mean_distance(fine, places).mean())
