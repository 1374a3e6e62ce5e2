"""Which measurement would tell two hypotheses on the product apart, and whether the published result already does.

For every pair of hypotheses and every measurement of the product's arm: the difference of means relative to its noise, which
is how women differ plus the error of the assay, and from it the women per arm that a trial of one hypothesis against the
other would need (two-sided 5 %, power 80 %). All dyads count, so that the spread of the parameters is part of the noise.

A difference counts only if the paired worlds show it beyond chance, at 5 % over all measurements of a pair (Bonferroni): the
largest of many differences would else always seem to tell something.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.special import ndtri

from milkway.verdicts.compared_quantities import QUANTITIES, Seen

NEEDED = (1.959963984540054 + 0.8416212335729143) ** 2  # two-sided 5 % and power 80 %, squared quantiles of the normal
COUNTED = ("strain_in_milk", "strain_in_milk_after", "staphylococci_day_28", "s_aureus_day_28")
RATED = ("mean_pain",)
MEASURED = (
    *COUNTED,
    *RATED,
    *("leucocytes_day_28", "protective_share_day_28", "protective_share_day_140"),
    *("mild_mastitis", "clinical_mastitis", "days_in_pain"),
)
CLEAR = float(ndtri(1 - 0.05 / 2 / len(MEASURED)))  # standard errors that a paired difference must exceed


@dataclass(frozen=True)
class Errors:
    """Standard deviations of what the laboratory and the diary add: a count (log10) and a mean rating of pain."""

    count: float
    rating: float


@dataclass(frozen=True)
class Telling:
    """How far a measurement sets two hypotheses apart.

    Attributes:
        pair: of hypotheses.
        quantity: key of what is measured.
        difference: of means, second less first.
        noise: standard deviation of one woman's measurement.
        women: per arm, to tell the two apart; None where no difference is seen beyond chance.
    """

    pair: tuple[str, str]
    quantity: str
    difference: float
    noise: float
    women: int | None


def telling(worlds: Mapping[str, Seen], errors: Errors) -> tuple[Telling, ...]:
    """Return every measurement for every pair of hypotheses, the most telling first.

    Args:
        worlds: of the product, by hypothesis.
        errors: of assays.
    """
    found = [_of(pair, name, worlds, errors) for pair in combinations(worlds, 2) for name in MEASURED]
    return tuple(sorted(found, key=lambda one: (one.pair, math.inf if one.women is None else one.women)))


def best(found: tuple[Telling, ...], pair: tuple[str, str]) -> Telling | None:
    """Return the measurement that tells a pair apart with the fewest women, or nothing where none does."""
    first = next(one for one in found if one.pair == pair)
    return first if first.women is not None else None


def _of(pair: tuple[str, str], name: str, worlds: Mapping[str, Seen], errors: Errors) -> Telling:
    first, second = (QUANTITIES[name].of(worlds[one]) for one in pair)
    there = np.isfinite(first) & np.isfinite(second)
    change = (second - first)[there]
    if len(change) < 2:
        return Telling(pair, name, 0.0, 0.0, None)
    noise = _noise(name, first[there], second[there], errors)
    mean, error = float(change.mean()), float(change.std(ddof=1) / math.sqrt(len(change)))
    if abs(mean) <= CLEAR * error or noise == 0:
        return Telling(pair, name, mean, noise, None)
    return Telling(pair, name, mean, noise, max(2, math.ceil(2 * NEEDED * (noise / mean) ** 2)))


def _noise(name: str, first: np.ndarray, second: np.ndarray, errors: Errors) -> float:
    assay = errors.count if name in COUNTED else errors.rating if name in RATED else 0.0
    return math.sqrt((first.var(ddof=1) + second.var(ddof=1)) / 2 + assay**2)
